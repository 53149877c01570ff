"""A study made up from a seed: nouns and random arrays of a realistic size and shape, for tests of charts and reports.

Countries, sources and numbers are invented, so that no figure here can be mistaken for a finding.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.core.answer import Answer, BaseRateAnswer
from detente.core.audit import Audit, Drift, Leaf, WiredMechanism
from detente.core.case import Case
from detente.core.citation import Citation
from detente.core.conflict import Conflict
from detente.core.deal import DealRoom, Offer, Price, Seat, Spanned, Zone
from detente.core.explanation import (
    Attribution,
    Counterfactual,
    Difference,
    Driver,
    Explanation,
    Mover,
    Rival,
    Shift,
    Side,
    Signpost,
    TradeOff,
)
from detente.core.history import DyadHistory
from detente.core.projection import Names, Projection
from detente.core.scorecard import Scorecard
from detente.core.sensitivity import Index, Sensitivity
from detente.core.series import DyadCounts
from detente.core.study import Manifest, Study
from detente.core.would_change import SmallestChange, WouldChange
from detente.events.detect import Choice
from detente.events.history import Named, history
from detente.explanation.end_states import end_states
from detente.forecast.ledger.registering import MODEL
from detente.forecast.scores import Asked, score_forecasts
from detente.models.conflict import graph_of
from keeping_score import ON, many

START, AS_OF, UNTIL = date(2030, 9, 30), date(2030, 11, 30), date(2031, 12, 31)
FROM, TO = date(2030, 10, 28), date(2030, 11, 25)

ISSUES = {
    "strike_tavor": (
        "A third strike on Tavor",
        22,
        {0: "strike_soon_and_hard", 50: "keep_the_threat_and_postpone", 100: "give_it_up"},
        18,
    ),
    "posture": (
        "Posture to the new Meridian government",
        30,
        {0: "no_contact", 50: "deniable_contact_only", 100: "open_talks"},
        6,
    ),
    "valley_truce": (
        "Truce in the Sel Valley",
        15,
        {0: "fight_on", 50: "mutual_halt", 100: "full_withdrawal"},
        12,
    ),
    "enrichment": (
        "Enrichment and inspections",
        28,
        {0: "leave_the_treaty", 30: "limited_access", 60: "full_inspection", 100: "no_enrichment"},
        1,
    ),
    "coast_track": (
        "Talks with the Coastal Three",
        40,
        {0: "broken_off", 50: "talks_about_talks", 100: "agreed_text"},
        5,
    ),
    "sanctions": ("Relief from sanctions", 12, {0: "full_pressure", 50: "waivers", 100: "lifted"}, 0),
}
PRESSURES = {
    "unpredictability": "How far the capital feels it cannot foresee what Meridia would do",
    "economic_pain": "How much sanctions and the fall of the crown are felt at home",
    "ally_losses": "Losses of the Sel militia in leaders, fighters and arms",
    "grievance": "Anger over strikes on own soil",
    "handover": "Wish to keep the opening move of the new government free of provocation",
    "hope_of_waiting": "Belief that a better partner will come",
    "fear_of_force": "Expectation of a strike on the nuclear sites",
    "attention": "How much of the leadership's attention the crisis takes",
}
EVENTS = (
    ("election", date(2030, 11, 5), "cause", "Meridia elects a president seen as unpredictable"),
    ("air_strikes", date(2030, 10, 26), "cause", "Tavor strikes air defences and missile plants"),
    ("crown_falls", date(2030, 11, 6), "cause", "The crown falls to its lowest rate"),
    (
        "envoy_meeting",
        date(2030, 11, 11),
        "outcome",
        "An envoy meets a businessman close to the president-elect",
    ),
    ("censure", date(2030, 11, 21), "cause", "The board censures Karvia"),
    ("centrifuges", date(2030, 11, 22), "context", "Karvia orders new centrifuges"),
    ("truce", date(2030, 11, 27), "outcome", "A truce in the Sel Valley is announced"),
    ("inauguration", date(2031, 1, 20), "context", "The new government takes office"),
    ("snap_deadline", date(2031, 10, 18), "context", "The right to restore sanctions ends"),
)
ACTORS = {
    "karvia": ("Karvia", "state", None),
    "leader": ("Leader Ostrel", "leader", "karvia"),
    "president": ("President Dumas", "leader", "karvia"),
    "guards": ("The Guards", "faction", "karvia"),
    "reformers": ("Reformers", "faction", "karvia"),
    "meridia": ("Meridia", "state", None),
    "president_elect": ("President-elect Hale", "leader", "meridia"),
    "tavor": ("Tavor", "state", None),
    "militia": ("Sel militia", "armed_group", None),
    "coast": ("Coastal Three", "organisation", None),
}
PUBLISHERS = (
    "The Meridian Times",
    "Harbour Wire",
    "Capital Daily",
    "Agence Côte",
    "Valley Post",
    "State Agency of Karvia",
)
TRACKS = {
    "harbour_channel": ("Harbour back channel", ("karvia", "meridia"), ("posture",)),
    "valley_talks": ("Valley truce talks", ("militia", "tavor"), ("valley_truce",)),
    "coast_talks": ("Talks with the Coastal Three", ("karvia", "coast"), ("enrichment", "sanctions")),
}
QUESTIONS = (
    ("Q01", "Will Karvia strike Tavor directly from its own territory by 31 December 2030?", 0.17, 0.24),
    ("Q02", "Will a truce in the Sel Valley be in force on 31 January 2031?", 0.64, 0.45),
    ("Q03", "Will officials of Karvia and Meridia meet in public by 30 April 2031?", 0.31, 0.12),
    ("Q04", "Will Tavor strike targets inside Karvia by 30 June 2031?", 0.72, 0.5),
    ("Q05", "Will a text on enrichment be agreed with the Coastal Three by 31 December 2031?", 0.052, 0.08),
    ("Q06", "Will Karvia announce that it leaves the treaty by 31 December 2031?", 0.004, 0.02),
    ("Q07", "Will the Coastal Three restore sanctions by 18 October 2031?", 0.47, 0.3),
    ("Q08", "Will the board of the agency censure Karvia again by 30 June 2031?", 0.86, 0.66),
)


def study(*, worlds: int = 400, seed: int = 7, title: str = "Karvia after the Meridian election") -> Study:
    """The whole of it; same arguments, same study."""
    rng = np.random.default_rng(seed)
    case = the_case(title)
    projection = the_projection(case, worlds, rng)
    audit = the_audit(case)
    return Study(
        case,
        audit,
        projection,
        the_answers(projection),
        the_explanation(case, audit),
        the_manifest(projection),
        the_histories(),
        the_scores(),
        end_states(graph_of(the_conflict(case, title))),
    )


def the_scores(*, bold: bool = False) -> Scorecard:
    """Forty settled questions of the model, and the analyst's own on some; a bold model says yes or no to everything."""
    rng = np.random.default_rng(13)
    chances = rng.uniform(0.05, 0.95, 40)
    said = np.where(chances > 0.5, 0.01, 0.99) if bold else np.clip(1.3 * chances - 0.15, 0.01, 0.99).round(2)
    made, settled = many(said, rng.random(40) < chances)
    named = [one.model_copy(update={"forecaster": MODEL}) for one in made]
    own = [one.model_copy(update={"probability": 0.5}) for one in made[:12]]
    return score_forecasts([*named, *own], settled, on=ON, asked=Asked(resamples=200))


