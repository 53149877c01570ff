"""How reports of a case are worded: a lexicon of one's own is there where it is asked for."""

from collections.abc import Iterator

from detente.case.checks.known import Known
from detente.case.finding import Finding


def wording_exists(known: Known) -> Iterator[Finding]:
    """A finding where the wording is the case's own and the case holds no lexicon."""
    if known.case.wording == "own" and known.case.lexicon is None:
        allowed = "a scale that is shipped (icd203, icd203_second, phia, ipcc), or own with a `lexicon`"
        yield Finding(("wording",), "own, without a lexicon", allowed, "add `lexicon`: `source` and `words`")
