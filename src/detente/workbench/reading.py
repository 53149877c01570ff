"""Articles read: opened, given to a reader, set beside each other, and turned into a draft or an addition to a case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case.draft import draft
from detente.case.intake import Intake, claim_entry, source_entry, take_in
from detente.case.merge import Merged, difference, merge
from detente.charts.base import Table
from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.family import member, names
from detente.core.reading import Reading
from detente.reading.readers.base import FAMILY, Reader
from detente.reading.several.agreement import Agreement, agreement
from detente.reading.several.annotations import annotations
from detente.sources import Opened, Stated, open_articles
from detente.workspace import WORKING, CaseFolder, csv_text

BOTH = "both"
DEFAULT_READER = "rules"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReadArticles:
    """Articles with what was made of them.

    Attributes
    ----------
    opened : the documents, in the order given.
    readings : by the reader that the intake is made from.
    others : by the second reader, where both were asked for.
    agreements : how far the two agree, one a document.
    intake : sources, claims and how they corroborate each other.
    """

    opened: tuple[Opened, ...]
    readings: tuple[Reading, ...]
    others: tuple[Reading, ...]
    agreements: tuple[Agreement, ...]
    intake: Intake


def readers() -> tuple[str, ...]:
    """What may be asked for as reader."""
    return (*names(FAMILY), BOTH)


def read_articles(
    articles: Sequence[str],
    stated: Sequence[Stated] = (),
    *,
    reader: str = DEFAULT_READER,
    read_on: date,
    into: Case | None = None,
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> ReadArticles:
    """Open articles and read them.

    Parameters
    ----------
    articles : files and addresses.
    stated : what is known of each, in their order; nothing where it is empty.
    reader : `rules`, `llm`, or `both`: then the claims are those of the rules, and agreement is told.
    read_on : stands for the date of an article that has none.
    into : the case they are read for: its ids are not given twice.
    options : passed to the reader, such as a model's client.
    progress : called with documents read and documents in all.

    Raises
    ------
    WorkspaceError : an article cannot be opened.
    ParameterError : there is no such reader.
    """
    if reader not in readers():
        raise ParameterError(
            "--reader", repr(reader), " or ".join(readers()), nearest=nearest(reader, readers())
        )
    taken_sources = into.sources if into is not None else ()
    taken_claims = into.claims if into is not None else ()
    opened = open_articles(articles, stated, taken=taken_sources)
    chosen = ("rules", "llm") if reader == BOTH else (reader,)
    made: list[tuple[Reading, ...]] = []
    for number, name in enumerate(chosen):
        one: Reader = member(FAMILY, "READER", name)
        read = []
        for place, each in enumerate(opened):
            read.append(one.read(each.document, **(options or {})))
            if progress is not None:
                progress(number * len(opened) + place + 1, len(chosen) * len(opened))
        made.append(tuple(read))
    others = made[1] if len(made) > 1 else ()
    return ReadArticles(
        opened,
        made[0],
        others,
        tuple(agreement(one, other) for one, other in zip(made[0], others, strict=bool(others))),
        take_in(
            made[0],
            read_on=read_on,
            taken=taken_claims,
            notes={each.document.id: each.notes for each in opened},
        ),
    )


def latest(read: ReadArticles) -> date:
    """The date of the latest article."""
    return max(source.date for source in read.intake.sources.values())


def files_of(
    read: ReadArticles, name: str, *, as_of: date, title: str | None, version: str
) -> dict[str, str]:
    """Everything that a reading writes: the draft case, the events as a table, and the working output.

    Parameters
    ----------
    name : id of the case.
    version : of Detente, for the working output to tell.
    """
    import json

    files = draft(name, read.intake, as_of=as_of, title=title)
    files["events.csv"] = csv_text(event_table(read))
    told = annotations((*read.readings, *read.others), version)
    files[f"{WORKING}/annotations.jsonld"] = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    return files


def merged(read: ReadArticles, folder: CaseFolder, case: Case) -> tuple[Merged, str]:
    """The case's files with what was read added, and the difference as text."""
    before = texts_of(folder)
    found = merge(before, case, read.intake)
    return found, difference(before, found.texts)


def texts_of(folder: CaseFolder) -> dict[str, str]:
    """The files of a case as text; they were read before, so they are UTF-8."""
    return {name: content.decode("utf-8-sig") for name, content in folder.files.items()}


