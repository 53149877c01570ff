"""What a user may ask for."""

import pytest

from detente.core.errors import ParameterError
from detente.events.actor_sets import actor_set


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
