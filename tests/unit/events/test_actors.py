"""Who is meant by the codes and names of the sources."""

import csv
import gzip

import pytest

from detente.events.actors import (
    Actor,
    actor_of,
    actor_of_code,
    actor_of_name,
    coding_of,
    sector_of_words,
    state_of,
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


def test_words_point_to_sectors():
    assert sector_of_words("Defense / Security Ministry") == "MIL"
    assert sector_of_words("Foreign Affairs") == "GOV"
    assert sector_of_words("Banda") == ""


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
