"""What is wrong with the coder's data files: malformed codes, unknown sectors, shadowed and dead patterns."""

import re
from collections.abc import Iterable, Iterator, Mapping

from detente.core.errors import Fault, nearest
from detente.reading.acts.event_lexicon import event_acts_file, verb_entries
from detente.reading.acts.meanings import NOTHING
from detente.reading.naming.actors import UNKNOWN, actors_in
from detente.reading.naming.dictionary import KINDS, Agent, Name, agents_of_file, names_of_files, rows_of
from detente.reading.words.tokens import tokens_of

SECTORS = frozenset(
    ("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
     "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC")
)  # fmt: skip
"""Sectors of PLOVER."""
FREE = frozenset(("IGO", "NGO", "BLC", "IMG"))
"""Codes in place of a country: between and beyond governments, blocs, and armed groups of no one country."""
TYPES = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
     "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
)  # fmt: skip
"""Types of the lexicon; what YIELD becomes, CONCEDE or RETREAT, is told by its mode."""
OPERATORS = frozenset(
    ("request", "threaten", "commit", "intend", "refuse", "aspect", "allow", "order", "say")
)
_ROOT = re.compile(r"(?:0[1-9]|1\d|20)")


def lint() -> tuple[Fault, ...]:
    """Every fault of the shipped files, sorted; none if they are in order."""
    faults = [
        *actor_faults(names_of_files(), agents_of_file(), [row["code"] for _, row in rows_of("states.csv")]),
        *dead_names(names_of_files()),
        *act_faults(event_acts_file()),
    ]
    return tuple(sorted(faults, key=lambda fault: fault.order))


def actor_faults(names: Iterable[Name], agents: Iterable[Agent], states: Iterable[str]) -> Iterator[Fault]:
    """Faults of the dictionary of actors.

    Parameters
    ----------
    states : the country codes that names and persons may begin with.

    Examples
    --------
    >>> bad = Name("Ruritania", "RUX", "Ruritania", "state", "state", line="states.csv:3")
    >>> print(*actor_faults([bad], [], ["RUR"]))
    states.csv:3, Ruritania: found code 'RUX'; allowed: a country's code, then sectors; nearest: RUR. Mend: write RUR.
    """
    known = frozenset(states)
    seen: dict[tuple[str, bool], Name] = {}
    for name in names:
        yield from _code_faults(name, known)
        yield from _phrase_faults(name.line, name.phrase)
        if name.since and name.until and name.since > name.until:
            yield _fault(
                name.line,
                name.phrase,
                f"a term from {name.since} until {name.until}",
                "a term that ends after it begins",
            )
        # Persons of one name are told apart by their terms and titles, all others must be unique.
        key = (name.phrase, name.kind == "leader")
        other = seen.setdefault(key, name)
        if other is not name and (
            name.kind != "leader"
            or (name.code, name.name, name.since) == (other.code, other.name, other.since)
        ):
            told = "repeats" if name.code == other.code else "is shadowed by"
            yield _fault(name.line, name.phrase, f"a name that {told} {other.line}", "each name once")
    yield from _agent_faults(agents)


def _code_faults(name: Name, known: frozenset[str]) -> Iterator[Fault]:
    country, rest = name.code[:3], name.code[3:]
    if country not in known | FREE:
        yield _fault(
            name.line,
            name.phrase,
            f"code {name.code!r}",
            "a country's code, then sectors",
            nearest(country, known),
        )
    elif country not in FREE or country == "IMG":
        sectors = [rest[at : at + 3] for at in range(0, len(rest), 3)]
        for sector in sectors:
            if sector not in SECTORS:
                yield _fault(
                    name.line,
                    name.phrase,
                    f"sector {sector!r}",
                    "a sector of PLOVER",
                    nearest(sector, SECTORS),
                )
    elif not re.fullmatch(r"(?:[A-Z]{3})+", rest):
        yield _fault(name.line, name.phrase, f"code {name.code!r}", "groups of three capitals")
    if name.kind not in KINDS:
        yield _fault(
            name.line, name.phrase, f"kind {name.kind!r}", ", ".join(sorted(KINDS)), nearest(name.kind, KINDS)
        )


def _phrase_faults(line: str, phrase: str) -> Iterator[Fault]:
    if phrase != " ".join(phrase.split()) or not phrase:
        yield _fault(line, phrase, "blanks too many", "words with one blank between")


_CARRIERS = ("{} spoke.", "Yesterday President {} spoke.", "Troops of {} left.")


def dead_names(names: Iterable[Name]) -> Iterator[Fault]:
    """Names that the shipped dictionary never meets: each is looked for in three sentences made for it.

    Examples
    --------
    >>> print(*dead_names([Name("Ruritania", "RUR", "Ruritania", "state", "state", line="states.csv:3")]))
    states.csv:3, Ruritania: found a dead pattern: no sentence meets it; allowed: a name that is met.
    """
    for phrase, line in {name.phrase: name.line for name in names}.items():
        if not any(_is_met(phrase, carrier.format(phrase)) for carrier in _CARRIERS):
            yield _fault(line, phrase, "a dead pattern: no sentence meets it", "a name that is met")


