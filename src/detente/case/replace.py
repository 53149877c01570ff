"""A case with one thing changed at a path: nouns are frozen, so every noun on the way is copied."""

from collections.abc import Mapping
from typing import Any

from detente.case.leaves import list_names
from detente.core.case import Case
from detente.core.effect import Effect
from detente.core.errors import ParameterError
from detente.core.event import Event
from detente.core.noun import Noun
from detente.core.rule import Rule


def written_at(case: Case, path: str, stated: Any) -> Case:
    """The case with `stated` at a path; None removes what stands there.

    Raises
    ------
    ParameterError : the path leads nowhere.
    """
    changed = _written(case, path, path, stated)
    assert isinstance(changed, Case)
    return changed


def _written(content: Any, rest: str, path: str, stated: Any) -> Any:
    if isinstance(content, Noun):
        written, _, after = rest.partition(".")
        name = next(
            (name for name, field in type(content).model_fields.items() if (field.alias or name) == written),
            None,
        )
        if name is None:
            raise _nowhere(path)
        part = getattr(content, name)
        return content.model_copy(update={name: stated if not after else _written(part, after, path, stated)})
    if isinstance(content, Mapping):
        return _in_map(content, rest, path, stated)
    if isinstance(content, tuple) and content and isinstance(content[0], Effect | Event):
        return _in_list(content, rest, path, stated)
    raise _nowhere(path)


def _in_map(content: Mapping[Any, Any], rest: str, path: str, stated: Any) -> dict[Any, Any]:
    """Keys may hold dots (`israel.fear`), so the longest that fits is taken."""
    fitting = [key for key in content if rest == str(key) or rest.startswith(f"{key}.")]
    changed = dict(content)
    if not fitting:
        if "." in rest or stated is None:
            raise _nowhere(path)
        return {**changed, rest: stated}
    key = max(fitting, key=lambda one: len(str(one)))
    if rest != str(key):
        changed[key] = _written(content[key], rest[len(str(key)) + 1 :], path, stated)
    elif stated is None:
        del changed[key]
    else:
        changed[key] = stated
    return changed


def _in_list(content: tuple[Any, ...], rest: str, path: str, stated: Any) -> tuple[Any, ...]:
    names = list_names(content)
    fitting = [index for index, name in enumerate(names) if rest == name or rest.startswith(f"{name}.")]
    if not fitting:
        raise _nowhere(path)
    index = max(fitting, key=lambda one: len(names[one]))
    if rest == names[index]:
        between = () if stated is None else (stated,)
    else:
        after = rest[len(names[index]) + 1 :]
        # an effect without a strength is no effect
        is_gone = stated is None and after == "by" and isinstance(content[index], Effect)
        between = () if is_gone else (_written(content[index], after, path, stated),)
    return (*content[:index], *between, *content[index + 1 :])


def _nowhere(path: str) -> ParameterError:
    return ParameterError(
        "path", repr(path), "the path of something the case holds", "see the paths in `detente check --json`"
    )


def without_event(case: Case, event: str) -> Case:
    """The case without an event and all that follows from it; rules that ask for it never hold."""
    gone = {event}
    while True:
        more = {
            other.id
            for other in case.events
            if other.id not in gone and any(name.partition(".")[0] in gone for name in other.follows)
        }
        if not more:
            break
        gone |= more
    never = Rule(level=next(iter(case.issues)), at_least=101.0)
    kept = {name: getattr(case, name) for name in type(case).model_fields}
    kept["events"] = tuple(one for one in case.events if one.id not in gone)
    accounts = {
        name: account.model_copy(
            update={"drops": tuple(drop for drop in account.drops if drop.partition(".")[0] not in gone)}
        )
        for name, account in case.accounts.items()
    }
    changed = {name: _unruled(part, gone, never) for name, part in kept.items()}
    return case.model_copy(update={**changed, "accounts": accounts})


def _unruled(content: Any, gone: set[str], never: Rule) -> Any:
    """Content with every rule that asks for a dropped event replaced; what has none is returned as it is."""
    if isinstance(content, Rule) and content.subject in ("happened", "fires"):
        return never if str(getattr(content, content.subject)).partition(".")[0] in gone else content
    if isinstance(content, Noun):
        parts = {name: getattr(content, name) for name in type(content).model_fields}
        changed = {
            name: _unruled(part, gone, never)
            for name, part in parts.items()
            if isinstance(part, Noun | dict | tuple)
        }
        differing = {name: part for name, part in changed.items() if part is not parts[name]}
        return content.model_copy(update=differing) if differing else content
    if isinstance(content, dict):
        entries = {key: _unruled(part, gone, never) for key, part in content.items()}
        return entries if any(entries[key] is not part for key, part in content.items()) else content
    if isinstance(content, tuple):
        items = tuple(_unruled(part, gone, never) for part in content)
        return items if any(one is not other for one, other in zip(items, content, strict=True)) else content
    return content
