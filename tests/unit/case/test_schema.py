"""The schema takes every file of a good case, offers words and ranges, and refuses what is misspelt."""

import copy

import jsonschema
import pytest

from detente.case import schema
from detente.case.yaml_tree import read_tree


@pytest.fixture(scope="module")
def validator():
    made = schema()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def as_json(content):
    if isinstance(content, dict):
        return {str(key): as_json(part) for key, part in content.items()}
    return [as_json(part) for part in content] if isinstance(content, list) else content


def test_every_file_of_the_small_case_fits(validator, texts):
    for name, text in texts.items():
        assert [
            error.message for error in validator.iter_errors(as_json(read_tree(name, text).content))
        ] == []


def test_a_misspelt_key_does_not_fit(validator, texts):
    content = as_json(read_tree("actors.yaml", texts["actors.yaml"]).content)
    broken = copy.deepcopy(content)
    broken["actors"]["president"]["stances"]["water"]["saliense"] = 3
    assert not validator.is_valid(broken)


def test_numbers_offer_their_words_and_range(validator):
    definitions = validator.schema["$defs"]
    salience = definitions["Stance"]["properties"]["salience"]
    assert "number_salience" in str(salience)
    number = definitions["number_salience"]
    assert number["anyOf"][0] == {"type": "number", "minimum": 0, "maximum": 100}
    assert number["anyOf"][1]["enum"] == ["low", "medium", "high", "vital"]
    assert "points" in number["description"]


def test_no_number_is_left_without_its_kind():
    assert "#/$defs/Quantity" not in str(
        {name: part for name, part in schema()["$defs"].items() if name[:7] != "number_"}
    )
