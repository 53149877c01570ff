"""Generators: random cases that `check` would pass, of a few actors, issues, tracks, pressures, events and hazards.

Hypothesis draws which parts a case has; the numbers come from a generator seeded by it, so that they are no round ones and
two engines are not set apart by a tie.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import strategies as st

from detente.core.case import Case

START = date(2030, 1, 7)
"""A Monday."""
MODELS = ("nash", "weighted_mean", "weighted_median")
Written = dict[str, Any]


@dataclass
class Maker:
    """A case while it is made up.

    Attributes
    ----------
    facts : whether events and hazards may put levels anywhere.
    one_model : whether each track is settled by one bargaining model.
    """

    rng: np.random.Generator
    weeks: int
    facts: bool
    one_model: bool
    dials: list[str] = field(default_factory=list)

    def some(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def number(self, low: float, high: float) -> Any:
        """A number as an analyst may state it: bare, exact or a spread."""
        value, width = self.some(low, high), self.some(0.0, 0.2) * (high - low)
        kinds: list[Any] = [
            value,
            {"value": value, "low": value, "high": value},
            {"low": max(low, value - width), "mode": value, "high": min(high, value + width)},
        ]
        return kinds[self.rng.integers(len(kinds))]

    def happens(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

    def pick(self, of: list[Any]) -> Any:
        return of[self.rng.integers(len(of))]

    def day(self, low: int = 0, high: int | None = None) -> date:
        week = int(self.rng.integers(low, self.weeks if high is None else high))
        return START + timedelta(days=7 * week + int(self.rng.integers(7)))

    def whole(self) -> Written:
        """The case as it would be written."""
        issues = [f"i{n}x" for n in range(self.rng.integers(1, 4))]
        actors, institutions = self._actors(issues)
        deciders = [name for name in actors if name[0] in "cs"]
        tracks = self._tracks(issues, deciders)
        pressures = [f"p{n}x" for n in range(self.rng.integers(0, 4))]
        hazards = [f"h{n}x" for n in range(self.rng.integers(0, 3))]
        self.dials += [f"{issue}.pace" for issue in issues] + [f"{hazard}.rate" for hazard in hazards]
        case: Written = {
            "case": "random",
            "title": "Random",
            "start": START,
            "as_of": START + timedelta(days=int(self.rng.integers(0, 7 * self.weeks - 7))),
            "until": START + timedelta(days=7 * self.weeks - 1),
            "issues": {name: self._issue(name, deciders) for name in issues},
            "actors": actors,
            "institutions": institutions,
            "tracks": tracks,
            "pressures": {name: self._pressure(issues) for name in pressures},
        }
        dials = [dial for dial in self.dials if self.happens(0.25)] if pressures else []
        case["effects"] = [
            {"when": self.pick(pressures), "turns": dial, "toward": self.pick(["up", "down"]), "by": self.number(1, 6), "lag": int(self.rng.integers(3))}
            for dial in dials[:6]
        ]  # fmt: skip
        case["hazards"] = {name: self._hazard(issues, pressures, list(tracks)) for name in hazards}
        case["events"] = self._events(issues, pressures, list(tracks), institutions)
        return case

    def _issue(self, name: str, deciders: list[str]) -> Written:
        owner = {"owner": self.pick(deciders)} if self.happens(0.7) else {}
        return {
            "landmarks": {0: f"low_{name}", 100: f"high_{name}"},
            "now": self.number(10, 90),
            "pace": self.number(1, 15),
            **owner,
        }

    def _stance(self, actor: str, issue: str) -> Written:
        stance = {
            "position": self.number(0, 100),
            "salience": self.number(5, 95),
            "influence": self.number(5, 95),
        }
        if self.happens(0.4):
            stance["declared"] = self.number(0, 100)
        if self.happens(0.4):
            stance["face"] = self.number(0.1, 1.5)
        if self.happens(0.2):
            stance["reaction"] = {
                "safe": self.pick([f"low_{issue}", f"high_{issue}"]),
                "feared": self.number(5, 50),
                "spread": self.number(0, 30),
            }
            self.dials += [f"{actor}.{issue}.feared", f"{actor}.{issue}.spread"]
        self.dials += [
            f"{actor}.{issue}.{dial}" for dial in ("position", "salience", "influence", "declared", "face")
        ]
        return stance

    def _actors(self, issues: list[str]) -> tuple[Written, Written]:
        actors: Written = {}
        institutions: Written = {}
        members = []
        for c in range(self.rng.integers(1, 3)):
            names = [f"m{c}{n}x" for n in range(self.rng.integers(1, 4))]
            actors[f"c{c}x"] = {"groups": {"wing": names[: int(self.rng.integers(1, len(names) + 1))]}}
            for name in names:
                held = [issue for issue in issues if name == names[0] or self.happens(0.8)]
                actors[name] = {
                    "member_of": f"c{c}x",
                    "stances": {issue: self._stance(name, issue) for issue in held},
                }
            if self.happens(0.85):
                institutions[f"c{c}x"] = self._procedure(names) | (
                    {"on": {self.pick(issues): self._procedure(names)}} if self.happens(0.3) else {}
                )
                if "final_say" in institutions[f"c{c}x"]:
                    self.dials.append(f"c{c}x.tolerance")
            members += names
        for n, name in enumerate(members):
            if self.happens(0.3) and n + 1 < len(members):
                self._listen(actors, name, self.pick(members[n + 1 :]))
        for s in range(self.rng.integers(1, 3)):
            name = f"s{s}x"
            actors[name] = {"stances": {issue: self._stance(name, issue) for issue in issues}}
            if self.happens(0.4):
                self._listen(actors, name, self.pick([*members, "c0x", "c0x.wing"]))
        return actors, institutions

    def _listen(self, actors: Written, who: str, whom: str) -> None:
        actors[who]["listens_to"] = {whom: self.number(0.1, 0.7)}
        self.dials.append(f"{who}.listens_to.{whom}")

    def _procedure(self, names: list[str]) -> Written:
        first = names[0]  # has a stance on every issue
        kinds: list[Written] = [
            {"proposes": first},
            {"proposes": first, "vetoes": names[1:]},
            {"proposes": self.pick(names), "final_say": first, "tolerance": self.number(1, 20)},
            {"vetoes": [self.pick(names)]},
            {"vote": "median"},
            {"vote": "mean", "final_say": first},
        ]
        return self.pick(kinds)

    def _tracks(self, issues: list[str], deciders: list[str]) -> Written:
        tracks: Written = {}
        free = list(issues)
        for t in range(self.rng.integers(0, 3)):
            over = [free.pop() for _ in range(int(self.rng.integers(1, 3))) if free]
            if not over or len(deciders) < 2:
                break
            name = f"t{t}x"
            parties = [str(party) for party in self.rng.permutation(deciders)[: int(self.rng.integers(2, 4))]]
            between: list[Any] = parties
            if len(over) > 1 and len(parties) > 2:
                between = [parties[:2], parties[2]]
            models = (
                [self.pick(list(MODELS))]
                if self.one_model
                else [model for model in MODELS if self.happens(0.6)]
            )
            tracks[name] = {
                "between": between,
                "over": over,
                "opens": self.pick([START, self.day(), None, self._opening(over[0])]),
                "seen": self.number(0, 1),
                "chance_of_a_deal": self.number(40, 95),
                "deal_scale": self.number(5, 40),
                "models": {model: self.number(0.2, 1) for model in models},
                "terms": self._terms(),
                **({"closes": self.day(self.weeks // 2)} if self.happens(0.2) else {}),
                **({"if_nothing": {over[0]: {START: self.number(0, 100), self.day(1): self.number(0, 100)}}} if self.happens(0.3) else {}),
                **({"reopens_after": f"{self.rng.integers(0, 5)} weeks"} if self.happens(0.5) else {}),
            }  # fmt: skip
            self.dials += [f"{name}.{dial}" for dial in ("seen", "chance_of_a_deal", "deal_scale")]
            self.dials += [
                f"{party}.{name}.{dial}"
                for party in parties
                for dial in ("trust", "if_betrayed", "betrayal_spread", "deadlock_hurts")
            ]
        return tracks

    def _terms(self) -> Written:
        return {
            "trust": self.number(0.3, 0.95),
            "if_betrayed": self.number(0, 15),
            "deadlock_hurts": self.number(0, 25),
        }

    def _opening(self, issue: str) -> Written:
        return {"once": {"level": issue, "at_least": self.some(0, 60)}, "chance": self.number(20, 90)}

    def _pressure(self, issues: list[str]) -> Written:
        pressure: Written = {
            "says": "random",
            "now": self.number(10, 80),
            "fades": self.number(1, 30),
            "jitter": self.number(0, 10),
        }
        if self.happens(0.3):
            pressure["rests_at"] = {START: self.number(10, 80), self.day(1): self.number(10, 80)}
        if self.happens(0.3):
            pressure["fed_by"] = {
                self.pick(issues): {"feeds": self.number(0.1, 0.8), "toward": self.pick(["up", "down"])}
            }
        return pressure

    def _shocks(self, pressures: list[str]) -> Written:
        if not pressures:
            return {}
        return {
            "shocks": {
                self.pick(pressures): {
                    self.pick(["up", "down"]): self.number(2, 30),
                    "lasting": self.happens(0.4),
                }
            }
        }

    def _hazard(self, issues: list[str], pressures: list[str], tracks: list[str]) -> Written:
        grows = {
            self.pick([*pressures, *(f"{issue}.level" for issue in issues)]): {
                "word": self.number(1.1, 2.5),
                "toward": self.pick(["up", "down"]),
            }
        }
        hazard: Written = {
            "rate": f"{self.some(1, 6):.3f} in {self.weeks} weeks",
            "quiet_for": f"{self.rng.integers(0, 4)} weeks",
            "grows_with": grows,
            "anchor": self.pick(["start", "as_of"]),
            "ceiling": self.number(2, 8),
            **self._shocks(pressures),
        }
        if self.happens(0.3):
            hazard["needs"] = self._rule(issues)
        if self.happens(0.2):
            hazard["once"] = True
        if tracks and self.happens(0.4):
            hazard["breaks"] = [tracks[0]]
        return hazard

    def _rule(self, issues: list[str]) -> Written:
        atom: Written = {"level": self.pick(issues), "at_least": self.some(20, 60)}
        other: Written = {"level": self.pick(issues), "at_most": self.some(40, 90)}
        return self.pick([atom, other, {"all": [atom, other]}, {"any": [atom, other]}, {"not": other}])

    def _events(
        self, issues: list[str], pressures: list[str], tracks: list[str], institutions: Written
    ) -> list[Written]:
        """Facts and drawn events in weeks of their own, and a choice that only shocks a pressure: none competes with another."""
        events: list[Written] = []
        for n, week in enumerate(self.rng.permutation(self.weeks)[: int(self.rng.integers(0, 5))]):
            on = START + timedelta(days=7 * int(week) + int(self.rng.integers(7)))
            event: Written = {
                "id": f"e{n}x",
                "on": on,
                "known_from": START,
                "role": self.pick(["cause", "context", "outcome"]),
            }
            kind = self.pick(["fact", "fact", "chance", "branches"])
            if kind == "branches":
                event["branches"] = {
                    name: {
                        "chance": self.number(0.2, 0.8),
                        **self._deeds(issues, pressures, tracks, institutions),
                    }
                    for name in ("left", "right")
                }
            else:
                event |= self._deeds(issues, pressures, tracks, institutions)
                if kind == "chance":
                    event["chance"] = self.number(0.2, 0.8)
            earlier = [other["id"] for other in events if other["on"] < on]
            if earlier and self.happens(0.3):
                event["follows"] = [self.pick(earlier)]
            events.append(event)
        if self.happens(0.4):
            choice: Written = {
                "id": f"e{len(events)}x",
                "on": self.day(),
                "when": self._rule(issues),
                "chance": self.number(0.3, 0.9),
            }
            if pressures:
                choice["shocks"] = {self.pick(pressures): {"up": self.number(2, 20)}}
            events.append(choice)
        return events

    def _deeds(
        self, issues: list[str], pressures: list[str], tracks: list[str], institutions: Written
    ) -> Written:
        deeds = self._shocks(pressures) if self.happens(0.6) else {}
        if pressures and self.happens(0.2):
            deeds["presses"] = {self.pick(pressures): self.number(0, 100)}
        if self.facts and self.happens(0.3):
            deeds["sets"] = {self.pick(issues): self.number(0, 100)}
        if self.happens(0.4):
            dial = self.pick(self.dials)
            deeds["turns"] = {dial: {"by": self.number(1, 15), "toward": self.pick(["up", "down"])}}
        if self.facts and self.happens(0.2):
            deeds.setdefault("turns", {})[f"{self.pick(issues)}.level"] = {
                "by": self.number(1, 20),
                "toward": "up",
            }
        if tracks and self.happens(0.3):
            deeds[self.pick(["opens", "closes", "breaks", "settles"])] = [self.pick(tracks)]
        if "settles" in deeds and self.happens(0.5):
            deeds["agrees"] = {self.pick(issues): self.number(0, 100)}
        if institutions and self.happens(0.2):
            collective = self.pick(sorted(institutions))
            deeds["installs"] = {
                collective: {"proposes": f"m{collective[1]}0x", "vetoes": [f"m{collective[1]}0x"]}
            }
        return deeds


def written_case(seed: int, *, weeks: int = 8, facts: bool = True, one_model: bool = False) -> Written:
    """A random case as it would be written."""
    return Maker(np.random.default_rng(seed), weeks, facts, one_model).whole()


def case_of(written: Written) -> Case:
    """The case that was written."""
    return Case.model_validate(written)


seeds = st.integers(0, 2**32 - 1)


def written_cases(*, facts: bool = True, one_model: bool = False) -> st.SearchStrategy[Written]:
    """Random cases of four to ten weeks, as they would be written."""
    return st.builds(
        lambda seed, weeks: written_case(seed, weeks=weeks, facts=facts, one_model=one_model),
        seeds,
        st.integers(4, 10),
    )
