"""`detente backtest` as a user runs it; and, where the development data are, the figures it is meant to reach."""

import re
import tomllib
from importlib.resources import files

import numpy as np
import pytest

from terminal import detente

CRISES = "crisno,a,b,trigger,end\n1,AAA,BBB,2001-06,2001-09\n2,CCC,DDD,2002-03,2002-04\n"


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """Three years of six dyads, with an outbreak in two of them, as counts by dyad and month."""
    rng = np.random.default_rng(110)
    folder = tmp_path_factory.mktemp("months")
    # Two dozen busy dyads stand aside: each month's twenty largest are no part of the trimmed world.
    names = [("AAA", "BBB"), ("BBB", "AAA"), ("CCC", "DDD"), ("DDD", "CCC"), ("EEE", "FFF"), ("FFF", "EEE")]
    names += [(f"X{number:02}", f"Y{number:02}") for number in range(40)]
    lines = ["source,target,year,month,root10,root14,root19"]
    for place, (source, target) in enumerate(names):
        for month in range(48):
            year, of_year = 1999 + month // 12, month % 12 + 1
            loud = (place < 2 and month >= 29) or (place in (2, 3) and month in (38, 39))
            rate = 120 if place >= 6 else 90 if loud else 5
            a, b, c = rng.poisson(rate / 3, 3)
            lines.append(f"{source},{target},{year},{of_year},{a},{b},{c}")
    (folder / "months.csv").write_text("\n".join(lines) + "\n")
    (folder / "crises.csv").write_text(CRISES)
    return folder


def shifts(folder, *words):
    return detente(
        "backtest", "shifts", "months.csv", "--truth", "crises.csv", *words,
        at=folder,
    )  # fmt: skip


def test_crises_are_scored(months):
    said = shifts(months, "--json")
    assert said.code == 0, said.err
    told = said.json
    assert (told["from"], told["to"]) == ("2001-01", "2002-12")
    assert (told["triggers"], told["triggers_unscored"], told["disputes_known"]) == (4, 0, False)
    threshold, pelt = told["detectors"]
    assert (threshold["detector"], pelt["detector"]) == ("threshold", "pelt")
    assert threshold["recall"] == threshold["any_direction"] == 1.0
    assert threshold["delay"] == 0.0
    assert threshold["false_alarms"] < 0.3
    assert set(threshold["volume"]["excess"]) == {"world", "source", "dyad"}
    assert shifts(months, "--json").out == said.out


def test_every_key_of_the_json_is_documented(months, root, tmp_path):
    page = (root / "docs" / "reference" / "json.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_0-9]+)`", page))
    icb = "icb1,crisno,crisname,yrtrig,motrig,yrterm,moterm\nICB1,1.0,ONE,2001.0,5.0,2001.0,9.0\n"
    (months / "icb.csv").write_text(icb)
    weeks = ["date,source,target,code"]
    weeks += [
        f"2018-{1 + day // 28:02}-{1 + day % 28:02},IRN,USA,{code}"
        for day in range(230)
        for code in ("190", "040")
    ]
    (tmp_path / "weeks.csv").write_text("\n".join(weeks) + "\n")
    printed = [
        shifts(months, "--icb", "icb.csv", "--json"),
        detente("backtest", "shifts", "weeks.csv", "--json", at=tmp_path),
        detente("backtest", "events", "weeks.csv", "--json", at=tmp_path),
    ]
    for said in printed:
        assert said.code == 0, said.err
        assert keys_of(said.json) - told == set()


def keys_of(told):
    """Keys at any depth, but for those that are names of settings."""
    if isinstance(told, dict):
        inner = [keys_of(value) for key, value in told.items() if key != "settings"]
        return set(told).union(*inner)
    return set().union(*map(keys_of, told)) if isinstance(told, list) else set()


def test_one_detector_with_its_settings_can_be_scored(months):
    (one,) = shifts(
        months, "--detector", "cusum", "--series", "intensity", "--set", "bound=40", "--json"
    ).json["detectors"]
    assert one["settings"] == {"bound": 40.0}
    assert one["recall"] == 0.0


def test_a_person_reads_a_table(months):
    said = shifts(months)
    assert said.code == 0
    assert "threshold, intensity" in said.out
    assert "a jump of volume by 2.2" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("backtest", "shift", "months.csv"), "nearest: shifts"),
        (("backtest", "shifts"), "no STORE"),
        (("backtest", "shifts", "none.csv", "--truth", "crises.csv"), "no such file"),
        (("backtest", "shifts", "months.csv", "--truth", "none.csv"), "no such file"),
        (("backtest", "shifts", "months.csv", "--truth", "months.csv"), "no column crisno"),
        (("backtest", "shifts", "months.csv", "--truth", "crises.csv", "--from", "2001-02"), "whole years"),
        (("backtest", "shifts", "months.csv", "--truth", "crises.csv", "--from", "soon"), "a month such as"),
        (
            ("backtest", "shifts", "months.csv", "--truth", "crises.csv", "--to", "2003-12"),
            "months from 1999-01",
        ),
        (("backtest", "shifts", "months.csv"), "month"),
        (("backtest", "events", "months.csv"), "month"),
        (("backtest", "shifts", "months.csv", "--seed", "x"), "a whole number"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_without_a_traceback(months, words, told):
    said = detente(*words, at=months)
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--detector", "pelz"), "nearest: pelt"),
        (("--detector", "pelt", "--series", "posture"), "roots 02 to 08"),
        (("--detector", "pelt", "--set", "penalty=x"), "name=number"),
        (("--detector", "pelt", "--set", "penalti=3"), "nearest: penalty"),
        (("--set", "z=3"), "--detector"),
        (("--disputes", "crises.csv"), "hostlevA"),
    ],
)
def test_wrong_choices_are_told(months, words, told):
    said = shifts(months, *words)
    assert said.code == 2
    assert told in said.err


