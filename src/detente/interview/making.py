"""The interview as a whole: what is to be asked next, what is wrong with a file of answers, and the case they make."""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.case.yaml_text import entry as written
from detente.case.yaml_text import flow, scalar, section
from detente.core.errors import CaseError, Fault, ParameterError, nearest
from detente.interview.answers import SKIP, Answers
from detente.interview.chapters import chapters
from detente.interview.chapters.base import Made
from detente.interview.moving_back import pressures_moved_back
from detente.interview.step import Agreement, Step, identifier

TAKEN_OVER = ("sources", "claims", "mechanisms", "accounts", "focus", "series", "words")
"""Sections that stand in a file of answers as they would in a case."""
RENAMED = {"tracks": "talks", "institutions": "actors", "effects": "pressures"}
ENTRIES = ("actors", "issues", "pressures", "events", "hazards", "talks", "questions")
"""Sections that hold entries by name."""
SECTIONS = (
    "question", "title", "summary", "as_of", "start", "until", "seed", "worlds", "positions_of", "actors", "issues",
    "pressures", "events", "hazards", "talks", "questions", *TAKEN_OVER,
)  # fmt: skip


def interview(told: Answers) -> Iterator[tuple[str, Step | Agreement]]:
    """Chapter and step, one after the other, of what has not been answered; each answer is put before the next is drawn."""
    for chapter in chapters():
        for step in chapter.steps(told):
            if isinstance(step, Agreement) or (step.asks and not told.has(*step.path)):
                yield chapter.title, step


def check_answers(told: Answers) -> None:
    """Read every answer of a file as a reply; what is missing counts as skipped.

    Raises
    ------
    CaseError : some cannot be read; all are told with their lines.
    """
    faults: list[Fault] = []
    for key in told.told:
        if key not in SECTIONS:
            near = nearest(str(key), SECTIONS)
            found = told.fault((str(key),), f"the unknown name {key!r}", ", ".join(SECTIONS))
            faults.append(
                Fault(found.file, found.line, found.column, found.key, found.found, found.allowed, near)
            )
    faults += [*_shapeless(told), *_strangers(told)]
    for chapter in chapters():
        for step in chapter.steps(told):
            if isinstance(step, Agreement):
                try:
                    step.judge()
                except ParameterError as error:
                    faults.append(_told(told, step.path, error))
            elif told.knows(*step.path) is not None:
                try:
                    told.put(step.path, step.read(told.at(*step.path)))
                except ParameterError as error:
                    faults.append(_told(told, step.path, error))
    if faults:
        raise CaseError(faults)


def _shapeless(told: Answers) -> Iterator[Fault]:
    """Sections that are no groups of entries, and entries that are no groups of answers; they are left out of the rest."""
    for kind in ENTRIES:
        held = told.knows(kind)
        if held is None or (isinstance(held, str | list) and kind not in ("events", "questions")):
            continue  # names, comma between
        if not isinstance(held, Mapping):
            mend = f"write each under a name, such as `{kind}: {{first: ...}}`"
            yield told.fault((kind,), repr(held)[:40], "entries by name", mend)
            told.drop((kind,))
            continue
        for name, entry in list(held.items()):
            if entry is None or entry == SKIP or isinstance(entry, Mapping):
                continue
            allowed = "its answers, as `name: answer` in a group"
            yield told.fault((kind, str(name)), repr(entry)[:40], allowed, "open a group with { }")
            told.drop((kind, str(name)))


def _strangers(told: Answers) -> Iterator[Fault]:
    """Stances on issues that are not among the issues."""
    issues = told.knows("issues")
    known = list(issues) if isinstance(issues, Mapping | list) else []
    names = {str(each) for each in known} | {identifier(str(each)) for each in known}
    for actor in told.group("actors"):
        for issue in told.group("actors", actor, "stances"):
            if issue not in names:
                mend = "name it under `issues`, or write it as it is named there"
                allowed = f"an issue: {', '.join(map(str, known)) or 'none is named'}"
                yield told.fault(("actors", actor, "stances", issue), f"a stance on {issue!r}", allowed, mend)


def _told(told: Answers, path: tuple[str, ...], error: ParameterError) -> Fault:
    place = told.place(path)
    name = told.file or "answers"
    line, column = (place.line, place.column) if place else (None, None)
    return Fault(name, line, column, ".".join(path), error.found, error.allowed, error.nearest, error.mend)