def the_conflict(case: Case, title: str) -> Conflict:
    """Two makers, three options, one of them linked to an issue and to claims, and an outcome that a question asks for."""
    claims = sorted(case.claims)[:2]
    return Conflict.model_validate(
        {
            "title": title,
            "decision_makers": [f"{title} & sons", "Downstream"],
            "options": [
                {"name": f"Dam <{title}>", "owner": f"{title} & sons", "moves": "forward", "issue": sorted(case.issues)[0]},
                {"name": "Share", "owner": f"{title} & sons", "evidence": claims},
                {"name": "Sue", "owner": "Downstream"},
            ],
            "infeasible": [{"both": ["Share", "Sue"]}],
            "preferences": {
                f"{title} & sons": {"ranking": [["NNN"], ["YNY"], ">>", ["NNY"], ["others"]], "evidence": claims},
                "Downstream": {"weights": {"Share": 3, "Sue": 1.5}, "assumed": f"<b>{title}</b> is our guess"},
            },
            "status_quo": "NNN",
            "end_states": {"shared": {"says": f"{title}: they share", "where": "Share", "questions": [sorted(case.questions)[0]]}},
        }
    )  # fmt: skip


def the_histories() -> tuple[DyadHistory, ...]:
    """Two dyads in weekly counts: one that turns hostile in the middle, one that is quiet and told by hostile events alone."""
    rng = np.random.default_rng(11)
    weeks = np.arange(np.datetime64("2029-01-01"), np.datetime64("2030-11-25"), 7)
    counts = np.zeros((2, len(weeks), 20))
    turned = np.arange(len(weeks)) >= 60
    counts[0, :, 3] = rng.poisson(np.where(turned, 4.0, 14.0))
    counts[0, :, 10] = rng.poisson(np.where(turned, 16.0, 4.0))
    counts[:, :, 18] = rng.poisson(1.0, size=(2, len(weeks)))
    last = date(2030, 11, 24)
    found = []
    for place, (target, roots) in enumerate((("Meridia", range(1, 21)), ("Sel", range(10, 21)))):
        held = DyadCounts(
            "week", weeks, ("KAR",), (target[:3].upper(),), counts[place : place + 1], None,
            np.isin(np.arange(1, 21), list(roots)), None,
        )  # fmt: skip
        choice = Choice("scan", "posture") if place == 0 else Choice("threshold", "count")
        named = Named(f"karvia_{target.lower()}", "Karvia", target, "Made-up events")
        found.append(history(held, named, choice, last))
    return tuple(found)


