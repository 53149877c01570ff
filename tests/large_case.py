"""A made-up case of any size, as the files that an analyst would write."""

import json
from datetime import date, timedelta

START = date(2030, 1, 7)


def texts(
    *,
    actors: int,
    issues: int,
    pressures: int,
    steps: int,
    tracks: int | None = None,
    events: int | None = None,
    hazards: int | None = None,
) -> dict[str, str]:
    """Files of a case in which everybody wants something on everything.

    Actors stand in collectives of six with a setter and two veto players; every second issue has a track of its own; every
    pressure turns three dials; every fifth pressure has an event and a hazard that shock it. Where the number of tracks, events
    or hazards is given, they fall to the first issues, and to the pressures in turn.
    """
    talked_over = range(0, issues, 2) if tracks is None else range(tracks)
    struck = list(range(0, pressures, 5)) if events is None else list(range(events))
    feared = list(range(0, pressures, 5)) if hazards is None else list(range(hazards))
    nations = [f"n{n}" for n in range(max(2, actors // 6))]
    matters = [f"i{n}" for n in range(issues)]
    drivers = [f"p{n}" for n in range(pressures)]
    people: dict[str, object] = {nation: {"kind": "state"} for nation in nations}
    for n in range(actors - len(nations)):
        people[f"a{n}"] = {
            "kind": "faction",
            "member_of": nations[n % len(nations)],
            "stances": {
                matter: {
                    "position": (37 * n + 53 * m) % 101,
                    "salience": 30 + (17 * n + m) % 60,
                    "influence": 30 + (11 * n + 7 * m) % 60,
                    "declared": (41 * n + 29 * m) % 101,
                    "face": "some",
                    "assumed": "made up",
                }
                for m, matter in enumerate(matters)
            },
        }
    members = {
        nation: [name for name, one in people.items() if one.get("member_of") == nation] for nation in nations
    }
    case = {
        "case": "large",
        "title": "A large case",
        "as_of": START + timedelta(weeks=steps // 10),
        "start": START,
        "until": START + timedelta(weeks=steps, days=-1),
        "actors": people,
        "institutions": {
            nation: {"proposes": inside[0], "vetoes": inside[1:3], "assumed": "made up"}
            for nation, inside in members.items()
            if len(inside) > 2
        },
        "issues": {
            matter: {"landmarks": {0: "least", 100: "most"}, "now": 20 + (13 * m) % 60, "owner": nations[m % len(nations)],
                     "assumed": "made up"}
            for m, matter in enumerate(matters)
        },
        "tracks": {
            f"t{m}": {
                "between": [nations[m % len(nations)], nations[(m + 1) % len(nations)]],
                "over": [matter],
                "opens": START + timedelta(weeks=m),
                "models": {"nash": 0.4, "weighted_mean": 0.3, "weighted_median": 0.3},
                "terms": {"trust": "even", "if_betrayed": "painful", "deadlock_hurts": "somewhat"},
                "assumed": "made up",
            }
            for m, matter in enumerate(matters)
            if m in talked_over
        },
        "pressures": {
            driver: {"says": "made up", "now": 20 + (7 * n) % 50, "fades": "months", "jitter": "moderate", "assumed": "made up"}
            for n, driver in enumerate(drivers)
        },
        "effects": [
            {"when": driver, "turns": f"a{(3 * n + k) % (actors - len(nations))}.{matters[(n + k) % issues]}.{dial}",
             "toward": toward, "by": "moderate", "assumed": "made up"}
            for n, driver in enumerate(drivers)
            for k, (dial, toward) in enumerate((("position", "most"), ("salience", "up"), ("face", "down")))
        ],
        "events": [
            {"id": f"e{n}", "on": START + timedelta(weeks=1 + n % max(1, steps // 10 - 1)), "role": "cause",
             "shocks": {drivers[n % pressures]: {"up": "large"}}, "assumed": "made up"}
            for n in struck
        ],
        "hazards": {
            f"h{n}": {"rate": "2 in 12 months", "grows_with": {drivers[n % pressures]: "moderate"},
                      "shocks": {drivers[(n + 1) % pressures]: {"up": "moderate"}}, "assumed": "made up"}
            for n in feared
        },
        "questions": {
            f"q{m}": {"asks": f"Does {matter} pass the middle?", "asked": START + timedelta(weeks=steps // 10),
                      "by": START + timedelta(weeks=steps, days=-1), "yes_if": {"level": matter, "at_least": 50}}
            for m, matter in enumerate(matters)
        },
    }  # fmt: skip
    return {f"{name}.yaml": json.dumps({name: part}, default=_written) for name, part in case.items()}


def _written(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
