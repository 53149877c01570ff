"""Whether what a conflict names of its case is there: claims, issues and questions."""

from collections.abc import Iterable, Iterator

from detente.core.case import Case
from detente.core.errors import Fault, nearest
from detente.models.conflict._reading import ConflictFile


def broken_links(read: ConflictFile, case: Case) -> Iterator[Fault]:
    """Faults of a conflict file whose options or preferences name what the case does not hold."""
    conflict = read.conflict
    for place, option in enumerate(conflict.options):
        if option.issue is not None and option.issue not in case.issues:
            yield _fault(read, f"options.{place}.issue", option.issue, "issue", case.issues)
        yield from _claims(read, f"options.{place}", option.evidence, case)
    for maker, preference in conflict.preferences.items():
        yield from _claims(read, f"preferences.{maker}", preference.evidence, case)
    for viewer, seen in conflict.views.items():
        for maker, preference in seen.items():
            yield from _claims(read, f"views.{viewer}.{maker}", preference.evidence, case)
    for name, one in conflict.end_states.items():
        for index, question in enumerate(one.questions):
            if question not in case.questions:
                yield _fault(
                    read, f"end_states.{name}.questions.{index}", question, "question", case.questions
                )


def _claims(read: ConflictFile, path: str, named: Iterable[str], case: Case) -> Iterator[Fault]:
    for index, claim in enumerate(named):
        if claim not in case.claims:
            yield _fault(read, f"{path}.evidence.{index}", claim, "claim", case.claims)


def _fault(read: ConflictFile, path: str, found: str, kind: str, known: Iterable[str]) -> Fault:
    place = read.places.get(path)
    near = nearest(found, known)
    return Fault(
        place.file if place else "conflict.yaml",
        place.line if place else None,
        place.column if place else None,
        path,
        repr(found),
        f"the id of a{'n' if kind == 'issue' else ''} {kind} of the case",
        near,
        "" if near else "delete it, or add it to the case",
    )