def _is_met(phrase: str, text: str) -> bool:
    tokens = tokens_of(text)
    start = text.index(phrase)
    for actor in actors_in(text, tokens):
        begin, end = tokens[actor.first].start, tokens[actor.after - 1].end
        if begin <= start and start + len(phrase) <= end and not actor.stranger:
            return not actor.code.startswith(UNKNOWN)
    return False


def _agent_faults(agents: Iterable[Agent]) -> Iterator[Fault]:
    seen: dict[str, Agent] = {}
    for agent in agents:
        if agent.sector not in SECTORS:
            yield _fault(
                agent.line,
                agent.phrase,
                f"sector {agent.sector!r}",
                "a sector of PLOVER",
                nearest(agent.sector, SECTORS),
            )
        if agent.kind not in KINDS:
            yield _fault(
                agent.line,
                agent.phrase,
                f"kind {agent.kind!r}",
                ", ".join(sorted(KINDS)),
                nearest(agent.kind, KINDS),
            )
        if agent.phrase != agent.phrase.lower():
            yield _fault(agent.line, agent.phrase, "a dead pattern: capitals", "small letters")
        words = agent.phrase.split()
        if [token.low for token in tokens_of(agent.phrase)] != words:
            yield _fault(
                agent.line, agent.phrase, "a dead pattern: it is cut otherwise in a sentence", "whole words"
            )
        other = seen.setdefault(agent.phrase, agent)
        if other is not agent:
            yield _fault(agent.line, agent.phrase, f"a noun that repeats {other.line}", "each noun once")


def act_faults(tables: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Iterator[Fault]:
    """Faults of the lexicon of acts.

    Examples
    --------
    >>> tables = {"verbs": {"blame": {"type": "ACUSE", "root": "11", "words": "blame"}}, "nouns": {}, "pairs": {"rows": ""}}
    >>> print(*act_faults(tables))
    event_acts.toml, verbs.blame.type: found 'ACUSE'; allowed: a type of PLOVER; nearest: ACCUSE. Mend: write ACCUSE.
    """
    verbs, nouns = tables["verbs"], tables["nouns"]
    for section in ("verbs", "nouns"):
        for name, table in tables[section].items():
            yield from _meaning_faults(f"{section}.{name}", table.get("type"), table.get("root"))
            op = table.get("op")
            if op is not None and op not in OPERATORS:
                yield _act(f"{section}.{name}.op", repr(op), "an operator", nearest(op, OPERATORS))
            yield from _word_faults(f"{section}.{name}", verb_entries(table["words"]))
    yield from _shadowed_nouns(nouns)
    yield from _pair_faults(str(tables["pairs"]["rows"]), frozenset(verbs), frozenset(nouns))


def _meaning_faults(key: str, kind: str | None, root: str | None) -> Iterator[Fault]:
    if kind is not None and kind not in TYPES:
        yield _act(f"{key}.type", repr(kind), "a type of PLOVER", nearest(kind, TYPES))
    if kind is not None and not _ROOT.fullmatch(root or ""):
        yield _act(f"{key}.root", repr(root), "a root of CAMEO, 01 to 20")


def _word_faults(key: str, entries: list[str]) -> Iterator[Fault]:
    for at, entry in enumerate(entries):
        if entry in entries[:at]:
            yield _act(f"{key}.words", f"{entry!r} twice", "each entry once in a class")
        if entry != entry.lower() or entry != " ".join(entry.split()):
            yield _act(f"{key}.words", repr(entry), "small letters, one blank between words")


def _shadowed_nouns(nouns: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    """A noun stands for one class: in a second one it is dead."""
    owner: dict[str, str] = {}
    for name, table in nouns.items():
        for entry in verb_entries(table["words"]):
            first = owner.setdefault(entry, name)
            if first != name:
                yield _act(
                    f"nouns.{name}.words", f"{entry!r}, shadowed by nouns.{first}", "each noun in one class"
                )


def _pair_faults(rows: str, verbs: frozenset[str], nouns: frozenset[str]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for row in filter(None, map(str.strip, rows.splitlines())):
        parts = [part.strip() for part in row.split("|")]
        if len(parts) != 3 or len(parts[0].split()) != 3:
            yield _act("pairs.rows", repr(row), "TYPE root mode | verb class | noun classes")
            continue
        kind, root, _ = parts[0].split()
        if kind != NOTHING:
            yield from _meaning_faults(f"pairs.rows {row!r}", kind, root)
        if parts[1] not in verbs:
            yield _act("pairs.rows", f"{parts[1]!r} in {row!r}", "a class of verbs", nearest(parts[1], verbs))
        for noun in parts[2].split():
            if noun not in nouns:
                yield _act("pairs.rows", f"{noun!r} in {row!r}", "a class of nouns", nearest(noun, nouns))
            if seen.setdefault((parts[1], noun), row) != row:
                yield _act("pairs.rows", f"{parts[1]} {noun}, shadowed by a later row", "each pair once")


def _fault(line: str, phrase: str, found: str, allowed: str, near: str | None = None) -> Fault:
    file, _, number = line.partition(":")
    return Fault(file or "dictionary", int(number) if number else None, None, phrase, found, allowed, near)


def _act(key: str, found: str, allowed: str, near: str | None = None) -> Fault:
    return Fault("event_acts.toml", None, None, key, found, allowed, near)
