"""Families: a folder with a `base.py` whose other files each hold one member under one fixed name."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, TypeVar, overload

from detente.core.errors import FamilyError, ParameterError, nearest

T = TypeVar("T")


def names(package: str) -> tuple[str, ...]:
    """Names of a family's members, sorted, found by listing its folder; no member is imported.

    Parameters
    ----------
    package : full name of the family's package, such as `detente.models.bargaining`.

    Raises
    ------
    FamilyError : there is no such package.
    """
    return tuple(sorted(_listing(package)))


def member(package: str, attribute: str, name: str) -> Any:
    """One member of a family by its name; only its own file is imported.

    Raises
    ------
    ParameterError : the family has no member of this name; the nearest name is told.
    FamilyError : there is no such package, or the member's file lacks `attribute`.
    """
    known = names(package)
    if name not in known:
        raise ParameterError(
            package.rpartition(".")[2],
            repr(name),
            ", ".join(known) or "nothing yet",
            nearest=nearest(name, known),
        )
    return _read(package, attribute, name)


@overload
def members(package: str, attribute: str) -> dict[str, Any]: ...
@overload
def members(package: str, attribute: str, kind: type[T]) -> dict[str, T]: ...
def members(package: str, attribute: str, kind: type[Any] | None = None) -> dict[str, Any]:
    """All members of a family by name, sorted; the folder is listed anew at each call.

    Use it where every member is needed (contract tests, reference pages); `names` and `member` are cheaper
    where a list of names or one member will do.

    Parameters
    ----------
    package : full name of the family's package, such as `detente.models.bargaining`.
    attribute : the fixed name under which each file keeps its member, such as `MODEL`.
    kind : the class each member must be an instance of; None takes anything.

    Returns
    -------
    file name (without `.py`) -> member; `base` and names with a leading underscore are no members.

    Raises
    ------
    FamilyError : there is no such package, a file lacks `attribute`, or what it holds is not a `kind`.
    """
    found = {name: _read(package, attribute, name) for name in names(package)}
    for name, one in found.items():
        if kind is not None and not isinstance(one, kind):
            raise FamilyError(
                f"{package}.{name}.{attribute}", f"a {type(one).__name__}", f"an instance of {kind.__name__}"
            )
    return found


def _listing(package: str) -> Iterator[str]:
    spec = _spec(package)
    for module in iter_modules(spec):
        if module.name != "base" and not module.name.startswith("_"):
            yield module.name


def _spec(package: str) -> list[str]:
    try:
        spec = find_spec(package)
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.submodule_search_locations is None:
        raise FamilyError(package, "no such package", "the full name of a package")
    return list(spec.submodule_search_locations)


def _read(package: str, attribute: str, name: str) -> Any:
    module = import_module(f"{package}.{name}")
    try:
        return getattr(module, attribute)
    except AttributeError:
        raise FamilyError(
            module.__name__,
            f"no `{attribute}`",
            f"one member of the family, under the name `{attribute}`",
            f"define {attribute}, or begin the file's name with an underscore if it holds no member",
        ) from None