def the_case(title: str) -> Case:
    rng = np.random.default_rng(3)
    pick = [str(name) for name in claim_ids()]
    sure = {"evidence": [], "assumed": "no report tells; set between its neighbours"}

    def behind(index: int) -> dict[str, Any]:
        if index % 3 == 2:
            return dict(sure)
        return {
            "evidence": [pick[index % len(pick)], pick[(index * 7 + 3) % len(pick)]],
            "basis": "value" if index % 5 == 0 else "direction",
        }

    actors: dict[str, Any] = {}
    for number, (actor, (name, kind, collective)) in enumerate(ACTORS.items()):
        held = list(ISSUES)[: 6 if actor in ("leader", "president", "guards") else 3]
        actors[actor] = {
            "name": name,
            "kind": kind,
            "member_of": collective,
            "stances": {}
            if actor in ("karvia", "meridia")
            else {
                issue: {
                    "position": {"low": max(0, mode - 15), "mode": mode, "high": min(100, mode + 18)},
                    "salience": "high" if spot % 2 else "medium",
                    "influence": "decisive" if actor == "leader" else "moderate",
                    "declared": float(rng.integers(0, 60)),
                    "words": "Keeps the threat, leaves the timing open",
                    **behind(number * 5 + spot),
                }
                for spot, issue in enumerate(held)
                for mode in [float(rng.integers(8, 80))]
            },
        }
    actors["leader"]["terms"] = {
        "harbour_channel": {
            "trust": "unlikely",
            "if_betrayed": "grave",
            "deadlock_hurts": "somewhat",
            **behind(1),
        }
    }
    return Case.model_validate(
        {
            "case": "karvia-2030",
            "title": title,
            "as_of": AS_OF,
            "start": START,
            "until": UNTIL,
            "seed": 11,
            "worlds": 10_000,
            "summary": "After the election Karvia is reported to hold back a strike and to seek talks.",
            "sources": {
                f"S{index:02d}": {
                    "title": f"{what} <i>&amp;</i> after the vote",
                    "publisher": PUBLISHERS[index % len(PUBLISHERS)],
                    "date": START + timedelta(days=5 * index),
                    "url": f"https://news.example/{index}?a=1&b=2",
                    "relays": [PUBLISHERS[0]] if index % 4 == 1 else [],
                    "reliability": "ABCDEF"[index % 4],
                }
                for index, what in enumerate(
                    (
                        "Karvia recalibrates",
                        "Capital weighs restraint",
                        "Truce is near",
                        "Envoys met in secret",
                    )
                    * 3
                )
            },
            "claims": {one: the_claim(index) for index, one in enumerate(claim_ids())},
            "actors": actors,
            "institutions": {
                "karvia": {
                    "proposes": "president",
                    "final_say": "leader",
                    "tolerance": 8,
                    "vetoes": ["guards"],
                    **behind(2),
                },
                "meridia": {"proposes": "president_elect", **behind(0)},
            },
            "issues": {
                issue: {
                    "name": name,
                    "landmarks": marks,
                    "now": float(now),
                    "pace": "brisk",
                    "owner": "karvia",
                    "arena": "foreign",
                    "more_means": "Karvia gives more ground",
                    **behind(spot),
                }
                for spot, (issue, (name, now, marks, _)) in enumerate(ISSUES.items())
            },
            "tracks": {
                track: {
                    "name": name,
                    "between": list(between),
                    "over": list(over),
                    "seen": "hardly",
                    "chance_of_a_deal": "slow",
                    "models": {"nash": 0.5, "weighted_mean": 0.5},
                    **behind(spot),
                }
                for spot, (track, (name, between, over)) in enumerate(TRACKS.items())
            },
            "pressures": {
                one: {"says": says, "now": "low", "fades": "half_a_year", "jitter": "small", **behind(spot)}
                for spot, (one, says) in enumerate(PRESSURES.items())
            },
            "effects": [
                {
                    "when": pressure,
                    "turns": f"leader.{issue}.position",
                    "toward": "up",
                    "by": {"word": "strong", "low": 1.5, "high": 4.5},
                    "mechanism": f"M{spot + 1:02d}",
                    "says": "More of it, more restraint",
                    **behind(spot),
                }
                for spot, (pressure, issue) in enumerate(zip(PRESSURES, list(ISSUES) * 2, strict=False))
            ],
            "events": [
                {"id": one, "on": on, "role": role, "says": says, **behind(spot)}
                for spot, (one, on, role, says) in enumerate(EVENTS)
            ],
            "hazards": {
                "karvia_strikes": {
                    "says": "Karvia strikes Tavor",
                    "rate": {"n": 2, "in": "14 months", "why": "since the war began"},
                },
                "tavor_strikes": {
                    "says": "Tavor strikes Karvia",
                    "rate": {"n": 2, "in": "14 months", "why": "since the war began"},
                },
            },
            "questions": {
                one: {
                    "asks": asks,
                    "asked": AS_OF,
                    "by": date(2031, 12, 31),
                    "settled_by": "Two wire services report it",
                    "yes_if": {
                        "any": [
                            {"fires": "karvia_strikes"},
                            {
                                "all": [
                                    {"level": "strike_tavor", "at_most": 10.0},
                                    {"not": {"settled": "harbour_channel"}},
                                ]
                            },
                        ]
                    },
                    "stands_for": "Leaves out strikes by allied groups" if one == "Q01" else None,
                    "chance_without_a_model": [
                        {"rate": "2 in 45 years", "why": "direct strikes since the revolution"}
                    ],
                }
                for one, asks, _, _ in QUESTIONS
            }
            | {
                "Q09": {
                    "asks": "How many kilograms will be in stock on 31 December 2031?",
                    "asked": AS_OF,
                    "by": UNTIL,
                    "number": {
                        "level": "enrichment",
                        "at": UNTIL,
                        "in_units": {0: 400, 100: 0},
                        "unit": "kg",
                    },
                },
                "Q10": {
                    "asks": "What comes first: a meeting, a strike or censure?",
                    "asked": AS_OF,
                    "by": UNTIL,
                    "first_of": {
                        "a meeting": {"settled": "harbour_channel"},
                        "a strike": {"fires": "karvia_strikes"},
                    },
                },
            },
            "mechanisms": {
                f"M{spot:02d}": {
                    "title": name,
                    "inputs": [f"pressures.{one}.now"],
                    "theory": "Fearon 1995",
                    "evidence": [pick[spot]],
                    "expects": {"moves": "strike_tavor.level", "way": "up"},
                }
                for spot, (one, name) in enumerate(PRESSURES.items(), 1)
            },
            "accounts": {
                "uncertainty": {
                    "says": "An unpredictable president makes restraint the safer line",
                    "drops": ["election"],
                    "leading": True,
                    "evidence": pick[:2],
                },
                "losses": {
                    "says": "Losses in the valley had already forced the turn in September",
                    "drops": ["air_strikes"],
                    "against": pick[4:6],
                },
            },
            "focus": {
                "actor": "karvia",
                "arenas": list(ISSUES)[:5],
                "targets": [
                    {"of": "strike_tavor.level", "from": FROM, "to": TO},
                    {"of": "posture.level", "from": FROM, "to": TO},
                ],
                "questions": ["Q01", "Q02", "Q03", "Q04", "Q05"],
                "not_modelled": [
                    "Succession in Karvia",
                    "Oil markets",
                    "Cyber operations",
                    "What the leadership tells itself in private",
                ],
            },
        }
    )


