"""A deal room as text and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.cli._tables import say, table
from detente.core.naming import actor_name, issue_name
from detente.core.plain import full_day, listed, percent, points, signed

if TYPE_CHECKING:
    from detente.core.case import Case
    from detente.core.deal import DealRoom, Price, Seat, Spanned, Zone

MOST_OFFERS = 7
NONE = "none"


def show_room(case: Case, room: DealRoom) -> None:
    """Status, zones, seats, package, frontier and prices of one track."""
    sides = " – ".join(listed([actor_name(case, party) for party in side]) for side in room.sides)
    held = {name: share for name, share in room.statuses.items() if share > 0}
    status = listed(
        [f"{name} in {percent(share)}" if len(held) > 1 else name for name, share in held.items()]
    )
    say(f"{room.label}: {sides}, {full_day(room.on)} ({room.worlds:,} worlds: {status}).")
    say(f"{verdict(case, room)}\n")
    title = "Issues traded as one package: levels that all accept, by issue" if room.package else "Zone"
    table(
        title,
        ("Issue", "If nothing", "From", "To", "Best package", "5-95 %"),
        (_zone(zone) for zone in room.zones),
        right=(1, 2, 3, 4),
    )
    table(
        "Everybody who can say no: at the centre of the inputs; binding as a share of worlds without a zone",
        ("Who can say no", "Accepts", "Gains", "Trust", "Loss", "Deadlock", "Break-even", "Binds"),
        (_seat(case, seat) for seat in room.seats),
        right=(2, 3, 4, 5, 6, 7),
    )
    _show_frontier(case, room)
    if room.prices:
        table(
            "The price of face: the smallest change of one dial that opens a zone where there is none",
            ("Of", "Whose", "At the centre", "Opens in", "Mean", "5-95 %"),
            (_price(room, price) for price in room.prices),
            right=(3, 4),
        )
        if not any(price.needs is not None or price.opens for price in room.prices):
            say("No cut in audience cost, rise in credibility or drop in visibility alone opens a zone.")
    say()


def verdict(case: Case, room: DealRoom) -> str:
    """Whether there is a zone, in a sentence or two."""
    there = "There is a zone" if room.zone_at_center else "There is no zone"
    said = f"{there} at the centre of the inputs; one in {percent(room.chance)} of worlds"
    if room.deal < room.chance - 0.005:
        said += f", and in {percent(room.deal)} a deal that would move something"
    binding = [seat.label for seat in room.seats if seat.binds_at_center]
    return f"{said}. {listed(binding)} bind{'s' if len(binding) == 1 else ''}." if binding else f"{said}."


def _show_frontier(case: Case, room: DealRoom) -> None:
    """Some packages of the frontier, evenly spread."""
    every = room.frontier
    stride = max(1, -(-len(every) // MOST_OFFERS))
    some = every[::stride]
    table(
        "Pareto frontier at the centre: no package is better for one side and no worse for another",
        (
            "Package",
            *(f"Gain, {listed([actor_name(case, party) for party in side])}" for side in room.sides),
            "Accepted",
        ),
        (
            (
                ", ".join(f"{issue_name(case, name)} {points(level)}" for name, level in one.outcome.items()),
                *(signed(gain) for gain in one.gains),
                "by all" if one.accepted else "no",
            )
            for one in some
        ),
        right=tuple(range(1, 1 + len(room.sides))),
    )


def _zone(zone: Zone) -> tuple[str, ...]:
    return (
        zone.label,
        _middle(zone.reversion),
        _middle(zone.low),
        _middle(zone.high),
        _middle(zone.agreed),
        _range(zone.agreed),
    )


def _seat(case: Case, seat: Seat) -> tuple[str, ...]:
    accepts = NONE
    if seat.accepts_from.center is not None and seat.accepts_to.center is not None:
        accepts = f"{points(seat.accepts_from.center)} to {points(seat.accepts_to.center)}"
    elif seat.accepts_from.mean is None:
        accepts = ""
    return (
        seat.label if seat.actor == seat.party else f"{seat.label} ({actor_name(case, seat.party)})",
        accepts,
        "" if seat.gain.center is None else signed(seat.gain.center),
        "" if seat.trust.center is None else percent(seat.trust.center),
        _middle(seat.loss),
        _middle(seat.deadlock),
        _middle(seat.break_even),
        "" if seat.binds is None else percent(seat.binds),
    )


def _price(room: DealRoom, price: Price) -> tuple[str, ...]:
    def shown(value: float | None) -> str:
        return "" if value is None else percent(value)

    center = ""
    if not room.zone_at_center:
        needs = f"to {percent(price.needs)}" if price.needs is not None else NONE
        center = needs if price.lever == "audience cost" else f"{shown(price.stands)} {needs}"
    spread = "" if price.low is None else f"{shown(price.low)} to {shown(price.high)}"
    return price.lever, price.label, center, shown(price.opens), shown(price.cut), spread


def _middle(one: Spanned) -> str:
    return "" if one.center is None else points(one.center)


def _range(one: Spanned) -> str:
    return "" if one.low is None or one.high is None else f"{points(one.low)} to {points(one.high)}"