def measured(key):
    name, series, period = key.split(".")
    table = tomllib.loads(files("detente.events").joinpath("data", "worth.toml").read_text("utf-8"))
    return table[name][series][period]


@pytest.mark.slow
def test_alarms_on_crises_reach_their_figures_and_are_told_as_measured(shared, tmp_path):
    """Issue: recall >= .40, any direction >= .65, false alarms <= .25, placebo <= .08, world x 2.2 <= .02."""
    said = detente(
        "backtest", "shifts", str(shared / "events" / "icews_hostile_dyad_month_1990_2007.parquet"),
        "--truth", str(shared / "crises" / "crisis_dyads_2001_2007.csv"),
        "--icb", str(shared / "crises" / "icb1v14.csv"), "--json", at=tmp_path,
    )  # fmt: skip
    assert said.code == 0, said.err
    told = said.json
    assert (told["triggers"], told["quiet_years"], told["disputes_known"]) == (59, 1978, True)
    assert [one["crisis"] for one in told["disagreements"]] == ["436"]
    for one in told["detectors"]:
        assert one["recall"] >= 0.40
        assert one["any_direction"] >= 0.65
        assert one["false_alarms"] <= 0.25
        assert one["placebo"] <= 0.08
        assert one["volume"]["excess"]["world"] <= 0.02
        # And what cannot be had is not claimed.
        assert one["terminations"] < 0.1
        assert one["volume"]["excess"]["dyad"] > 0.02
        worth = measured(f"{one['detector']}.intensity.month")
        for key in (
            "precision",
            "precision_in_crisis",
            "recall",
            "recall_low",
            "recall_high",
            "false_alarms",
        ):
            assert worth[key] == pytest.approx(one[key], abs=0.011)
        assert worth["ends_found"] == pytest.approx(one["terminations"], abs=0.011)
        assert worth["coverage_adds"] == pytest.approx(one["volume"]["excess"]["dyad"], abs=0.011)


@pytest.mark.slow
def test_weekly_alarms_and_projections_reach_their_figures(shared, tmp_path):
    """Issue: rate <= 1, surge >= .40, flip >= .20, placebo <= .05, jumps of volume <= .03; CRPS <= .98, .96, .85.

    Surges reach .40 where they change anything, and in the reading that reproduces the earlier trial; of all
    plain ones, a quarter of which change nothing, they do not (decision 0070).
    """
    for year in ("18", "21"):
        made = detente(
            "import",
            "icews",
            str(shared / "events" / f"icews{year}.parquet"),
            "--store",
            f"{year}.duckdb",
            at=tmp_path,
        )
        assert made.code == 0, made.err
    said = detente(
        "backtest", "shifts", "18.duckdb", "21.duckdb", "--detector", "scan", "--json", at=tmp_path
    )
    assert said.code == 0, said.err
    (scan,) = said.json["detectors"]
    assert [one["dyads"] for one in scan["by_store"]] == [149, 142]
    for one in scan["by_store"]:
        assert one["rate"] <= 0.9
        assert one["placebo"] <= 0.05
        assert one["surge_smoothed"] >= 0.60
        assert one["surge_touched"] >= 0.45
        assert one["flip"] >= 0.20
        assert one["flip_smoothed"] >= 0.25
        assert 0.33 <= one["surge"] < 0.40
        assert max(one["excess"].values()) <= 0.03
    mean = scan["mean"]
    worth = measured("scan.posture.week")
    assert worth["recall"] == pytest.approx(mean["surge"], abs=0.011)
    assert worth["recall_of_turns"] == pytest.approx(mean["flip"], abs=0.011)
    assert worth["chance"] == pytest.approx(mean["placebo"], abs=0.011)
    assert worth["false_alarms"] == pytest.approx(mean["rate"], abs=0.011)
    assert worth["coverage_adds"] == pytest.approx(mean["excess"]["dyad"], abs=0.011)
    for words in (("18.duckdb",), ("21.duckdb", "--before", "18.duckdb")):
        said = detente("backtest", "events", *words, "--json", at=tmp_path)
        assert said.code == 0, said.err
        (store,) = said.json["stores"]
        ours = {one["target"]: one for one in store["scores"] if one["model"] == "autoregression"}
        plain = {one["target"]: one for one in store["scores"] if one["model"] == "window_negbin"}
        assert ours["week4"]["ratio"] <= 0.98
        assert ours["sum4"]["ratio"] <= 0.96
        for target, one in ours.items():
            assert one["to_poisson"] <= 0.85
            assert one["log_score"] <= plain[target]["log_score"]
