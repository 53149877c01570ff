"""What a run was made from, as hashes and versions; and the name that follows from them."""

import json
import platform
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files

from detente.core.projection import Settings
from detente.core.wording import DEFAULT

COMPUTES = ("detente", "numba", "numpy", "scipy")
"""Packages whose version can show in a number."""
_CODE = frozenset({".css", ".csv", ".html", ".py", ".toml", ".yaml"})


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """File name -> SHA-256 of its content, sorted by name."""
    return {name: sha256(content).hexdigest() for name, content in sorted(files.items())}


def versions() -> dict[str, str]:
    """Package -> version, with Python's own and, as `code`, a hash over Detente's source."""
    found = {name: _version(name) for name in COMPUTES}
    return {**found, "python": platform.python_version(), "code": code_version()}


@cache
def code_version() -> str:
    """Hash over the source of the package: two states of the code never share a run's name."""
    found = sha256()
    with as_file(files("detente")) as root:
        names = {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.suffix in _CODE}
        for name, file in sorted(names.items()):
            content = file.read_bytes().replace(b"\r\n", b"\n")
            found.update(f"{name}\n{len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()[:12]


def run_name(case: str, inputs: Mapping[str, str], settings: Settings, wording: str = DEFAULT) -> str:
    """`<case>-<hash8>`, the same for the same inputs, settings and code.

    Parameters
    ----------
    inputs : file name -> hash.
    settings : all but `workers` count, which changes nothing in a result.
    wording : the scale of likelihood, which shows in every result.
    """
    made_from = {
        "inputs": dict(inputs),
        "versions": versions(),
        "worlds": settings.worlds,
        "seed": settings.seed,
        "as_of": settings.as_of.isoformat(),
        "mode": settings.mode,
        "wording": wording,
    }
    return f"{case}-{sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:8]}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