def claim_ids() -> tuple[str, ...]:
    return tuple(f"C{index:02d}" for index in range(1, 41))


def the_claim(index: int) -> dict[str, Any]:
    says = (
        "Planned strikes were put off after the vote",
        "The leader let envoys talk",
        "Both sides deny a meeting",
        "The militia lost most of its arms",
    )
    dispute = index % 9 == 4
    return {
        "source": f"S{index % 12:02d}",
        "sentence": index % 30,
        "says": f"{says[index % 4]} (item {index + 1})",
        "kind": ("event", "stance", "cause", "pressure")[index % 4],
        "hedge": ("reported", "asserted", "suggested")[index % 3],
        "origin": PUBLISHERS[0] if index % 4 == 1 else None,
        "speaker": "officials" if index % 2 else None,
        "quantifier": "unnamed" if index % 2 else None,
        "about": list(ISSUES)[index % 6],
        "form": "words" if index % 2 else "deeds",
        "credibility": 1 + index % 5,
        "check": {
            "status": "contested" if dispute else "confirmed",
            "on": AS_OF,
            "note": "The foreign ministry denies it" if dispute else None,
        },
    }


def the_projection(case: Case, worlds: int, rng: np.random.Generator) -> Projection:
    steps = case.steps
    dates = (START, *(START + timedelta(days=7 * step + 6) for step in range(steps)))
    names = Names(
        issues=tuple(sorted(case.issues)),
        pressures=tuple(sorted(case.pressures)),
        mandates=tuple(sorted(f"karvia.{issue}" for issue in case.issues)),
        tracks=tuple(sorted(case.tracks)),
        hazards=tuple(sorted(case.hazards)),
        occurrences=tuple(event.id for event in case.events),
        inputs=("actors.leader.stances.strike_tavor.position",),
        players=tuple(sorted(case.actors)),
        dials=("leader.strike_tavor.position",),
        models=("nash", "weighted_mean"),
    )
    turn = next(index for index, day in enumerate(dates) if day >= date(2030, 11, 5))
    after = np.clip(np.arange(steps + 1) - turn + 1, 0, None)
    grown = np.maximum(0, np.arange(steps + 1) - 9)

    def walk(center: NDArray[np.float64], width: float) -> NDArray[np.float32]:
        bend = rng.normal(size=(worlds, 1)) * width * np.sqrt(grown)
        steps_of = np.cumsum(rng.normal(size=(worlds, steps + 1)) * width * (grown > 0), axis=1)
        return np.clip(center + bend + steps_of, 0, 100).astype(np.float32)

    levels = np.stack(
        [walk(ISSUES[i][1] + ISSUES[i][3] * (1 - 0.6**after), 1.6) for i in names.issues], axis=2
    )
    pressures = np.stack(
        [walk(30.0 + 8 * spot * (1 - 0.8**after) / 4, 1.2) for spot, _ in enumerate(names.pressures)], axis=2
    )
    settles = rng.integers(12, 3 * steps, size=(worlds, 1, len(names.tracks)))
    when = np.arange(steps + 1)[None, :, None]
    statuses = np.where(when >= settles, 2, np.where(when >= 8, 1, 0)).astype(np.int8)
    zones = np.clip(rng.normal(6, 6, size=statuses.shape), 0, None).astype(np.float32)
    return Projection(
        case=case.case,
        mode="forecast",
        as_of=AS_OF,
        seed=11,
        names=names,
        dates=dates,
        levels=levels,
        said=levels * np.float32(0.7) + 5,
        mandates=np.clip(levels + 4, 0, 100),
        pressures=pressures,
        statuses=statuses,
        zones=zones,
        binds=rng.integers(-1, len(names.players), size=(*statuses.shape, 2)).astype(np.int16),
        fires=(rng.random((worlds, steps + 1, 2)) < 0.01).astype(np.int8),
        happened=np.zeros((worlds, len(names.occurrences)), np.int16),
        models=rng.integers(0, 2, size=(worlds, len(names.tracks))).astype(np.int8),
        inputs=rng.normal(size=(worlds, 1)).astype(np.float32),
        dials=np.zeros((min(worlds, 200), steps + 1, 1), np.float32),
        clipped_share=0.013,
    )