def folder_with(before: CaseFolder, texts: Mapping[str, str]) -> CaseFolder:
    """The folder with other texts; a file whose text is the same keeps its own bytes, to the last."""
    held = texts_of(before)
    files = {
        name: before.files[name] if held.get(name) == text else text.encode()
        for name, text in sorted(texts.items())
    }
    return CaseFolder(before.name, files)


EVENT_COLUMNS = (
    "date", "source", "target", "code", "cameo_root", "claim", "document", "sentence", "factuality", "hedge",
    "speaker", "origin", "confidence", "start", "end",
)  # fmt: skip


def event_table(read: ReadArticles) -> Table:
    """Coded events, one row a pair of source and target; the first four columns are what an importer takes.

    Events without a date are told of with the date of their article's source left empty, never a made-up one.
    """
    ids = {
        (one.statement.document, one.statement.cue.start, one.statement.type): one.id
        for one in read.intake.claims
    }
    rows: list[tuple[str | float, ...]] = []
    for reading in read.readings:
        for event in reading.events:
            attribution = event.attribution
            speaker = attribution.speaker
            told = getattr(speaker, "name", None) or (getattr(speaker, "quote", None) or "")
            common = (
                ids.get((reading.document.id, event.trigger.start, event.type), ""),
                reading.document.id,
                event.sentence,
                event.factuality,
                event.standing.hedge,
                told,
                attribution.origin or "",
                round(event.confidence, 4),
                event.trigger.start,
                event.trigger.end,
            )
            for source in event.source or (None,):
                for target in event.target or (None,):
                    rows.append(
                        (
                            event.when.isoformat() if event.when else "",
                            source.code if source else "",
                            target.code if target else "",
                            event.type,
                            event.cameo_root,
                            *common,
                        )
                    )
    return Table(EVENT_COLUMNS, tuple(rows))


def read_json(read: ReadArticles) -> dict[str, Any]:
    """What was read, as `detente read --json` tells it."""
    found = read.intake.corroboration
    documents = []
    for opened, reading in zip(read.opened, read.readings, strict=True):
        name = opened.document.id
        original = found.original(name)
        documents.append(
            {
                "id": name,
                "given": opened.given,
                "kind": opened.kind,
                **source_entry(read.intake.sources[name]),
                "reader": reading.reader,
                "sentences": len(reading.sentences),
                "events": len(reading.events),
                "claims": sum(one.statement.document == name for one in read.intake.claims),
                "uncoded": [{"sentence": one.sentence, "why": one.why} for one in reading.uncoded],
                "relays": list(found.relays.get(name, ())),
                "origins": list(found.origins[name]),
                "copy_of": original if original != name else None,
                "notes": [*opened.notes, *reading.notes],
                "provenance": dict(sorted(reading.provenance.items())),
            }
        )
    return {
        "documents": documents,
        "independent_origins": list(found.independent),
        "copies": [
            {"documents": list(one.documents), "containment": round(one.containment, 4)}
            for one in found.copies
        ],
        "claims": [claim_json(one) for one in read.intake.claims],
        "agreement": [agreement_json(one) for one in read.agreements],
    }


def claim_json(one: Any) -> dict[str, Any]:
    """A new claim with the offsets of what it was read from."""
    told = one.statement
    return {
        "id": one.id,
        **claim_entry(one.claim),
        "type": told.type,
        "codes": sorted(told.codes),
        "affirmed": told.affirmed,
        "confidence": round(told.confidence, 4),
        "start": told.cue.start,
        "end": told.cue.end,
        "quote": told.cue.quote[:160],
    }


def agreement_json(one: Agreement) -> dict[str, Any]:
    """Agreement of two readers as data; shares are of what either found."""

    def matched_json(each: Any) -> dict[str, Any]:
        share = each.share
        return {
            "one": each.one,
            "other": each.other,
            "both": each.both,
            "share": None if share is None else round(share, 4),
        }

    return {
        "document": one.document,
        "readers": list(one.readers),
        "events": matched_json(one.events),
        "claims": matched_json(one.claims),
        "kappa": None if one.kappa is None else round(one.kappa, 4),
        "sentences": one.sentences,
    }


def unread(read: ReadArticles) -> Iterable[tuple[str, int, str]]:
    """Sentences that gave nothing: document, number and what was missing."""
    for reading in read.readings:
        yield from ((reading.document.id, one.sentence, one.why) for one in reading.uncoded)
