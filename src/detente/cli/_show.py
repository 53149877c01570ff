"""Results for people: tables on stdout that fit a terminal, and plain text where none is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli._tables import say, table
from detente.core.naming import reading_name
from detente.core.plain import error, full_day, percent, points, signed, span

if TYPE_CHECKING:
    from detente.core.audit import Audit
    from detente.core.case import Case
    from detente.core.errors import Fault
    from detente.core.explanation import Attribution, Counterfactual, Difference, Explanation
    from detente.core.study import Study
    from detente.workbench import Moved

FIRST_QUESTIONS, FIRST_DRIVERS = 5, 5
"""How much of the answers and drivers stands on the first screen."""
PP = "pp"
"""Percentage points."""
LEAST_SWING = 0.5
"""Points below which an input is not printed as one that carries something."""
UNSURE = 0.8
"""Chance of the order below which two drivers are not ranked."""


def show_study(study: Study) -> None:
    """The first screen of the report, as text."""
    from detente.report.bottom_line import bottom_line
    from detente.report.confidence import confidence

    line, basis = bottom_line(study), confidence(study)
    manifest = study.manifest
    say(f"{study.case.title}")
    say(
        f"as of {full_day(manifest.as_of)} · horizon {full_day(study.case.until)} · "
        f"{manifest.worlds:,} worlds, seed {manifest.seed} · {manifest.mode}"
    )
    say(f"\n{line.shifted} {line.not_shifted}")
    say(f"Confidence in the basis: {basis.told}.\n")
    show_shifts(study.explanation)
    asked = {answer.id: answer for answer in study.answers}
    chosen = [asked[name] for name in study.case.focus.questions if name in asked]
    shown = (chosen or list(study.answers))[:FIRST_QUESTIONS]
    table(
        f"Answers ({len(shown)} of {len(asked)}; the report has all)"
        if len(shown) < len(asked)
        else "Answers",
        ("Question", "Answer", "Over inputs", "Base rate"),
        (
            (
                one.text,
                one.words,
                f"{percent(one.low)} to {percent(one.high)}" if one.probability is not None else "",
                percent(one.base_rate) if one.base_rate is not None else "",
            )
            for one in shown
        ),
    )
    for attribution in study.explanation.attributions[:1]:
        show_attribution(study.case, attribution, most=FIRST_DRIVERS)


def show_shifts(explanation: Explanation) -> None:
    """The shift assessment."""
    table(
        "Shift, arena by arena",
        ("Arena", "Words", "Deeds", "Stage", "Probability", "Lasts"),
        (
            (
                one.label,
                signed(one.words),
                signed(one.deeds),
                one.stage,
                percent(one.probability),
                percent(one.persistence) if one.persistence is not None else "",
            )
            for one in explanation.shifts
        ),
        right=(1, 2),
    )


def show_attribution(case: Case, one: Attribution, *, most: int | None = None) -> None:
    """Drivers of one change in one game: the range over the drawn strengths before the Monte Carlo error.

    Parameters
    ----------
    most : shares shown, the largest first; all unless given.
    """
    drivers = sorted(one.drivers, key=lambda driver: -abs(driver.share))[:most] if most else one.drivers
    label = {driver.id: driver.label for driver in drivers}
    head = f"{reading_name(case, one.target)}, {span(one.from_date, one.to_date)}"
    table(
        f"What moved it, by {one.game} (contributions in this model): {head}, {signed(one.change)} points",
        ("Driver", "Share", "5-95 %", "Error"),
        (
            (
                driver.label,
                signed(driver.share),
                f"{signed(driver.low)} to {signed(driver.high)}",
                error(driver.se),
            )
            for driver in drivers
        ),
        right=(1, 2, 3),
    )
    for first, second, chance in one.beats:
        if chance < UNSURE and {first, second} <= set(label):
            pair = f"“{label[first]}” and “{label[second]}”"
            say(f"Not ranked: {pair}; the first is larger in {percent(chance)} of worlds.")


def show_explanation(case: Case, explanation: Explanation, game: str | None) -> None:
    """Shifts, drivers, rivals, signposts and trade-offs."""
    show_shifts(explanation)
    for attribution in explanation.attributions:
        if game in (None, attribution.game):
            show_attribution(case, attribution)
    table(
        "Rival accounts: what goes with them when what they rest on is dropped",
        ("Account", "Of", "Removed", "5-95 %"),
        (
            (
                f"{one.says}{' (leading)' if one.leading else ''}",
                signed(one.change),
                signed(one.removed),
                f"{signed(one.low)} to {signed(one.high)}",
            )
            for one in explanation.rivals
        ),
        right=(1, 2, 3),
    )
    table(
        "What would change our minds",
        ("What", "By", "P(seen)", "Question", "Now", "If seen", "If not"),
        (
            (
                one.text,
                one.by.isoformat(),
                percent(one.seen),
                one.question,
                percent(one.now),
                percent(one.if_seen),
                percent(one.if_not),
            )
            for one in explanation.signposts
        ),
        right=(2, 4, 5, 6),
    )


def show_audit(case: Case, found: Audit, warnings: Sequence[Fault]) -> None:
    """The audit: faults there are none; then what moves by itself, and what the numbers rest on."""
    say(f"{case.title}: no faults, {len(warnings)} warning{'s' if len(warnings) != 1 else ''}.")
    for warning in warnings:
        say(f"  {warning}")
    say()
    if found.drifts:
        say("Moves by itself, without event or noise:")
    for drift in found.drifts:
        say(
            f"  {reading_name(case, drift.of)}: from {points(drift.start)} to {points(drift.after)} "
            f"in {drift.weeks} weeks. Mend: {drift.mend}."
        )
    if not found.drifts:
        say("Nothing moves by itself.")
    if found.branching is not None:
        feeds = " They feed themselves; look at their slopes and ceilings." if found.branching >= 1.0 else ""
        say(f"One firing of a hazard brings on {found.branching:.1f} more (branching number).{feeds}")
    say()
    total = len(found.leaves)
    counted = (
        ("inputs in all", total),
        ("with evidence", found.with_evidence),
        ("  value sourced", found.count("value sourced")),
        ("  direction sourced, size judged", found.count("direction sourced, size judged")),
        ("assumed, with a reason", found.count("assumed")),
        ("with neither", found.count("bare")),
        ("resting on one origin", len(found.single_origin)),
        ("resting on a disputed claim", sum(bool(leaf.disputed) for leaf in found.leaves)),
    )
    table(
        "What the numbers rest on",
        ("Inputs", "Number", "Share"),
        ((name, str(number), f"{100 * number / max(total, 1):.0f} %") for name, number in counted),
        right=(1, 2),
    )
    say(f"Claims: {len(found.used)} used, {len(found.unused)} unused, {len(found.disputed)} disputed.")
    if found.mechanisms:
        wired = sum(bool(one.inputs) for one in found.mechanisms)
        say(f"Mechanisms: {wired} of {len(found.mechanisms)} wired.")


def show_advice(case: Case, advice: Sequence[Fault]) -> None:
    """What deserves a second look in the case's own prose, and what it lacks to be signed."""
    if advice:
        say("Words to look at again (advice; a report can be made without):")
    for one in advice:
        say(f"  {one}")
    if len(case.accounts) < 2:
        say("Accounts of what moved the actor: fewer than two, so that `report --final` will refuse.")