def the_audit(case: Case) -> Audit:
    leaves = []

    def leaf(path: str, parameter: str, stated: str, center: float, sourced: Any) -> None:
        origins = tuple(
            sorted(
                {
                    case.claims[one].origin or case.sources[case.claims[one].source].publisher
                    for one in sourced.evidence
                }
            )
        )
        footing = (
            "assumed"
            if sourced.assumed
            else "value sourced"
            if sourced.basis == "value"
            else "direction sourced, size judged"
        )
        leaves.append(
            Leaf(
                path,
                parameter,
                stated,
                center,
                center * 0.8,
                center * 1.25,
                footing,
                sourced.assumed,
                sourced.evidence,
                origins,
                tuple(one for one in sourced.evidence if case.claims[one].is_disputed),
                "case.yaml",
                10 + len(leaves),
            )
        )

    for actor, noun in case.actors.items():
        for issue, stance in noun.stances.items():
            leaf(
                f"actors.{actor}.stances.{issue}.position", "position", "spread", stance.position.mode, stance
            )
            leaf(f"actors.{actor}.stances.{issue}.salience", "salience", "high", 75, stance)
        for track, terms in noun.terms.items():
            leaf(f"actors.{actor}.terms.{track}.trust", "trust", "unlikely", 0.35, terms)
    for issue, noun in case.issues.items():
        leaf(f"issues.{issue}.now", "level", str(noun.now.value), noun.now.value, noun)
    for pressure, noun in case.pressures.items():
        leaf(f"pressures.{pressure}.now", "pressure", "low", 20, noun)
    for effect in case.effects:
        leaf(f"effects.{effect.when}->{effect.turns}.by", "strength_per_10", "strong", 3, effect)
    used = tuple(sorted({one for each in leaves for one in each.claims}))
    return Audit(
        leaves=tuple(leaves),
        used=used,
        unused=tuple(one for one in case.claims if one not in used),
        disputed=tuple(one for one, claim in case.claims.items() if claim.is_disputed),
        single_origin=tuple(each.path for each in leaves if len(each.origins) == 1),
        mechanisms=tuple(
            WiredMechanism(
                one,
                noun.title,
                (
                    *noun.inputs,
                    f"effects.{list(PRESSURES)[spot]}->leader.{(list(ISSUES) * 2)[spot]}.position.by",
                ),
                noun.evidence,
            )
            for spot, (one, noun) in enumerate(case.mechanisms.items())
        ),
        drifts=(
            Drift(
                "coast_track.level",
                40,
                42.2,
                4,
                "set issues.coast_track.now to 42, or lower the president's position by 3",
            ),
        ),
    )


