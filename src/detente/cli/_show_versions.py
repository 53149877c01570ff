"""Two versions of a case on a terminal: what was changed, what moved, and which change moved it."""

from typing import TYPE_CHECKING

from detente.cli._show import change_in, plain_in, show_differences, unit_of
from detente.cli._tables import say, table
from detente.core.plain import error

if TYPE_CHECKING:
    from detente.core.case import Case
    from detente.core.moved_by import ChangeGroup, MovedBy, Movement
    from detente.workbench import Versions

FIRST = 12
"""Answers whose shares are shown."""


def show_versions(case: "Case", one: "Versions") -> None:
    """Two versions of a case: inputs, then answers, then what moved them."""
    say(f"{one.before} and {one.after}, {one.worlds:,} worlds each, under the same draws.")
    for note in one.notes:
        say(note)
    say()
    table(
        "What was changed",
        ("Where", "What", "Before", "After"),
        ((each.path, each.what, each.before or "", each.after or "") for each in one.changes),
    )
    if not one.changes:
        say("The two cases state the same.")
    if one.movement is None:
        moved = [each for each in one.differences if abs(each.difference) > 1.96 * each.se]
        show_differences(case, "Answers and levels that moved beyond their error", moved)
        return
    _show_movement(case, one.movement, {each.of: each for each in one.apart})


def _show_movement(case: "Case", found: "Movement", apart: dict[str, object]) -> None:
    labels = {group.id: group for group in found.groups}
    for group in found.groups:
        if group.why is not None:
            say(
                f"Taken as one, since {group.why}: {', '.join(group.paths[:8])}{' ...' if len(group.paths) > 8 else ''}"
            )
    table(
        "What moved, by which change (contributions in this model; they add up to the movement)",
        ("What", "At", "Before", "After", "Moved", "Error"),
        (row for one in found.answers[:FIRST] for row in _rows(case, one, labels)),
        right=(2, 3, 4, 5),
    )
    if len(found.answers) > FIRST:
        say(f"{len(found.answers) - FIRST} more answers moved; `--json` has all.")
    if not found.answers:
        say("No answer moved beyond its error.")
    if found.unchanged:
        say(f"Unchanged: {len(found.unchanged)} answers and levels ({', '.join(found.unchanged[:6])}"
            f"{' ...' if len(found.unchanged) > 6 else ''}).")  # fmt: skip
    for of, why in found.not_compared.items():
        say(f"Not compared: {of}, for {why}.")
    parts = [one for one in apart.values() if getattr(one, "noise", None) or getattr(one, "code", None)]
    table(
        "Told apart, for it is no input: another draw, other code",
        ("What", "By noise", "By code"),
        (
            (
                one.of,  # type: ignore[attr-defined]
                *(
                    "" if part is None else change_in(unit_of(case, one.of), part)  # type: ignore[attr-defined]
                    for part in (one.noise, one.code)  # type: ignore[attr-defined]
                ),
            )
            for one in parts
        ),
        right=(1, 2),
    )


def _rows(case: "Case", one: "MovedBy", labels: dict[str, "ChangeGroup"]) -> list[tuple[str, ...]]:
    unit = unit_of(case, one.of)
    scale = 100.0 if unit == "pp" else 1.0
    head = (
        one.label,
        one.at.isoformat(),
        plain_in(unit, one.before),
        plain_in(unit, one.after),
        change_in(unit, one.moved),
        error(scale * one.se),
    )
    rows: list[tuple[str, ...]] = [head]
    told = [share for share in one.shares if abs(share.share) > 1.96 * share.se]
    rows += [
        (f"  by {labels[each.change].label}", "", "", "", change_in(unit, each.share), error(scale * each.se))
        for each in told
    ]
    rest = one.moved - sum(share.share for share in told)
    others = sum(abs(share.share) > 1e-12 for share in one.shares) - len(told)
    if others:
        who = "one other, within its error" if others == 1 else f"{others} others, each within its error"
        rows.append((f"  by {who}", "", "", "", change_in(unit, rest), ""))
    return rows
