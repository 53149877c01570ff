"""The prose of a case that is its writer's own, looked through by the lint: reasons, titles, notes, judgements."""

from collections.abc import Iterator, Mapping

from detente.case import CaseFile
from detente.case.walk import walk
from detente.case.yaml_tree import Place
from detente.core.case import Case
from detente.core.claim import Check, Claim
from detente.core.errors import Fault
from detente.core.noun import Noun
from detente.core.source import Source
from detente.forecast.prose import lint

OWN = (
    "title",
    "name",
    "says",
    "summary",
    "about",
    "words",
    "assumed",
    "why",
    "because",
    "stands_for",
    "note",
)
"""Fields that hold prose. A question's own words and rule, and what sources say, are not the writer's judgement."""
ALLOWED = {
    "likelihood and confidence together": "a likelihood and a confidence in sentences of their own",
    "weasel word without a number": "a likelihood with its number, or what is known",
}


def lint_case(file: CaseFile) -> tuple[Fault, ...]:
    """Advice on a case's own prose, each with its file and line; in the order of the files."""
    found = []
    for path, text in _prose(file.case):
        for remark in lint(text):
            place = _place(path, file.places)
            said = f"“{remark.found}” in sentence {remark.place}, “{_short(remark.sentence)}”"
            name = place.file if place is not None else "case.yaml"
            line, column = (place.line, place.column) if place is not None else (None, None)
            found.append(Fault(name, line, column, path, said, ALLOWED[remark.rule], mend=remark.mend))
    return tuple(sorted(found, key=lambda fault: fault.order))


def _prose(case: Case) -> Iterator[tuple[str, str]]:
    nouns: list[tuple[tuple[object, ...], Noun]] = [((), case), *walk(case)]
    for keys, noun in nouns:
        if isinstance(noun, Claim | Check | Source):
            continue
        for name in OWN:
            text = getattr(noun, name, None)
            if isinstance(text, str):
                yield ".".join(str(key) for key in (*keys, name)), text
    for place, text in enumerate(case.focus.not_modelled):
        yield f"focus.not_modelled.{place}", text


def _place(path: str, places: Mapping[str, Place]) -> Place | None:
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path)


def _short(sentence: str, most: int = 90) -> str:
    return sentence if len(sentence) <= most else f"{sentence[: most - 1].rstrip()}…"
