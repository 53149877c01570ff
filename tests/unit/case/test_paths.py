"""Short names lead to inputs and readings; a name that leads nowhere is refused with the nearest that does."""

import pytest

from detente.case import dial, input_at, leaves, reading, readings
from detente.core.errors import ParameterError


@pytest.mark.parametrize(
    ("short", "paths"),
    [
        ("president.water.position", ["actors.president.stances.water.position"]),
        ("president.border.feared", ["actors.president.stances.border.reaction.feared"]),
        ("president.listens_to.arvenia.wings", ["actors.president.listens_to.arvenia.wings"]),
        ("arvenia.tolerance", ["institutions.arvenia.tolerance"]),
        ("arvenia.border.tolerance", ["institutions.arvenia.on.border.tolerance"]),
        ("arvenia.water.tolerance", ["institutions.arvenia.tolerance"]),
        ("lake_talks.seen", ["tracks.lake_talks.seen"]),
        ("water.pace", ["issues.water.pace"]),
        ("water.level", ["issues.water.now"]),
        ("arvenia.water.level", ["issues.water.now"]),
        ("border_raid.rate", ["hazards.border_raid.rate"]),
        ("belmark.lake_talks.trust", ["actors.belmark.terms.lake_talks.trust"]),
    ],
)
def test_a_dial_leads_to_its_input(case, short, paths):
    assert list(dial(case, short)) == paths


def test_a_dial_on_a_collective_turns_those_who_inherit(case):
    assert dial(case, "arvenia.lake_talks.trust") == tuple(
        f"actors.{who}.terms.lake_talks.trust" for who in ("arvenia", "army", "premier", "president")
    )
    # the president has a cost of deadlock of his own
    assert "actors.president.terms.lake_talks.deadlock_hurts" not in dial(
        case, "arvenia.lake_talks.deadlock_hurts"
    )
    # the premier alone has no salience of his own on water
    assert dial(case, "arvenia.water.salience")[1:] == ("actors.premier.stances.water.salience",)


@pytest.mark.parametrize(
    ("short", "nearest"),
    [
        ("presidant.water.position", "president.water.position"),
        ("president.watr.position", "president.water.position"),
        ("president.water.positon", "president.water.position"),
        ("arvenia.lake_talk.trust", "arvenia.lake_talks.trust"),
        ("lake_talks.sen", "lake_talks.seen"),
        ("border_raid.rat", "border_raid.rate"),
        ("president.listens_to.arvenia.wing", "president.listens_to.arvenia.wings"),
        ("arvenia.water.position", None),
        ("premier.border.feared", None),
        ("x", None),
        ("a.b.c.d", None),
    ],
)
def test_a_dial_that_is_none_is_refused(case, short, nearest):
    with pytest.raises(ParameterError) as caught:
        dial(case, short)
    assert caught.value.nearest == nearest
    assert caught.value.mend or nearest


def test_every_input_is_found_at_its_path(case):
    for leaf in leaves(case):
        assert input_at(case, leaf.path) is leaf.quantity


@pytest.mark.parametrize(
    ("path", "word", "value"),
    [
        ("premier.water.salience", "medium", None),
        ("actors.army.terms.lake_talks.trust", "unlikely", None),
        ("actors.army.terms.lake_talks.betrayal_spread", None, 0),
        ("president.lake_talks.deadlock_hurts", "somewhat", None),
        ("army.lake_talks.deadlock_hurts", "little", None),
        ("president.water.face", "some", None),
    ],
)
def test_what_is_not_written_is_inherited(case, path, word, value):
    found = input_at(case, path)
    assert (found.word, found.value) == (word, value)


@pytest.mark.parametrize(
    "path", ["actors.army.stances.water.positon", "actors.nobody.stances.water.position", "hazards.x.rate"]
)
def test_a_path_that_is_none_is_refused(case, path):
    with pytest.raises(ParameterError):
        input_at(case, path)


def test_all_readings_can_be_read(case):
    for name in readings(case):
        assert reading(case, name)
    assert reading(case, "belmark.fear").kind == "pressure"
    assert reading(case, "arvenia.water.level") == reading(case, "arvenia.water.level")
    with pytest.raises(ParameterError, match=r"border\.level"):
        reading(case, "boder.level")