def the_answers(projection: Projection) -> tuple[Answer, ...]:
    words = {
        "Q01": "very unlikely [17 %]",
        "Q02": "likely [64 %]",
        "Q03": "unlikely [31 %]",
        "Q04": "likely [72 %]",
        "Q05": "very unlikely [5 %]",
        "Q06": "[<1 %]",
        "Q07": "roughly even chance [47 %]",
        "Q08": "very likely [86 %]",
    }
    plain = Answer(
        id="",
        text="",
        kind="yes/no",
        asked=AS_OF,
        by=date(2031, 12, 31),
        probability=None,
        quantiles=None,
        options=None,
        se=0.004,
        low=0,
        high=1,
        words="",
        by_model={},
        base_rates=(),
        unit=None,
        stands_for=None,
        own_forecast=None,
        worlds=projection.worlds,
    )
    asked = [
        replace(
            plain,
            id=one,
            text=text,
            probability=p,
            low=p * 0.55,
            high=min(1.0, p * 1.35 + 0.01),
            words=words[one],
            by_model={"nash": p * 0.9, "weighted_mean": min(1.0, p * 1.1)},
            base_rates=(
                BaseRateAnswer(base, "direct strikes since the revolution: 2 in 45 years"),
                BaseRateAnswer(min(1.0, base * 1.5), "since the war began"),
            ),
            stands_for="Leaves out strikes by allied groups" if one == "Q01" else None,
            own_forecast=0.2 if one == "Q03" else None,
        )
        for one, text, p, base in QUESTIONS
    ]
    number = replace(
        plain,
        id="Q09",
        text="How many kilograms will be in stock on 31 December 2031?",
        kind="number",
        quantiles={"0.05": 196.2, "0.25": 241.0, "0.5": 283.4, "0.75": 320.9, "0.95": 371.3},
        low=196.2,
        high=371.3,
        se=1.8,
        unit="kg",
        by_model={"nash": 280.0, "weighted_mean": 287.0},
        words="283 kg, 90 % range 196 to 371",
    )
    first = replace(
        plain,
        id="Q10",
        text="What comes first: a meeting, a strike or censure?",
        kind="first of",
        options={"a meeting": 0.38, "a strike": 0.27, "none": 0.35},
        words="a meeting: unlikely [38 %]",
    )
    return (*asked, number, first)


