"""Elicitation: questions people can honestly answer, and the numbers with spreads that follow from the answers."""

from detente.core.family import members
from detente.elicitation.base import Asked, Field, Inferred, with_provenance

__all__ = ["Asked", "Field", "Inferred", "forms", "forms_for", "with_provenance"]


def forms() -> dict[str, Asked]:
    """All forms by name."""
    return members(__name__, "FORM", Asked)


def forms_for(kind: str) -> dict[str, Asked]:
    """The forms from which a kind of number can be inferred, the most fitting first; the interval fits all.

    Parameters
    ----------
    kind : name of the parameter, such as `trust`.
    """
    held = forms()
    fit = {name: form for name, form in held.items() if kind in form.kinds}
    rest = {name: form for name, form in held.items() if not form.kinds and kind != "rate"}
    return {**fit, **rest}
