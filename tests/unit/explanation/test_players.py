import numpy as np

from detente.explanation.attribution import state_at
from detente.explanation.players import channel_players, event_players, switches_for


def players_of(past, small):
    last = state_at(small, small.as_of)
    return event_players(small, past.compiled, 0, last)


def test_events_of_the_window_play_and_facts_of_the_outcome_do_not(past, small):
    names = [player.id for player in players_of(past, small)]
    assert {"dry_spring", "army_passed_over", "local_vote", "secret_meeting"} <= set(names)
    assert "gates_opened" not in names
    assert "harvest_summit" not in names, "it falls after the window"
    assert {"hazards", "noise"} <= set(names)


def test_an_event_plays_with_its_branches(past, small):
    vote = next(player for player in players_of(past, small) if player.id == "local_vote")
    told = {past.compiled.index.occurrences[n] for n in vote.occurrences}
    assert told == {"local_vote", "local_vote.moderates", "local_vote.hardliners"}
    assert vote.label == "Vote in the border provinces"
    assert vote.claims == ("C04",)


def test_what_follows_an_event_plays_with_it(past, small):
    after = small.events[0].model_copy(update={"id": "harvest_fails", "follows": ("dry_spring",)})
    case = small.model_copy(update={"events": (*small.events, after)})
    from detente.projection.compile import compile_case

    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    names = {player.id: player for player in event_players(case, compiled, 0, 8)}
    assert "harvest_fails" not in names
    assert len(names["dry_spring"].occurrences) == 2
    assert names["dry_spring"].label.endswith("with what followed from it")


def test_the_calendar_plays_only_where_it_moves(past, small):
    early = [player.id for player in event_players(small, past.compiled, 0, 8)]
    late = [player.id for player in event_players(small, past.compiled, 20, 30)]
    assert "schedule" not in early
    assert "schedule" in late


def test_channels_are_pressures_that_turn_something(past, small):
    names = [player.id for player in channel_players(small, past.compiled, 0, 8, ("water",))]
    assert {"drought", "army_pride", "belmark.fear", "direct", "hazards"} == set(names)
    drought = next(p for p in channel_players(small, past.compiled, 0, 8, ("water",)) if p.id == "drought")
    assert drought.label == small.pressures["drought"].says
    assert set(drought.claims) == {"C01", "C03"}


def test_switches_leave_out_only_who_is_not_in(past, small):
    players = players_of(past, small)
    masks = np.eye(len(players), dtype=bool)
    switches = switches_for(past.plan, 3, players, masks)
    assert switches.from_step == 3
    for row, player in enumerate(players):
        for other in players:
            on = row == players.index(other)
            if other.occurrences:
                assert (switches.occurrences[row, list(other.occurrences)] == on).all(), player.id
    assert switches.channels.all()
    assert switches.direct.all()
    outcome = past.compiled.index.occurrences.index("gates_opened")
    assert switches.occurrences[:, outcome].all(), "what no player stands for stays on"