def the_explanation(case: Case, audit: Audit) -> Explanation:
    def side(words: str, deeds: str, stage: str, when: date | None, sure: str) -> Side:
        return Side(words, deeds, stage, when, sure)

    shifts = tuple(
        Shift(
            issue,
            ISSUES[issue][0],
            words,
            deeds,
            stage,
            FROM,
            TO,
            p,
            stays,
            side("milder", "holds fire", stage, date(2030, 11, 6), "two origins"),
            side(f"{words:+.0f} points", f"{deeds:+.0f} points", stage, date(2030, 11, 10), "most worlds"),
            claims[:4],
            claims[4:6],
            claims[6:8],
        )
        for issue, words, deeds, stage, p, stays, claims in (
            (
                "strike_tavor",
                4.2,
                12.7,
                "acted",
                0.93,
                0.55,
                ("C01", "C07", "C13", "C19", "C05", "C25", "C14", "C05"),
            ),
            (
                "posture",
                1.1,
                5.2,
                "signalled",
                0.71,
                0.3,
                ("C02", "C08", "C20", "C26", "C11", "C12", "C14", "C32"),
            ),
            (
                "valley_truce",
                8.0,
                8.8,
                "decided",
                0.88,
                0.8,
                ("C03", "C09", "C15", "C21", "C23", "C29", "C27", "C33"),
            ),
            ("enrichment", 0.2, -0.6, "debated", 0.08, None, ("C04", "C10", "C16", "C22", "C28", "C34")),
            (
                "coast_track",
                2.0,
                2.1,
                "signalled",
                0.41,
                0.6,
                ("C05", "C11", "C17", "C35", "C36", "C38", "C41", "C42")[:6],
            ),
        )
    )
    return Explanation(
        shifts=shifts,
        attributions=tuple(
            attribution(game, of)
            for of in ("strike_tavor.level", "posture.level")
            for game in ("event", "channel")
        ),
        rivals=(
            Rival(
                "uncertainty",
                case.accounts["uncertainty"].says,
                True,
                ("election",),
                "strike_tavor.level",
                12.7,
                8.4,
                3.1,
                14.9,
                0.05,
                ("C01", "C02"),
                ("C12",),
            ),
            Rival(
                "losses",
                case.accounts["losses"].says,
                False,
                ("air_strikes",),
                "strike_tavor.level",
                12.7,
                1.9,
                -0.8,
                4.6,
                0.04,
                ("C04", "C08"),
                ("C05", "C06"),
            ),
        ),
        counterfactuals=(
            Counterfactual(
                ("drop event election",),
                "same-noise counterfactual of the past",
                2000,
                (
                    Difference(
                        "strike_tavor.level",
                        "A third strike on Tavor",
                        TO,
                        34.7,
                        26.3,
                        -8.4,
                        -14.2,
                        -3.0,
                        0.05,
                    ),
                    Difference(
                        "Q03",
                        "Officials meet in public by 30 April 2031",
                        date(2031, 4, 30),
                        0.31,
                        0.22,
                        -0.09,
                        -0.2,
                        0.01,
                        0.006,
                    ),
                ),
            ),
            Counterfactual(
                ("set pressure.economic_pain=60",),
                "intervention on the future",
                2000,
                (
                    Difference(
                        "Q05",
                        "Text on enrichment by 31 December 2031",
                        UNTIL,
                        0.052,
                        0.071,
                        0.019,
                        0.0,
                        0.06,
                        0.004,
                    ),
                ),
            ),
        ),
        signposts=tuple(
            Signpost(
                f"sign{spot}",
                text,
                date(2031, 1, 25),
                seen,
                question,
                now,
                yes,
                no,
                thin,
                {"uncertainty": seen + 0.1, "losses": seen - 0.1},
            )
            for spot, (text, seen, question, now, yes, no, thin) in enumerate(
                (
                    ("Officials of both sides confirm a meeting", 0.22, "Q03", 0.31, 0.78, 0.18, 880),
                    ("A second wave of strikes on the capital", 0.35, "Q01", 0.17, 0.39, 0.05, 1400),
                    ("The truce monitors report a calm month", 0.61, "Q02", 0.64, 0.81, 0.37, 3900),
                    ("The leader speaks against any talks", 0.44, "Q03", 0.31, 0.24, 0.37, 4400),
                )
            )
        ),
        trade_offs=tuple(
            TradeOff(a, b, float(d), 0.1)
            for a, b, d in (
                ("valley_truce", "strike_tavor", 3.2),
                ("valley_truce", "posture", -1.4),
                ("posture", "strike_tavor", 2.2),
                ("posture", "valley_truce", 0.3),
                ("strike_tavor", "posture", -2.8),
                ("strike_tavor", "valley_truce", 0.1),
            )
        ),
        joint_success=0.034,
        movers=tuple(
            Mover(question, leaf.path, 0.31 / (rank + 1))
            for question in ("Q01", "Q02", "Q03", "Q04", "Q05")
            for rank, leaf in enumerate(audit.leaves[hash_of(question) :: 13][:4])
        ),
        rooms=(a_room(case, over=1), a_room(case, over=2)),
        sensitivities=(a_sensitivity(),),
        would_change=(a_would_change(),),
    )


def a_room(case: Case, *, over: int) -> DealRoom:
    """A room over one issue with a zone, or over two without one at the centre."""
    track = list(case.tracks)[over - 1]
    issues, actors = list(case.issues)[:over], list(case.actors)[:2]

    def span(center: float | None, width: float = 8.0) -> Spanned:
        mean = 50.0 if center is None else center
        return Spanned(center, mean, mean - width, mean + width)

    single = over == 1
    return DealRoom(
        track=track,
        label=case.tracks[track].name or track,
        on=case.as_of,
        at=case.as_of,
        worlds=400,
        seed=7,
        statuses={"closed": 0.2, "open": 0.7, "settled": 0.1, "broken": 0.0},
        package=not single,
        sides=tuple((actor,) for actor in actors),
        zone_at_center=single,
        chance=0.62,
        width=span(12.0 if single else None),
        deal=0.6,
        zones=tuple(
            Zone(
                name,
                case.issues[name].name or name,
                span(30.0),
                *(span(x if single else None) for x in (41.0, 53.0, 46.0)),
            )
            for name in issues
        ),
        seats=tuple(
            Seat(
                actor=actor,
                label=case.actors[actor].name or actor,
                party=actor,
                side=side,
                accepts_from=span(20.0 + 21.0 * side if single else None),
                accepts_to=span(53.0 + 40.0 * side if single else None),
                gain=span(120.0 if single else None, 90.0),
                trust=span(0.4, 0.1),
                loss=span(12.0),
                deadlock=span(10.0),
                break_even=span(14.7),
                binds=0.7 - 0.4 * side,
                binds_at_center=not single and side == 0,
            )
            for side, actor in enumerate(actors)
        ),
        frontier=tuple(
            Offer(dict.fromkeys(issues, 40.0 + n), (300.0 - 90.0 * n, -100.0 + 80.0 * n), 2 <= n <= 3)
            for n in range(6)
        ),
        prices=(
            Price("audience cost", actors[0], "One", 1.0, 0.52, 0.3, 0.5, 0.1, 0.9),
            Price("visibility", None, "the talks", 0.5, None, 0.0, None, None, None),
        ),
    )


