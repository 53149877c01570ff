"""What changes nothing, and what holds in every world: on random small cases."""

import json
import re
from dataclasses import fields, replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.case import Case
from detente.core.projection import Projection, Settings
from detente.projection import kernel, project
from properties.strategies import START, case_of, seeds, written_case, written_cases
from unit.projection.cases import play

WORLDS = 30
ARRAYS = [field.name for field in fields(Projection) if "ndarray" in str(field.type).lower()]
ALONG = {
    "levels": "issues",
    "said": "issues",
    "mandates": "mandates",
    "pressures": "pressures",
    "statuses": "tracks",
    "zones": "tracks",
    "fires": "hazards",
    "happened": "occurrences",
    "models": "tracks",
    "inputs": "inputs",
    "dials": "dials",
}
"""Names along the last axis of an array."""
few = settings(max_examples=25)


def run(case, mode="hindcast", worlds=WORLDS, seed=3, **options):
    return project(case, Settings(worlds, seed, case.as_of, mode), **options)


def column(projection, array, name):
    names = getattr(projection.names, ALONG[array])
    return getattr(projection, array)[..., names.index(name)] if name in names else None


def binders(projection, track):
    """Names of those who bind at a track, (worlds, states, 2)."""
    players = np.array([*projection.names.players, ""])
    return players[projection.binds[:, :, projection.names.tracks.index(track)]]


def assert_same(one, other):
    """Everything of the one is in the other, bit by bit."""
    for array, names in ALONG.items():
        for name in getattr(one.names, names):
            there = column(other, array, name)
            assert there is not None, f"{array}: {name}"
            assert column(one, array, name).tobytes() == there.tobytes(), f"{array}: {name}"
    for track in one.names.tracks:
        assert (binders(one, track) == binders(other, track)).all()


def shuffled(content, rng):
    """The same with the entries of every map, and of the lists of effects and events, in another order."""
    if isinstance(content, dict):
        names = list(content)
        rng.shuffle(names)
        changed = {name: shuffled(content[name], rng) for name in names}
        for name in ("effects", "events"):
            if name in changed:
                rng.shuffle(changed[name])
        return changed
    return [shuffled(part, rng) for part in content] if isinstance(content, list) else content


@few
@given(written=written_cases(), seed=seeds, mode=st.sampled_from(["forecast", "hindcast"]))
def test_the_order_in_which_a_case_is_written_changes_nothing(written, seed, mode):
    other = case_of(shuffled(written, np.random.default_rng(seed)))
    one, two = run(case_of(written), mode), run(other, mode)
    assert one.names == two.names
    for array in ARRAYS:
        assert getattr(one, array).tobytes() == getattr(two, array).tobytes(), array


TOKEN = re.compile(r"\b(?:[cs]\d|m\d\d|[iptheh]\d)x\b")


def renamed(written):
    """Every id under another name, so that their order by the alphabet turns round; and how names change."""
    text = case_of(written).model_dump_json(by_alias=True, exclude_unset=True)
    tokens = sorted(set(TOKEN.findall(text)))
    new = {token: f"{token[0]}{900 - n}y" for n, token in enumerate(tokens)}
    # within a kind the order turns round; kinds keep their letter
    text = TOKEN.sub(lambda match: new[match[0]], text)
    return Case.model_validate_json(text), lambda name: TOKEN.sub(lambda match: new[match[0]], name)


def sprinted(case, clock):
    """A case without noise, in which all that can come about does so once its rate is above a clock."""
    return play(case, kernel.run, fires=clock, settles=clock, opens=clock, falls=0.5)


@settings(max_examples=40)
@given(written=written_cases(one_model=True), clock=st.sampled_from([0.0, 0.05, 0.2, np.inf]))
def test_names_change_nothing_without_noise(written, clock):
    other, name_of = renamed(written)
    one, two = sprinted(case_of(written), clock), sprinted(other, clock)
    for array, names in ALONG.items():
        if array in ("inputs", "models"):
            continue
        for name in getattr(one.names, names):
            there = column(two, array, name_of(name))
            assert there is not None, name
            np.testing.assert_allclose(
                there, column(one, array, name), rtol=0, atol=1e-9, err_msg=f"{array}: {name}"
            )


def test_renaming_turns_the_order_of_names_round():
    """The property above would be empty if it did not."""
    written = written_case(1)
    case, name_of = renamed(written)
    before = sorted(case_of(written).actors)
    members = [name for name in before if name.startswith("m")]
    assert sorted(case.actors) != [name_of(name) for name in before]
    assert sorted(map(name_of, members)) == [name_of(name) for name in reversed(members)]


