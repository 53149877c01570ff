"""Who is meant by the codes and names of the sources, and by what a user asks for."""

import csv
import gzip

import pytest

from detente.core.errors import ParameterError
from detente.events.actor_sets import (
    Actor,
    actor_of,
    actor_of_code,
    actor_of_name,
    actor_set,
    coding_of,
    name_of,
    others,
    sector_of_words,
    sectors,
    sets,
    state_of,
    states,
)


@pytest.mark.parametrize(
    ("code", "actor"),
    [
        ("USA", ("USA", "")),
        ("USAGOV", ("USA", "GOV")),
        ("IRN MIL", ("IRN", "MIL")),
        ("LBNREBHEZ", ("HEZ", "REB")),
        ("IGOUNO", ("UNO", "IGO")),
        ("ROM", ("ROU", "")),
        ("RUSMED", ("RUS", "JRN")),
        ("GOV", ("", "GOV")),
        ("QQQ", ("", "")),
        ("", ("", "")),
    ],
)
def test_codes(code, actor):
    assert actor_of_code(code) == Actor(*actor)


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("North Korea", ("PRK", "")),
        ("Police (India)", ("IND", "COP")),
        ("Hezbollah", ("HEZ", "REB")),
        ("Military Forces of Iran (1989-)", ("IRN", "MIL")),
        ("Protesters (Iran)", ("IRN", "CVL")),
        ("Angela Merkel", ("", "")),
        ("Cote d'Ivoire", ("CIV", "")),
        ("Türkiye", ("TUR", "")),
    ],
)
def test_names(name, actor):
    assert actor_of_name(name) == Actor(*actor)


def test_a_code_goes_before_a_name_and_a_name_before_nobody():
    assert actor_of("USA").code == "USA"
    assert actor_of("Iran").code == "IRN"
    assert actor_of("Nobody in particular") == Actor("", "")


def test_codings_of_states_differ_where_they_clash():
    assert (state_of("AUS"), state_of("AUS", "cow")) == ("AUS", "AUT")
    assert (state_of("UKG"), state_of("UKG", "cow")) == ("", "GBR")
    assert coding_of(["UKG", "USA", "ROK"]) == "cow"
    assert coding_of(["GBR", "USA", "KOR"]) == "cameo"


def test_what_is_asked_for():
    assert actor_set("irn").codes == ("IRN",)
    assert actor_set("Iran").label == "IRN"
    assert set(actor_set("E3").codes) == {"DEU", "FRA", "GBR"}
    assert actor_set("E3,USA").codes[-1] == "USA"
    assert actor_set("IRN:mil").sector == "MIL"
    assert actor_set("*").is_anyone
    assert actor_set("hez").name == "Hezbollah"
    asked = actor_set("Smith, John", names={"smith, john": "Smith, John"})
    assert (asked.codes, asked.names, asked.name) == ((), ("smith, john",), "Smith, John")


@pytest.mark.parametrize(
    ("text", "says"), [("Irn4", "'Irn4'"), ("Irann", "nearest: Iran"), ("IRN:XXX", "sector"), ("", "''")]
)
def test_who_is_not_known_is_told(text, says):
    with pytest.raises(ParameterError, match=says):
        actor_set(text)


def test_tables_fit_together():
    assert all(set(one["members"]) <= {*states(), *others()} for one in sets().values())
    assert not set(states()) & set(others())
    assert all(one.sector in sectors() for one in others().values())
    assert all(name_of(code) != code for code in (*states(), *others(), *sets()))
    assert sector_of_words("Defense / Security Ministry") == "MIL"


def test_names_of_the_actor_map_are_found(shared):
    """Names whose state the map tells are found by rule for all states, and hardly ever as another."""
    wrong = found = total = 0
    with gzip.open(shared / "events" / "entity_actor_map.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected = actor_of_name(row["actor"]).code if row["how"] in ("paren", "country") else ""
            if expected:
                total += 1
                actor = actor_of_name(row["entity"]).code
                found += actor == expected
                wrong += bool(actor) and actor != expected
    assert found / total > 0.99
    assert wrong / total < 0.005