def a_sensitivity() -> Sensitivity:
    """Indices of one answer, with a remainder and a footing."""

    def index(path: str, name: str, share: float, inputs: int = 1) -> Index:
        return Index(
            path, name, inputs, share / 2, share / 2 - 0.1, share / 2 + 0.1, share, share - 0.1, share + 0.1
        )

    return Sensitivity(
        of="Q01",
        label="Will it last?",
        at=date(2031, 6, 30),
        worlds=400,
        seed=7,
        mean=0.31,
        by_inputs=0.8,
        screened=40,
        indices=(index("actors.a.trust", "Trust of one", 0.55), index("pressures.p.now", "A pressure", 0.2)),
        rest=index("rest", "the other 38 uncertain inputs together", 0.3, 38),
        footings=(index("assumed", "inputs assumed", 0.4, 12),),
    )


def a_would_change() -> WouldChange:
    """Two moves, one of either ruler."""
    moves = (
        ("actors.a.trust", "Trust of one", "probability", 0.3, 0.48, 1.4, "spread"),
        ("issues.i.now", "A start", "points", 30.0, 52.0, -2.2, "tenth of the scale"),
    )
    return WouldChange(
        of="Q01",
        label="Will it last?",
        at=date(2031, 6, 30),
        worlds=400,
        seed=7,
        probability=0.31,
        se=0.02,
        tried=80,
        able=5,
        changes=tuple(SmallestChange(*move, 0.51, 0.02) for move in moves),  # type: ignore[arg-type]
    )


def hash_of(question: str) -> int:
    return int(question[1:])


def attribution(game: str, of: str) -> Attribution:
    scale = 1.0 if of.startswith("strike") else 0.45
    rows = {
        "event": (
            ("election", "Meridia elects a president seen as unpredictable", 8.8, 3.3, 16.3),
            ("schedule", "Schedule (days to the handover)", 3.1, 1.2, 6.0),
            ("air_strikes", "Tavor strikes air defences and missile plants", 1.4, -0.8, 4.0),
            ("drift", "Drift", -0.6, -1.0, -0.2),
            ("crown_falls", "The crown falls to its lowest rate", 0.4, -0.1, 1.1),
            ("censure", "The board censures Karvia", -0.3, -1.3, 0.2),
            ("noise", "Noise", -0.1, -4.0, 4.0),
        ),
        "channel": (
            ("unpredictability", "Unpredictability", 7.9, 2.8, 15.0),
            ("handover", "Handover", 3.0, 1.0, 5.7),
            ("ally_losses", "Losses of the ally", 1.3, 0.2, 2.9),
            ("drift", "Drift", 0.5, 0.1, 1.0),
        ),
    }[game]
    drivers = tuple(
        Driver(game, of, FROM, TO, one, label, share * scale, low * scale, high * scale, 0.02, ("C01", "C07"))
        for one, label, share, low, high in rows
    )  # type: ignore[arg-type]
    total = sum(driver.share for driver in drivers)
    beats = (
        (("election", "schedule", 0.94), ("schedule", "air_strikes", 0.71))
        if game == "event"
        else (("unpredictability", "handover", 0.91),)
    )
    ranked = ("election", "schedule") if game == "event" else ("unpredictability", "handover")
    return Attribution(
        game,
        of,
        FROM,
        TO,
        total,
        4.4 * scale,
        21.0 * scale,
        "exact" if game == "event" else "permutations",
        2000,
        drivers,
        beats,
        ranked,
    )  # type: ignore[arg-type]


def the_manifest(projection: Projection) -> Manifest:
    return Manifest(
        case=projection.case,
        run="karvia-2030-0a1b2c3d",
        command="detente run cases/karvia-2030 --worlds 10000 --seed 11",
        seed=11,
        worlds=projection.worlds,
        as_of=AS_OF,
        mode="forecast",
        inputs={"actors.yaml": "a" * 64, "case.yaml": "b" * 64},
        versions={"detente": "0.1.0", "numpy": "2.4.6", "python": "3.12"},
        methods=(
            Citation(
                "putnam1988",
                "Putnam, R. D.",
                1988,
                "Diplomacy and domestic politics: the logic of two-level games",
                "International Organization 42(3), 427-460",
                "10.1017/S0020818300027697",
            ),
            Citation(
                "shapley1953",
                "Shapley, L. S.",
                1953,
                "A value for n-person games",
                "Contributions to the Theory of Games II, 307-317",
            ),
        ),
    )
