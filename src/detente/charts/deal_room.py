"""Deal rooms: what everybody accepts on an issue, and the Pareto frontier between two sides."""

from detente.charts._parts import INK, MAIN, MUTED, PAPER, SOFT, THIRD, WARM, Rows, frame, layer, number
from detente.charts.base import Chart, Figure, Row, Spec, Table
from detente.core.case import Case
from detente.core.deal import DealRoom, Seat, Spanned, Zone
from detente.core.naming import actor_name, issue_name
from detente.core.plain import full_day, listed, percent, points, signed
from detente.core.study import Study

SCALE = {"domain": [0, 100]}
FRONTIER = {"width": 290, "height": 220}


def draw(study: Study) -> tuple[Figure, ...]:
    """Zone and frontier of every room."""
    return tuple(figure for room in study.explanation.rooms for figure in room_figures(study.case, room))


def room_figures(case: Case, room: DealRoom) -> tuple[Figure, ...]:
    """What is accepted in one room and, between two sides with a frontier of several packages, that."""
    found = (_zones(case, room),)
    return (*found, _frontier(case, room)) if len(room.sides) == 2 and len(room.frontier) > 1 else found


def _zones(case: Case, room: DealRoom) -> Figure:
    rows = Rows()
    bars: list[Row] = []
    marks: list[Row] = []
    if not room.package:
        for seat in room.seats:
            at = rows.add(f"{seat.label} ({actor_name(case, seat.party)}) accepts", _accepts(seat))
            if seat.accepts_from.center is not None and seat.accepts_to.center is not None:
                bars.append(
                    {
                        "y": at,
                        "low": seat.accepts_from.center,
                        "high": seat.accepts_to.center,
                        "what": "accepts",
                    }
                )
    for zone in room.zones:
        at = rows.add(f"Zone: {zone.label}", _ends(zone))
        low, high, agreed = zone.low, zone.high, zone.agreed
        if low.low is not None and high.high is not None:
            bars.append({"y": at, "low": low.low, "high": high.high, "what": "worlds"})
        if low.center is not None and high.center is not None:
            bars.append({"y": at, "low": low.center, "high": high.center, "what": "zone"})
        if agreed.center is not None or agreed.mean is not None:
            marks.append({"y": at, "at": _middle(agreed), "what": "package"})
        marks.append({"y": at, "at": _middle(zone.reversion), "what": "nothing"})
    axis = {"title": "points of the scale", "values": [0, 20, 40, 60, 80, 100], "grid": True}
    x = number("low", scale=SCALE, axis=axis)
    package = [mark for mark in marks if mark["what"] == "package"]
    stands = [mark for mark in marks if mark["what"] == "nothing"]
    spec = rows.spec(
        [
            *(
                layer(
                    {"type": "rule", "color": colour, "strokeWidth": width},
                    {"x": x, "x2": {"field": "high"}, "y": rows.y},
                    [bar for bar in bars if bar["what"] == what],
                )
                for what, colour, width in (("accepts", SOFT, 10), ("zone", MAIN, 10), ("worlds", THIRD, 3))
            ),
            layer(
                {"type": "tick", "orient": "vertical", "color": WARM, "size": 16, "thickness": 2},
                {"x": number("at"), "y": rows.y},
                stands,
            ),
            layer(
                {"type": "point", "filled": True, "color": PAPER, "stroke": INK, "size": 60, "opacity": 1},
                {"x": number("at"), "y": rows.y},
                package,
            ),
        ]
    )
    there = "a zone" if room.zone_at_center else "no zone"
    zones = "; ".join(
        f"{zone.label}: {_ends(zone)}, {points(_middle(zone.reversion))} without a deal"
        for zone in room.zones
    )
    return Figure(
        f"deal-{room.track}",
        f"{room.label}: what all accept",
        spec,
        f"{room.label}, {full_day(room.on)}: {there} at the centre, one in {percent(room.chance)} of worlds. {zones}.",
        _table(case, room),
        "Grey: accepted by one at the centre. Blue: the zone there; thin line: 5–95 % over worlds. Dot: best package. "
        "Tick: what stands without a deal.",
    )


