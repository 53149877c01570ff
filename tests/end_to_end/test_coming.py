"""`detente detect --ahead`: the counts of the coming periods, told of one dyad."""

import numpy as np
import pytest

from terminal import detente


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """Four years of forty dyads as counts by dyad and month."""
    rng = np.random.default_rng(130)
    folder = tmp_path_factory.mktemp("coming")
    lines = ["source,target,year,month,root04,root10,root19"]
    for place in range(40):
        level = 3.0 + place
        for month in range(48):
            counts = rng.poisson(rng.gamma(2, level / 2, 3))
            told = ",".join(map(str, counts))
            lines.append(f"X{place:02},Y{place:02},{2001 + month // 12},{month % 12 + 1},{told}")
    (folder / "months.csv").write_text("\n".join(lines) + "\n")
    return folder


def ahead(folder, *words):
    return detente("detect", "months.csv", "--source", "X20", "--target", "Y20", *words, at=folder)


def test_the_next_months_are_projected_by_quad_class(months):
    told = ahead(months, "--ahead", "3", "--json").json["coming"]
    assert (told["by"], told["ahead"], told["model"]) == ("month", 3, "autoregression")
    assert [one["quad"] for one in told["quads"]] == [1, 2, 3, 4]
    for quad, one in enumerate(told["quads"]):
        assert one["low"] <= one["median"] <= one["high"]
        if quad != 1:  # nothing of quad class 2 ever happens
            assert one["mean"] == pytest.approx(3 * 23, rel=0.45)
            assert one["low"] < 60 < one["high"]
    assert told["quads"][1]["mean"] < 2


def test_nothing_later_than_the_date_is_read(months, tmp_path):
    early = ahead(months, "--ahead", "2", "--as-of", "2004-06-30", "--json").json
    lines = (months / "months.csv").read_text().splitlines()
    kept = [
        line
        for line in lines
        if line.startswith("source") or (int(line.split(",")[2]), int(line.split(",")[3])) <= (2004, 6)
    ]
    (tmp_path / "months.csv").write_text("\n".join(kept) + "\n")
    assert ahead(tmp_path, "--ahead", "2", "--json").json["coming"] == early["coming"]


def test_it_is_shown_only_where_it_was_asked_for(months):
    assert "Events of the next 3 months" in ahead(months, "--ahead", "3").out
    said = ahead(months, "--json")
    assert "coming" not in said.json


@pytest.mark.parametrize(("number", "told"), [("0", "1 to 52"), ("x", "a whole number"), ("53", "1 to 52")])
def test_other_numbers_are_refused(months, number, told):
    said = ahead(months, "--ahead", number)
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err


def test_it_is_told_of_one_dyad_only(months):
    said = detente("detect", "months.csv", "--all-dyads", "--ahead", "4", at=months)
    assert said.code == 2
    assert "--source and --target" in said.err
