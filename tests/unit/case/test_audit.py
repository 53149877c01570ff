"""The audit counts honestly: footing by leaf, claims used and not, origins, mechanisms."""

import json

import pytest

from detente.case import audit, audit_json, origins, read_case
from detente.case.audit import stated
from detente.core.quantity import Quantity


@pytest.fixture(scope="module")
def found(read):
    return audit(read.case, read.places)


def test_every_leaf_has_one_footing(found):
    kinds = ("value sourced", "direction sourced, size judged", "assumed", "bare")
    assert sum(found.count(kind) for kind in kinds) == len(found.leaves)
    assert found.count("value sourced") == 2
    assert found.count("bare") == 0


def test_claims_are_used_unused_or_disputed(found):
    assert found.unused == ("C08",)
    assert found.disputed == ("C08",)
    assert "C07" in found.used


def test_an_origin_is_counted_once_whoever_prints_it(case):
    # C04 is the wire's sentence in the herald, C02 the wire's own; C05 is the herald's
    assert origins(case, ["C04", "C02"]) == ("Wire",)
    assert origins(case, ["C04", "C05"]) == ("Belmark Herald", "Wire")
    assert origins(case, ["unknown"]) == ()


def test_leaves_carry_place_range_and_origins(found):
    leaf = next(leaf for leaf in found.leaves if leaf.path == "actors.president.stances.water.position")
    assert (leaf.file, leaf.line) == ("actors.yaml", 15)
    assert leaf.low < leaf.center < leaf.high
    assert leaf.path in found.single_origin


def test_mechanisms_list_effects_and_inputs_with_their_claims(found):
    first = found.mechanisms[0]
    assert first.inputs == (
        "effects.drought->president.water.position.by",
        "effects.army_pride->army.border.salience.by",
        "actors.president.stances.water.position",
    )
    assert first.claims == ("C01", "C03", "C05")


def test_the_json_has_the_documented_keys(read, found):
    told = audit_json(found, (), read.warnings)
    assert json.loads(json.dumps(told)) == told
    assert list(told) == [
        "errors", "warnings", "inputs_total", "inputs_with_evidence", "inputs_value_sourced", "inputs_direction_sourced",
        "inputs_assumed", "inputs_bare", "mechanisms", "claims_used", "claims_unused", "single_origin", "disputed",
        "moves_by_itself",
        "branching_number",
    ]  # fmt: skip
    assert told["inputs_total"] == told["inputs_with_evidence"] + told["inputs_assumed"] + told["inputs_bare"]
    assert told["inputs_with_evidence"] == told["inputs_value_sourced"] + told["inputs_direction_sourced"]


def test_faults_are_told_field_by_field(texts):
    bare = texts["actors.yaml"].replace(
        '{word: slightly, assumed: "he hears both wings and follows neither"}', "slightly"
    )
    read = read_case({**texts, "actors.yaml": bare})
    (warning,) = audit_json(audit(read.case), (), read.warnings)["warnings"]
    assert set(warning) == {"file", "line", "column", "key", "found", "allowed", "nearest", "mend", "message"}


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(value=30), "30"),
        (Quantity(word="high"), "high"),
        (Quantity(low=1, mode=2, high=4), "low 1, mode 2, high 4"),
        (Quantity(word="strong", low=1, high=4), "word strong, low 1, high 4"),
        (Quantity(choices={10: 0.7, 40: 0.3}), "{10: 0.7, 40: 0.3}"),
    ],
)
def test_numbers_are_told_as_written(quantity, text):
    assert stated(quantity) == text
