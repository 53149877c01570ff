"""What a document has named so far: so that a surname, a title or a pronoun leads back to its actor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.reading.words.wordlists import word_set

if TYPE_CHECKING:
    from detente.reading.naming.actors import Actor
    from detente.reading.words.tokens import Token

_PRONOUNS = {"he": "person", "she": "person", "him": "person", "it": "body", "they": "many", "them": "many"}
_BODY = frozenset(("state", "organisation", "armed_group", "office", "bloc"))


@dataclass(slots=True)
class Memory:
    """Actors of one document in the order they were named.

    Attributes
    ----------
    surnames : last word of each person's name -> code and full name.
    titles : common noun (`president`, `group`) -> code, as last named with an owner.
    focus : country named last as an actor.
    last : per sort of pronoun, the actor it would mean now.
    """

    surnames: dict[str, tuple[str, str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    focus: str | None = None
    last: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, actor: Actor, tokens: list[Token]) -> None:
        """Remember an actor just named."""
        if actor.kind == "pronoun":
            return
        words = [token.word for token in tokens[actor.first : actor.after]]
        if actor.certain:
            if not actor.code.startswith(("IGO", "NGO", "BLC", "IMG", "UNK")) and not actor.place:
                self.focus = actor.code[:3]
            for word in words:
                low = word.lower()
                if low in _REMEMBERED:
                    self.titles[low] = actor.code
            capitals = [word for word in words if word[:1].isupper()]
            if actor.kind in ("leader", "office") and len(capitals) >= 2 and len(capitals[-1]) > 2:
                last = capitals[-1]
                if last.lower() not in _REMEMBERED:
                    self.surnames.setdefault(last, (actor.code, actor.name))
        person = actor.kind == "leader" or (
            actor.kind == "office" and words[-1][:1].isupper() and len(words) > 1
        )
        if actor.place or actor.adjective:
            return
        self.last["person" if person else "body"] = (actor.code, actor.name)
        if actor.kind in ("armed_group", "organisation") and actor.certain:
            self.last["group"] = (actor.code, actor.name)
        elif actor.kind == "state":
            self.last["land"] = (actor.code, actor.name)
        if words[-1].lower().endswith(("s", "en", "ple")) or not person:
            self.last["many"] = (actor.code, actor.name)

    def country_of(self, actor: Actor, tokens: list[Token]) -> str | None:
        """Code of the owner that the document gave this common noun before."""
        low = tokens[actor.after - 1].low
        return self.titles.get(low)

    def resolve(self, tokens: list[Token], at: int, make: type[Actor]) -> Actor | None:
        """A surname or pronoun that the document has explained before."""
        token = tokens[at]
        sort = _PRONOUNS.get(token.low)
        if sort is not None:
            meant = self.last.get(sort)
            return make(at, at + 1, meant[0], meant[1], "pronoun", certain=False) if meant else None
        if at and tokens[at - 1].low in ("the", "this", "that"):
            meant = self.last.get("group" if token.low in _GROUPS else "land" if token.low in _LANDS else "")
            if meant is not None:
                return make(
                    at, at + 1, meant[0], meant[1], "armed_group" if token.low in _GROUPS else "state"
                )
        if token.word[:1].isupper():
            known = self.surnames.get(token.word)
            if known is not None:
                return make(at, at + 1, known[0], known[1], "leader")
        return None


_REMEMBERED = word_set("remembered")
"""Common nouns whose owner the document tells once: later `the president` is the same."""
_GROUPS = word_set("groups")
_LANDS = word_set("lands")
ANAPHORS = frozenset(_PRONOUNS) | _GROUPS | _LANDS
"""Words that may lead back to an actor named before."""
