"""Conditions as postfix instructions over the readings vector."""

from dataclasses import dataclass, field

from detente.core.case import Case
from detente.core.rule import MEASURED, Rule
from detente.projection.compile.index import Index
from detente.projection.compile.ragged import floats, ints
from detente.projection.plan import ALL, ANY, AT_LEAST, ATOM, NOT, RulePlan

FLAGS = {
    "fires": "fires",
    "happened": "happened",
    "settled": "settled",
    "in_force": "settled",
    "open": "open",
    "broken": "broken",
}


@dataclass(slots=True)
class Rules:
    """Collects conditions while a case is compiled; each gets a number, -1 for none."""

    case: Case
    index: Index
    starts: list[int] = field(default_factory=lambda: [0])
    code: list[tuple[int, int, float, float]] = field(default_factory=list)

    def add(self, rule: Rule | None) -> int:
        """Number of a condition."""
        if rule is None:
            return -1
        self._emit(rule)
        self.starts.append(len(self.code))
        return len(self.starts) - 2

    def plan(self) -> RulePlan:
        """All conditions as arrays."""
        return RulePlan(
            ints(self.starts),
            ints(row[0] for row in self.code),
            ints(row[1] for row in self.code),
            floats(row[2] for row in self.code),
            floats(row[3] for row in self.code),
        )

    def _emit(self, rule: Rule) -> None:
        for part in rule.parts:
            self._emit(part)
        if rule.subject is not None:
            self._emit_atom(rule, rule.subject)
        elif rule.all is not None:
            self.code.append((ALL, len(rule.all), 0.0, float(len(rule.all))))
        elif rule.any is not None:
            self.code.append((ANY, len(rule.any), 0.0, 1.0))
        elif rule.of is not None:
            self.code.append((AT_LEAST, len(rule.of), 0.0, float(rule.n or 1)))
        else:
            self.code.append((NOT, 1, 0.0, 0.0))

    def _emit_atom(self, rule: Rule, subject: str) -> None:
        name = getattr(rule, subject)
        if subject not in MEASURED:
            kind = FLAGS[subject]
            if subject == "fires" and name not in self.index.hazards:
                kind = "happened"
            self.code.append((ATOM, self.index.z(kind, name), 1.0, float(rule.times or 1)))
            return
        reading = self.index.z(subject, name)
        comparisons = [(1.0, rule.at_least), (-1.0, rule.at_most)]
        given = [(sign, bound) for sign, bound in comparisons if bound is not None]
        for sign, bound in given:
            self.code.append((ATOM, reading, sign, sign * threshold(self.case, rule, bound)))
        if len(given) == 2:
            self.code.append((ALL, 2, 0.0, 2.0))


def threshold(case: Case, rule: Rule, bound: float | str) -> float:
    """A rule's bound as a number: landmarks of the issue it looks at stand for their level."""
    if not isinstance(bound, str):
        return float(bound)
    issue = rule.level or rule.said or (rule.mandate or "").partition(".")[2]
    return case.issues[issue].landmark_levels[bound]