def case_of(name: str, told: Answers) -> dict[str, str]:
    """Texts of the case's files that answers make: file name -> text. What was skipped is wide, and says so.

    Raises
    ------
    CaseError : an answer does not fit with others; the place in the file of answers is told where it is known.
    """
    made = Made(name)
    for chapter in sorted(chapters(), key=lambda each: each.is_built_last):
        try:
            chapter.build(told, made)
        except ParameterError as error:
            raise CaseError([_told(told, (chapter.title,), error)]) from error
    pressures_moved_back(told, made)
    return _texts(told, made)


def in_answers(told: Answers, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Faults of a case made from answers, at the answers they come from."""
    return tuple(_traced(told, fault) for fault in faults)


def _traced(told: Answers, fault: Fault) -> Fault:
    parts: list[str | int] = [int(part) if part.isdigit() else part for part in fault.key.split(".")]
    if parts:
        parts[0] = RENAMED.get(str(parts[0]), parts[0])
    place = _joined(told, parts)
    if place is None:
        return fault
    return Fault(
        told.file or "answers",
        place.line,
        place.column,
        fault.key,
        fault.found,
        fault.allowed,
        fault.nearest,
        fault.mend,
    )


def _joined(told: Answers, parts: list[str | int]) -> Any:
    """Place of the longest beginning of a path; ids may hold dots, so paths are compared as text."""
    places = {".".join(map(str, keys)): place for keys, place in {**told.keys, **told.places}.items() if keys}
    for end in range(len(parts), 1, -1):
        held = places.get(".".join(map(str, parts[:end])))
        if held is not None:
            return held
    return None


def _texts(told: Answers, made: Made) -> dict[str, str]:
    taken = {key: told.knows(key) for key in TAKEN_OVER if isinstance(told.knows(key), Mapping)}
    sources = {**made.sources, **taken.pop("sources", {})}
    claims = {**made.claims, **taken.pop("claims", {})}
    words, focus = taken.pop("words", None), taken.pop("focus", None)
    head = "".join(f"{key}: {scalar(value)}\n" for key, value in made.head.items())
    more = f"\nfocus: {flow(focus)}\n" if focus and len(flow(focus)) < 100 else ""
    if focus and not more:
        more = "\n" + section("focus", focus)
    texts = {
        "case.yaml": _joined_text(
            CASE, head + more, section("words", words or {}), section("issues", made.issues),
            section("tracks", made.tracks),
        ),
        "actors.yaml": _joined_text(ACTORS, section("actors", made.actors), section("institutions", made.institutions)),
        "drivers.yaml": _joined_text(
            DRIVERS, section("pressures", made.pressures), _items("effects", made.effects),
            _items("events", made.events), section("hazards", made.hazards),
        ),
        "questions.yaml": _joined_text(QUESTIONS, section("questions", made.questions)),
        "evidence.yaml": _joined_text(EVIDENCE, section("sources", sources), section("claims", claims)),
        **{f"{key}.yaml": section(key, value) for key, value in taken.items()},
    }  # fmt: skip
    return {
        name: text
        for name, text in texts.items()
        if any(line[:1] not in ("#", "") for line in text.splitlines())
    }


def _joined_text(*parts: str) -> str:
    return parts[0] + "\n".join(part for part in parts[1:] if part)


def _items(name: str, entries: list[dict[str, Any]]) -> str:
    """A list as blocks: the first key behind the dash, the rest below it."""
    if not entries:
        return ""
    lines = [f"{name}:\n"]
    for each in entries:
        block = "".join(written(key, value, 4) for key, value in each.items())
        lines.append(f"  - {block[4:]}")
    return "".join(lines)


CASE = "# Made from answers by `detente new`; each inferred number keeps its question (`asked`) and answer (`answered`).\n"
ACTORS = "# Who acts, where each stood at the start, on what grounds, and how each side decides.\n"
DRIVERS = "# What presses on whom, what turns with it, what is dated, and what may come at any time.\n"
QUESTIONS = "# What will be settled by a date, and by which rule.\n"
EVIDENCE = "# What is known from whom, in our own words.\n"