INERT = {
    "actors": lambda name: {
        "stances": {"i0x": {"position": 40, "salience": "vital", "influence": "decisive"}}
    },
    "issues": lambda name: {"landmarks": {0: f"no_{name}", 100: f"yes_{name}"}, "now": 30},
    "pressures": lambda name: {"says": "nothing to nobody", "now": 30, "jitter": "large"},
    "hazards": lambda name: {"rate": "3 in 8 weeks", "grows_with": {"i0x.level": "strong"}},
    "events": lambda name: {"id": name, "on": START, "known_from": START, "chance": 0.5},
    "tracks": lambda name: {"between": ["s0x", "c0x"], "over": ["i0x"]},
}
"""What reads other things but moves none: a track that never opens among them."""


@few
@given(
    written=written_cases(), name=st.sampled_from(["a_first", "z_last"]), kind=st.sampled_from(sorted(INERT))
)
def test_what_moves_nothing_changes_nothing(written, name, kind):
    added = {
        **written,
        kind: [*written[kind], INERT[kind](name)]
        if kind == "events"
        else {**written[kind], name: INERT[kind](name)},
    }
    one, two = run(case_of(written)), run(case_of(added))
    assert len(getattr(two.names, {"actors": "players", "events": "occurrences"}.get(kind, kind))) > len(
        getattr(one.names, {"actors": "players", "events": "occurrences"}.get(kind, kind))
    )
    assert_same(one, two)


@few
@given(written=written_cases(), mode=st.sampled_from(["forecast", "hindcast"]))
def test_everything_stays_on_its_scale(written, mode):
    world = run(case_of(written), mode)
    for array in ("levels", "said", "mandates", "pressures", "zones"):
        values = getattr(world, array)
        assert np.isfinite(values).all(), array
        assert values.size == 0 or (values.min() >= 0.0 and values.max() <= 100.0), array
    assert np.isin(world.statuses, [0, 1, 2, 3]).all()
    assert ((world.happened == -1) | ((world.happened >= 1) & (world.happened < len(world.dates)))).all()
    assert world.binds.size == 0 or (world.binds.min() >= -1 and world.binds.max() < len(world.names.players))
    assert 0.0 <= world.clipped_share <= 1.0


@few
@given(written=written_cases(facts=False))
def test_a_pace_caps_every_step_that_no_fact_made(written):
    world = run(case_of(written), dtype=np.float64)
    for n, issue in enumerate(world.names.issues):
        pace = world.dials[:, 1:, world.names.dials.index(f"{issue}.pace")]
        assert (np.abs(np.diff(world.levels[:, :, n], axis=1)) <= pace + 1e-9).all()


@few
@given(written=written_cases())
def test_an_event_is_seen_at_the_end_of_the_step_that_holds_its_date(written):
    case = case_of(written)
    world = run(case)
    for event in case.events:
        step = world.happened[:, world.names.occurrences.index(event.id)]
        if event.when is None:
            seen = {world.dates[n] for n in step if n >= 0}
            assert all(event.on <= end < event.on + timedelta(days=7) for end in seen)
        for branch in event.branches:
            fell = world.happened[:, world.names.occurrences.index(f"{event.id}.{branch}")]
            assert ((fell == -1) | (fell == step)).all()
        if event.branches:
            fallen = [
                world.happened[:, world.names.occurrences.index(f"{event.id}.{branch}")] >= 0
                for branch in event.branches
            ]
            assert (np.sum(fallen, axis=0) == (step >= 0)).all()


@few
@given(written=written_cases())
def test_before_the_as_of_date_nothing_is_drawn(written):
    """Facts happen, nothing else: no hazard fires, no deal is struck and no track opens by chance before that week."""
    case = case_of(written)
    world = run(case, "forecast")
    known = (case.as_of - case.start).days // 7  # states up to the start of the week that holds the date
    assert world.fires[:, : known + 1].sum() == 0
    facts = [does for event in case.events for does in (event, *event.branches.values())]
    for n, track in enumerate(world.names.tracks):
        if not any(track in does.settles for does in facts):
            assert not (world.statuses[:, : known + 1, n] == 2).any()


@few
@given(written=written_cases(), worlds=st.integers(1, WORLDS), workers=st.sampled_from([1, 3]))
def test_fewer_worlds_are_the_first_of_more(written, worlds, workers):
    case = case_of(written)
    more = run(case)
    fewer = project(case, Settings(worlds, 3, case.as_of, "hindcast", workers))
    for array in ARRAYS:
        assert (
            getattr(fewer, array).tobytes() == np.ascontiguousarray(getattr(more, array)[:worlds]).tobytes()
        ), array