def show_what_matters(found: Sequence[Mapping[str, Any]]) -> None:
    """The inputs that most deserve a source, as far as they move anything by as much as is printed."""
    carrying = [one for one in found if one["size"] >= LEAST_SWING]
    table(
        "Inputs that most deserve a source: the result each moves most when it is a fifth lower or higher",
        ("Input", "Stated", "Moves", "Base", "Lower", "Higher", "Rests on"),
        (
            (
                one["name"],
                one.get("stated", ""),
                one["of"],
                *(f"{one[side]:.0f}" for side in ("base", "down", "up")),
                " ".join(one.get("claims", ())) or one.get("footing", ""),
            )
            for one in carrying
        ),
        right=(3, 4, 5),
    )
    if len(carrying) < len(found):
        say(f"{len(found) - len(carrying)} more move nothing by as much as half a point.")


def show_counterfactual(case: Case, one: Counterfactual) -> None:
    """An edited case beside itself."""
    say(f"{'; '.join(one.edits)}: {one.kind}, {one.worlds:,} worlds under the same noise.\n")
    show_differences(case, "What moves", one.differences)


def show_differences(case: Case, title: str, differences: Iterable[Difference | Moved]) -> None:
    """What an edit, or another version, moves."""
    table(
        title,
        ("What", "At", "Base", "Edited", "Difference", "Error"),
        (
            (
                one.label,
                one.at.isoformat(),
                plain_in(unit_of(case, one.of), one.base),
                plain_in(unit_of(case, one.of), one.edited),
                change_in(unit_of(case, one.of), one.difference),
                _plain_error(unit_of(case, one.of), one.se),
            )
            for one in differences
        ),
        right=(2, 3, 4, 5),
    )


def unit_of(case: Case, of: str) -> str:
    """What a difference is in: percentage points of an answer, the unit of a number, or points of a scale."""
    if of.endswith((".level", ".said", ".mandate")):
        return ""
    question = case.questions.get(of) or case.questions.get(of.rpartition(".")[0])
    if question is not None:
        return PP if question.number is None else question.number.unit or ""
    return PP if of.endswith((".settled", ".fires")) else ""


def plain_in(unit: str, value: float) -> str:
    return percent(value) if unit == PP else points(value)


def change_in(unit: str, value: float) -> str:
    return f"{signed(100 * value if unit == PP else value)} {unit}".rstrip()


def _plain_error(unit: str, value: float) -> str:
    return f"{error(100 * value if unit == PP else value)} {unit}".rstrip()
