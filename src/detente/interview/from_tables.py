"""Tables of claims, positions, scales, acts, questions and mechanisms as answers of the interview.

What a table says becomes a claim with its source before it becomes a number, so that every number leads back to a row; what
is dated after the as-of day is left out, and told.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.core.errors import CaseError, ParameterError
from detente.interview.answers import Answers
from detente.interview.step import entries, identifier

Rows = tuple[Mapping[str, str], ...]
HEDGES = {"direct statement or act": "asserted", "inferred": "suggested"}
"""How surely a placement is told, by the kind of its evidence; reported otherwise."""
_IN_ADDRESS = re.compile(r"(20\d\d)[/-]?(0[1-9]|1[0-2])(?:[/-]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
_ADDRESS = re.compile(r"^\w+://(?:www\.)?([^/:?#]+)(?::\d+)?(/[^?#]*)?")
_PERIOD = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(slots=True)
class Tables:
    """Rows of each table, as read; a table that is not there is empty.

    Attributes
    ----------
    left_out : what was left out, and why; filled in by `fill`.
    """

    claims: Rows = ()
    positions: Rows = ()
    scales: Rows = ()
    acts: Rows = ()
    questions: Rows = ()
    mechanisms: Rows = ()
    left_out: list[str] = field(default_factory=list)

    def fill(self, told: Answers) -> None:
        """Put what the tables say among the answers; what was answered already stays."""
        try:
            as_of = date.fromisoformat(str(told.at("as_of")))
            for section in ("actors", "issues", "events", "questions"):
                if told.knows(section) is not None:
                    told.put((section,), entries(told.at(section)))
        except (ValueError, ParameterError) as error:
            raise CaseError(
                [told.fault(("as_of",), repr(told.at("as_of")), "a date such as 2023-03-31")]
            ) from error
        called = {
            identifier(str(name)): issue
            for issue, entry in told.group("issues").items()
            for name in (entry.get("called") or ())
        }
        found = _Filling(self, as_of, called)
        _merged(told.told, found.answers())


@dataclass(slots=True)
class _Filling:
    tables: Tables
    as_of: date
    called: Mapping[str, str]
    """Other names of issues, by which some tables call them."""
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    told_of: dict[str, date] = field(default_factory=dict)

    def answers(self) -> dict[str, Any]:
        """All tables as answers."""
        self.told_of = _latest_told(self.tables, self.as_of)
        for row in self.tables.claims:
            stated = {**_of_claim(row), "about": self._issue(row["issue"])}
            self._claim(row["id"], row["url"], row["source_grade"], stated)
        issues = {row["issue"]: {"landmarks": dict(_landmarks(row))} for row in self.tables.scales}
        actors = self._actors()
        events = dict(self._events())
        questions = dict(self._questions())
        mechanisms = dict(self._mechanisms())
        told = {
            "actors": actors, "issues": issues, "events": events, "questions": questions,
            "mechanisms": mechanisms, "sources": self.sources, "claims": self.claims,
        }  # fmt: skip
        return {key: value for key, value in told.items() if value}

    def _claim(self, name: str, url: str, grade: str, stated: dict[str, Any]) -> bool:
        """Keep a claim with its source; False where either is later than the as-of date."""
        day = _published(url, self.told_of.get(url), self.as_of)
        if day > self.as_of:
            self.tables.left_out.append(f"{name}: its page is of {day}, after {self.as_of}")
            return False
        source = self._source(url, grade, day)
        self.claims[name] = {"source": source, "locator": f"the page, as read for row {name}", **stated}
        return True

    def _issue(self, name: str) -> str:
        held = identifier(name)
        return self.called.get(held, held)

    def _source(self, url: str, grade: str, day: date) -> str:
        for key, held in self.sources.items():
            if held["url"] == url:
                return key
        host, path = _address(url)
        names = [
            part
            for part in host.split(".")
            if part not in ("com", "org", "net", "english", "en", "gov", "co")
        ]
        base = identifier(f"{names[0] if names else host}_{day:%Y%m%d}")
        key = next(
            free for free in (base, *(f"{base}_{n}" for n in range(2, 99))) if free not in self.sources
        )
        is_dated = _IN_ADDRESS.search(path) is not None
        self.sources[key] = {
            "title": _title(path) or f"A page of {host}",
            "publisher": host,
            "date": day,
            "reliability": grade if grade in tuple("ABCDEF") else "F",
            "url": url,
            "note": "Dated by its address"
            if is_dated
            else "Dated by the latest thing the tables take from it",
        }
        return key

    def _actors(self) -> dict[str, Any]:
        actors: dict[str, Any] = {}
        for row in self.tables.positions:
            name, actor, issue = row["id"], identifier(row["actor"]), row["issue"]
            says = f"{row['actor']} on {issue.replace('_', ' ')}: {row['position_words']} ({row['evidence']})"
            hedge = HEDGES.get(row["evidence_type"], "reported")
            stated = {"says": says, "kind": "stance", "hedge": hedge, "actors": [actor], "about": issue}
            if not self._claim(name, row["url"], row["source_grade"], stated):
                continue
            grounds = {"evidence": [name], "basis": "direction"}
            low, likely, high = (_number(row[f"position{end}"]) for end in ("_low", "", "_high"))
            held = actors.setdefault(actor, {"name": row["actor"], "stances": {}})
            held["stances"][issue] = {
                "position": {"low": low, "likely": likely, "high": high, **grounds},
                "cares": {"value": _number(row["salience"]), **grounds},
                "influence": {"value": _number(row["influence"]), **grounds},
                "words": row["position_words"],
            }
        return actors

    def _events(self) -> Iterator[tuple[str, Any]]:
        for row in self.tables.acts:
            on = date.fromisoformat(row["date"])
            if on > self.as_of:
                self.tables.left_out.append(f"{row['id']}: dated {on}, after {self.as_of}")
                continue
            who = [identifier(part) for part in row["actor"].split(";")]
            whom = [identifier(part) for part in row["target"].split(";")]
            direction = row["direction"].removeprefix("toward ")
            stated = {
                "says": row["description"], "kind": "event", "hedge": "asserted", "actors": who + whom,
                "about": self._issue(row["issue"]), "direction": direction, "form": "deeds", "when": on.isoformat(),
            }  # fmt: skip
            if self._claim(row["id"], row["url"], row["source_grade"], stated):
                yield row["id"], {
                    "on": on, "says": row["description"], "role": "context", "code": row["event_type"].upper(),
                    "by": who[0], "toward_whom": whom[0], "evidence": [row["id"]],
                }  # fmt: skip

    def _questions(self) -> Iterator[tuple[str, Any]]:
        for row in self.tables.questions:
            yield (
                row["id"],
                {
                    "asks": row["question"],
                    "asked": date.fromisoformat(row["asked_on"]),
                    "by": row["close_date"],
                    "settled_by": row["resolution_criteria"],
                },
            )

    def _mechanisms(self) -> Iterator[tuple[str, Any]]:
        for row in self.tables.mechanisms:
            evidence = [one.strip() for one in row["claim_ids"].split(";") if one.strip()]
            yield (
                row["id"],
                {
                    "title": f"{row['cause']}: {row['effect']}",
                    "evidence": [one for one in evidence if one in self.claims],
                    "theory": f"{row['theory']} ({row['reference']})",
                },
            )


def _of_claim(row: Mapping[str, str]) -> dict[str, Any]:
    said_by = row["attribution"].strip()
    speaker, _, origin = said_by.partition(" to ")
    if speaker.isupper() and not origin:
        speaker, origin = "", speaker
    is_outlet = speaker in ("", "outlet")
    return {
        "says": row["paraphrase"],
        "kind": row["kind"],
        "hedge": row["hedge"],
        **({"origin": origin.removeprefix("the ")} if origin else {}),
        **({} if is_outlet else {"speaker": speaker}),
        **({"quantifier": "unnamed"} if "official" in speaker.lower() else {}),
        "actors": [identifier(part) for part in row["actors"].split(";")],
        "direction": row["direction"].removeprefix("toward "),
        "when": row["date_or_period"],
    }


def _latest_told(tables: Tables, as_of: date) -> dict[str, date]:
    """The latest day that the tables take from each page: no page is older than what it tells of."""
    latest: dict[str, date] = {}
    dated = [(row["url"], row["date_or_period"]) for row in tables.claims]
    dated += [(row["url"], row["date"]) for row in tables.acts]
    for url, when in dated:
        end = _last_day(when)
        if end is not None:
            latest[url] = max(latest.get(url, date.min), min(end, as_of) if len(when) < 10 else end)
    return latest


def _last_day(when: str) -> date | None:
    """The last day of a date or period such as 2023-03, 2021-2023 or 2023-03-06/10."""
    ends = when.strip().split("/")
    text = ends[-1] if len(ends[-1]) > 2 else f"{ends[0][:-2]}{ends[-1]}" if len(ends) > 1 else ends[0]
    if re.fullmatch(r"\d{4}-\d{4}", text):
        text = text[5:]
    found = _PERIOD.match(text)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    last = calendar.monthrange(year, month)[1]
    return date(year, month, int(found[3] or last))


def _published(url: str, told: date | None, as_of: date) -> date:
    """A page's day: as its address shows, else the latest day it tells of, else the as-of date."""
    found = _IN_ADDRESS.search(_address(url)[1])
    if found is not None and 2000 <= int(found[1]) <= as_of.year + 1:
        year, month = int(found[1]), int(found[2])
        if found[3]:
            return date(year, month, int(found[3]))
        end = date(year, month, calendar.monthrange(year, month)[1])
        return min(end, as_of) if date(year, month, 1) <= as_of else end
    return told or as_of