@few
@given(written=written_cases(), weeks=st.integers(1, 5))
def test_a_longer_horizon_keeps_the_steps_before(written, weeks):
    case = case_of(written)
    longer = case.model_copy(update={"until": case.until + timedelta(weeks=weeks)})
    short, long = run(case), run(longer)
    for array in ("levels", "said", "mandates", "pressures", "statuses", "zones", "fires"):
        kept = getattr(long, array)[:, : len(short.dates)]
        assert np.ascontiguousarray(kept).tobytes() == getattr(short, array).tobytes(), array


def at_rest(seed):
    """A random case in which everybody wants what stands, every pressure is at rest, and nothing happens."""
    written = written_case(seed, one_model=True)
    rng = np.random.default_rng(seed)
    for issue in written["issues"].values():
        issue["now"] = float(rng.uniform(5, 95))
    for actor in written["actors"].values():
        for issue, stance in actor.get("stances", {}).items():
            now = written["issues"][issue]["now"]
            stance |= {"position": now, "declared": now}
            if "reaction" in stance:
                stance["reaction"]["safe"] = now
    for pressure in written["pressures"].values():
        pressure.pop("rests_at", None)
    for track in written["tracks"].values():
        track.pop("if_nothing", None)
    return written | {"events": [], "hazards": {}}


@given(seed=seeds)
def test_at_rest_a_case_stands_still(seed):
    """Without an event, without noise, although every deal that can be struck would be."""
    world = sprinted(case_of(at_rest(seed)), 0.0)
    for array in ("levels", "mandates", "pressures"):
        values = getattr(world, array)
        np.testing.assert_allclose(
            values, np.broadcast_to(values[:, :1], values.shape), atol=1e-9, err_msg=array
        )
    assert (world.statuses != 2).all()


def held(seed, tolerance, vetoes=()):
    """Home mandate and zone at a table of a collective whose chief has the final say within a tolerance."""
    rng = np.random.default_rng(seed)
    now, *x = (float(value) for value in rng.uniform(0, 100, 6))
    names = ("setter", "chief", "left", "right", "other")
    written = {
        "case": "made_up", "title": "Made up", "start": START, "as_of": START + timedelta(6), "until": START + timedelta(6),
        "issues": {"course": {"landmarks": {0: "none", 100: "all"}, "now": now, "owner": "land", "pace": 0}},
        "actors": {"land": {}}
        | {
            name: {"stances": {"course": {"position": line}}} | ({} if name == "other" else {"member_of": "land"})
            for name, line in zip(names, x, strict=True)
        },
        "institutions": {"land": {"proposes": "setter", "final_say": "chief", "tolerance": tolerance, "vetoes": list(vetoes)}},
        "tracks": {"talks": {"between": ["land", "other"], "over": ["course"], "opens": START, "terms": {"trust": 0.9, "if_betrayed": 2}}},
    }  # fmt: skip
    world = play(Case.model_validate(written), kernel.run)
    return world.reading("land.course.mandate")[0, 0], world.reading("talks.zone")[0, 1], x[0], now


@given(seed=seeds, low=st.floats(0, 50), more=st.floats(0, 50))
def test_a_wider_tolerance_widens_what_can_be_agreed(seed, low, more):
    narrow, zone, setter, now = held(seed, low, ["left"])
    wide, wider_zone, _, _ = held(seed, low + more, ["left"])
    assert wider_zone >= zone - 1e-9
    if (
        abs(narrow - now) > 1e-9
    ):  # a win-set was there: the mandate is the point of it nearest to the setter's line
        assert abs(wide - setter) <= abs(narrow - setter) + 1e-9


@given(seed=seeds, tolerance=st.floats(0, 60))
def test_another_veto_player_never_widens_what_can_be_agreed(seed, tolerance):
    zones = [held(seed, tolerance, vetoes)[1] for vetoes in ((), ("left",), ("left", "right"))]
    assert zones[0] >= zones[1] >= zones[2]


@few
@given(written=written_cases())
def test_a_run_can_be_told_again_from_what_it_was_made_from(written):
    case = Case.model_validate(
        json.loads(case_of(written).model_dump_json(by_alias=True, exclude_unset=True))
    )
    one, two = run(case_of(written)), run(case)
    assert_same(one, replace(two))
