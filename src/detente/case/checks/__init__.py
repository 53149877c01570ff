"""What must hold among the entries of a case (names, dates, numbers, evidence), and what deserves a look."""

from collections.abc import Iterator

from detente.case.checks.conditions import conditions
from detente.case.checks.dates import dates_in_order, loose_dates
from detente.case.checks.directions import directions
from detente.case.checks.evidence import bare_numbers, disputed_alone, evidence_in_time
from detente.case.checks.known import Known
from detente.case.checks.loops import loops
from detente.case.checks.names import loose_names, names_exist
from detente.case.checks.numbers import loose_sums, numbers_in_range, sums
from detente.case.checks.parties import loose_parties, parties_fit
from detente.case.checks.wording import wording_exists
from detente.case.finding import Finding

__all__ = ["Known", "errors", "warnings", "words"]


def errors(known: Known) -> Iterator[Finding]:
    """All that is wrong between the entries; runs on whatever entries could be read."""
    yield from words(known)
    yield from parties_fit(known)
    yield from loops(known)
    yield from sums(known)
    yield from wording_exists(known)
    if known.is_dated:
        yield from dates_in_order(known)
        yield from evidence_in_time(known)


def words(known: Known) -> Iterator[Finding]:
    """What is wrong with a single name, word or number, whatever else its entry holds."""
    yield from names_exist(known)
    yield from directions(known)
    yield from conditions(known)
    yield from numbers_in_range(known)


def warnings(known: Known) -> Iterator[Finding]:
    """What may stand and yet deserves a look; for a case without errors."""
    yield from loose_names(known)
    yield from loose_dates(known)
    yield from loose_parties(known)
    yield from loose_sums(known)
    yield from bare_numbers(known)
    yield from disputed_alone(known)