def _address(url: str) -> tuple[str, str]:
    """Host, without its port and `www.`, and path of an address."""
    found = _ADDRESS.match(url)
    return (found[1], found[2] or "") if found else (url, "")


def _title(path: str) -> str:
    """Words of an address's last part, where it has any."""
    slug = max(path.split("/"), key=lambda part: part.count("-"), default="")
    words = [word for word in re.split(r"[-_]", re.sub(r"\.\w+$", "", slug)) if word and not word.isdigit()]
    return " ".join(words).strip().capitalize() if len(words) > 2 else ""


def _landmarks(row: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    for anchor in ("anchor_0", "anchor_middle", "anchor_100"):
        level, _, name = row[anchor].partition("=")
        yield _number(level), identifier(name)


def _number(cell: str) -> float:
    value = float(cell)
    return int(value) if value.is_integer() else value


def _merged(held: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Put in what is missing, group by group."""
    for key, value in more.items():
        if key not in held:
            held[key] = value
        elif isinstance(held[key], dict) and isinstance(value, Mapping) and not _is_answer(value):
            _merged(held[key], value)


def _is_answer(value: Mapping[str, Any]) -> bool:
    """Whether a group is one answer, which is kept or replaced as a whole."""
    return bool({"likely", "value"} & set(value))
