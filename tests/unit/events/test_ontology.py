"""CAMEO and PLOVER: every code has its place, and types find their way there and back."""

import csv
import json

import pytest

from detente.core.errors import ParameterError
from detente.events.ontology import (
    QUADS,
    cameo_of,
    codes,
    goldstein_of_roots,
    known,
    plover_of,
    plover_types,
    quad_of,
    root_names,
)


def test_every_code_has_root_quad_and_score():
    assert len(codes()) >= 312
    for code in codes().values():
        assert code.root == int(code.code[:2])
        assert code.quad == quad_of(code.root)
        assert -10.0 <= code.goldstein() <= 10.0
        assert code.plover in plover_types() or code.root == 1


def test_quads_are_gdelts_cut():
    assert [quad_of(root) for root in range(1, 21)] == [1] * 5 + [2] * 3 + [3] * 5 + [4] * 7
    assert len(QUADS) == 4


def test_types_go_to_cameo_and_back():
    for name in plover_types():
        assert plover_of(cameo_of(name)) == name


def test_modes_go_to_cameo_and_back():
    for code in codes().values():
        if code.mode:
            back = known(cameo_of(code.plover, code.mode))
            assert (back.plover, back.mode) == (code.plover, code.mode)


def test_older_names_of_types_are_understood():
    assert plover_of(cameo_of("DEMAND")) == "REQUEST"
    assert plover_of(cameo_of("INVESTIGATE")) == "ACCUSE"


def test_the_scales_differ_where_they_should():
    differ = {code.code for code in codes().values() if code.goldstein("gdelt") != code.goldstein("icews")}
    assert differ == {"016", "022", "164", "165"}


def test_a_finer_code_is_read_as_its_nearest_known_part():
    assert known("19099").code == "190"
    for wrong in ("21", "0", "", "xx"):
        with pytest.raises(ParameterError, match="CAMEO"):
            known(wrong)
    with pytest.raises(ParameterError, match="nearest: CONSULT"):
        cameo_of("CONSLUT")


def test_roots():
    assert len(root_names()) == 20
    assert goldstein_of_roots().shape == (20,)
    assert goldstein_of_roots()[18] == -10.0


def test_tables_agree_with_the_standards(shared):
    told = json.loads((shared / "standards" / "cameo_goldstein.json").read_text())
    for row in told["codes"]:
        if row["goldstein_gdelt"] is None:
            continue
        assert codes()[row["code"]].goldstein_gdelt == pytest.approx(row["goldstein_gdelt"])
        assert codes()[row["code"]].goldstein_icews == pytest.approx(row["goldstein_icews"])
    mapped = {}
    for row in json.loads((shared / "standards" / "cameo_to_plover.json").read_text())["map"]:
        mapped.setdefault(row["cameo"], set()).add(row["plover"])
    assert all(plover_of(code) in types for code, types in mapped.items())
    with (shared / "events" / "cameo_codes.csv").open() as file:
        assert {row["code"] for row in csv.DictReader(file)} <= set(codes())