def _table(case: Case, room: DealRoom) -> Table:
    rows: list[tuple[str | float, ...]] = []
    if not room.package:
        rows += [
            (f"{seat.label} ({actor_name(case, seat.party)})", _accepts(seat), "", "") for seat in room.seats
        ]
    rows += [(zone.label, _ends(zone), _told(zone.agreed), _told(zone.reversion)) for zone in room.zones]
    return Table(("who, or issue", "accepts, or zone", "best package", "without a deal"), tuple(rows))


def _accepts(seat: Seat) -> str:
    if seat.accepts_from.center is None or seat.accepts_to.center is None:
        return "nothing"
    return f"{points(seat.accepts_from.center)} to {points(seat.accepts_to.center)}"


def _ends(zone: Zone) -> str:
    if zone.low.center is None or zone.high.center is None:
        return "none"
    return f"{points(zone.low.center)} to {points(zone.high.center)}"


def _told(one: Spanned) -> str:
    middle = points(one.center) if one.center is not None else "none"
    if one.low is None or one.high is None:
        return middle
    return f"{middle} ({points(one.low)} to {points(one.high)})"


def _middle(one: Spanned) -> float:
    """At the centre; the mean over worlds where the centre has none."""
    return one.center if one.center is not None else one.mean or 0.0


def _frontier(case: Case, room: DealRoom) -> Figure:
    names = [listed([actor_name(case, party) for party in side]) for side in room.sides]
    marks: list[Row] = [
        {
            "one": offer.gains[0],
            "other": offer.gains[1],
            "order": n,
            "accepted": "by all" if offer.accepted else "no",
        }
        for n, offer in enumerate(room.frontier)
    ]
    x = number("one", axis={"title": f"gain, {names[0]}", "tickCount": 5})
    y = number("other", axis={"title": f"gain, {names[1]}", "tickCount": 5})
    colour: Spec = {
        "field": "accepted",
        "type": "nominal",
        "scale": {"domain": ["by all", "no"], "range": [MAIN, SOFT]},
        "legend": None,
    }
    rule: Spec = {"type": "rule", "color": MUTED, "strokeDash": [3, 3]}
    spec = frame(
        {
            **FRONTIER,
            "layer": [
                layer(rule, {"x": number("zero")}, [{"zero": 0}]),
                layer(rule, {"y": number("zero")}, [{"zero": 0}]),
                layer(
                    {"type": "line", "color": SOFT},
                    {"x": x, "y": y, "order": {"field": "order", "type": "quantitative"}},
                    marks,
                ),
                layer(
                    {"type": "point", "filled": True, "size": 45, "opacity": 1},
                    {"x": x, "y": y, "color": colour},
                    marks,
                ),
            ],
        }
    )
    accepted = sum(offer.accepted for offer in room.frontier)
    return Figure(
        f"frontier-{room.track}",
        f"{room.label}: Pareto frontier",
        spec,
        f"{accepted} of {len(room.frontier)} packages of the frontier are accepted by all at the centre.",
        Table(
            ("package", f"gain, {names[0]}", f"gain, {names[1]}", "accepted"),
            tuple(
                (
                    ", ".join(
                        f"{issue_name(case, issue)} {points(level)}" for issue, level in offer.outcome.items()
                    ),
                    signed(offer.gains[0]),
                    signed(offer.gains[1]),
                    "by all" if offer.accepted else "no",
                )
                for offer in room.frontier
            ),
        ),
        "Square points over no deal. Right of and above both lines, either side gains.",
    )


CHART = Chart(
    "deal_room",
    "Deal room",
    "What each player at a track accepts, the zone, the best package, and the frontier between two sides.",
    draw,
)
