"""What an entry says beside what does not read: so that its wrong words are told together with its wrong shape."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from detente.case.finding import Finding
from detente.case.yaml_tree import Keys

ROUNDS = 4
"""How often what is refused is taken out before an entry is given up."""


def salvaged(
    keys: Keys, stated: Any, refused: Sequence[Finding], read: Callable[[Any], Any | Sequence[Finding]]
) -> Any | None:
    """The entry without what was refused in it; None where nothing is left that reads.

    Parameters
    ----------
    keys : the keys that lead to the entry.
    refused : what was found wrong with it.
    read : the entry's noun, or a list of what is wrong with it.
    """
    left = deepcopy(stated)
    for _ in range(ROUNDS):
        if not all(_remove(left, finding.keys[len(keys) :]) for finding in refused):
            return None
        found = read(left)
        if not isinstance(found, list):
            return found
        refused = found
    return None


def _remove(stated: Any, keys: Keys) -> bool:
    """Take out what the keys lead to, or what is nearest above it; False if that is the entry itself.

    A list goes as a whole: without one of its entries, places of the others would no longer be true.
    """
    around: Any = None
    last: Any = None
    here = stated
    for key in keys:
        if not isinstance(here, dict):
            break
        name = next((name for name in here if str(name) == str(key)), None)
        if name is None:
            break
        around, last, here = here, name, here[name]
    if around is None:
        return False
    around.pop(last, None)
    return True
