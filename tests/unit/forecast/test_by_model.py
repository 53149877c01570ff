import pytest

from detente.forecast import answer
from detente.forecast.by_model import tracks_of


def test_worlds_are_split_by_the_track_the_rule_names(small, forecast):
    found = {one.id: one for one in answer(small, forecast)}["truce"]
    dealt = forecast.models[:, forecast.names.tracks.index("lake_talks")]
    total = sum(
        (dealt == model).mean() * found.by_model.get(name, 0.0)
        for model, name in enumerate(forecast.names.models)
    )
    assert total == pytest.approx(found.probability)


def test_a_level_leads_to_the_tracks_over_its_issue(small):
    assert tracks_of(small, small.questions["more_water"]) == ("lake_talks",)
    assert tracks_of(small, small.questions["raids"]) == ()


def test_without_tracks_there_is_nothing_to_split(small, settings):
    from detente.projection import project

    bare = small.model_copy(
        update={"tracks": {}, "events": (), "questions": {"raids": small.questions["raids"]}}
    )
    bare = bare.model_copy(update={"effects": tuple(e for e in small.effects if "lake_talks" not in e.turns)})
    actors = {name: actor.model_copy(update={"terms": {}}) for name, actor in small.actors.items()}
    bare = bare.model_copy(update={"actors": actors})
    assert answer(bare, project(bare, settings))[0].by_model == {}
