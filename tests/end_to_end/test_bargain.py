"""`detente bargain` and `detente backtest` as a user meets them: good tables, degenerate ones, and every kind of bad one."""

import csv
import io
import json
import math
import random
import re

import pytest

from terminal import detente

HEAD = "actor,capability,position,salience\n"
PLAIN = HEAD + "a,1,20,50\nb,2,60,10\nc,1,90,30\n"
MODELS = ("weighted_mean", "weighted_median", "pool", "setter", "challenge", "nash")


def bargain(tmp_path, text, *options, name="table.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(content)
    return detente("bargain", name, *options, at=tmp_path)


def numbers(told):
    """Every number in a JSON object."""
    if isinstance(told, dict):
        yield from (number for one in told.values() for number in numbers(one))
    elif isinstance(told, list):
        yield from (number for one in told for number in numbers(one))
    elif isinstance(told, float):
        yield told


BAD = {
    "a missing column": ("actor,capability,position\na,1,2\n", ["salience: found no such column", "add a column named salience"]),
    "a misspelt column": ("actor,capability,position,saliense\na,1,2,3\n", ["rename the column saliense"]),
    "another program's word": ("actor,power,position,salience\na,1,2,3\n", ["rename the column power"]),
    "text in a number": (HEAD + "a,much,2,3\n", ["table.csv:2:2, capability: found 'much'", "Mend: write it as a number"]),
    "a decimal comma": (HEAD + 'a,1,"1,5",3\n', ["found '1,5'", "Mend: write 1.5"]),
    "nan": (HEAD + "a,nan,2,3\n", ["found 'nan'"]),
    "infinity": (HEAD + "a,1,inf,3\n", ["found 'inf'"]),
    "a thousand with a line under it": (HEAD + "a,1_000,2,3\n", ["found '1_000'"]),
    "a negative capability": (HEAD + "a,-1,2,3\n", ["capability: found -1", "Mend: write a number from 0 on"]),
    "a position off the scale": (HEAD + "a,1,101,3\n", ["found 101", "--scale LOW:HIGH"]),
    "a salience above 100": (HEAD + "a,1,2,300\n", ["found 300", "[0, 100]"]),
    "an empty cell": (HEAD + "a,1,,3\n", ["position: found nothing", "remove the row"]),
    "an actor without a name": (HEAD + ",1,2,3\n", ["actor: found nothing"]),
    "an actor twice": (HEAD + "a,1,2,3\nb,1,2,3\na,1,9,3\n", ["table.csv:4:1, actor: found 'a' again (first in line 2)"]),
    "an actor twice on an issue": (
        "issue,actor,capability,position,salience\nx,a,1,2,3\ny,a,1,2,3\nx,a,1,9,3\n", ["each actor once on x"]
    ),
    "issues and dimensions": ("issue,actor,capability,position_p,salience_p\nx,a,1,2,3\n", ["split the file by issue"]),
    "a spread beside its value": (
        "actor,capability,position,salience,position_low,position_high\na,1,20,5,30,40\n", ["a spread from 30 to 40"]
    ),
    "a column twice": ("actor,capability,position,salience,salience\na,1,2,3,3\n", ["two columns of this name"]),
    "a short row": (HEAD + "a,1,2\n", ["found 3 cells"]),
    "a long row": (HEAD + "a,1,2,3,4\n", ["found 5 cells", "quotation marks"]),
    "a head alone": (HEAD, ["no row below the head"]),
    "nothing": ("", ["an empty file"]),
    "blank lines": ("\n \n", ["an empty file"]),
    "bytes": (b"\xff\xfe\x00a", ["no UTF-8"]),
    "NUL": (b"actor,capability\n\0,1\n", ["NUL"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "says"), BAD.values(), ids=BAD)
def test_a_bad_table_is_told_where_what_and_how_to_mend(tmp_path, text, says):
    said = bargain(tmp_path, text)
    assert said.code == 2
    assert said.out == ""
    assert "Traceback" not in said.err
    assert "table.csv" in said.err
    assert "allowed:" in said.err
    for part in says:
        assert part in said.err
    assert bargain(tmp_path, text, "--json").code == 2


def test_all_faults_are_told_at_once(tmp_path):
    said = bargain(tmp_path, "actor,power,position,salience\na,1,101,x\n,1,2,3\na,1,2,-3\n")
    for part in (
        "6 faults",
        "power",
        "found 101",
        "found 'x'",
        "actor: found nothing",
        "'a' again",
        "found -3",
    ):
        assert part in said.err
    assert said.err.count("allowed:") == 6


DEGENERATE = {
    "one actor": (HEAD + "a,1,20,50\n", 20.0, "one actor"),
    "no salience": (HEAD + "a,1,20,0\nb,3,80,0\n", 50.0, "Nobody cares"),
    "no capability": (HEAD + "a,0,20,50\nb,0,80,50\n", 50.0, "Nobody has any capability"),
    "identical positions": (HEAD + "a,1,30,50\nb,4,30,20\nc,2,30,10\n", 30.0, "want the same"),
    "a tie": (HEAD + "a,1,20,50\nb,1,80,50\n", 50.0, None),
    "semicolons": (PLAIN.replace(",", ";"), 49.0, None),
    "a mark and other ends of lines": (("\ufeff" + PLAIN).replace("\n", "\r\n").encode(), 49.0, None),
    "spaces and a blank line": (PLAIN.replace(",", " , ") + "\n\n", 49.0, None),
    "a column we do not read": (HEAD.replace("\n", ",colour\n") + "a,1,20,50,red\n", 20.0, "Columns not read: colour"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "mean", "warns"), DEGENERATE.values(), ids=DEGENERATE)
def test_a_degenerate_table_has_its_answer(tmp_path, text, mean, warns):
    said = bargain(tmp_path, text, "--json")
    assert said.code == 0, said.err
    told = said.json
    by_model = {one["model"]: one["outcome"] for one in told["models"]}
    assert set(MODELS) <= set(by_model)
    assert by_model["weighted_mean"] == pytest.approx(mean, abs=1e-3)
    assert all(math.isfinite(number) for number in numbers(told))
    assert all(0 <= outcome <= 100 for outcome in by_model.values())
    assert (warns is None) == (told["warnings"] == [])
    assert warns is None or any(warns in one for one in told["warnings"])
    assert bargain(tmp_path, text).code == 0


def test_ten_thousand_rows(tmp_path):
    rng = random.Random(1)
    rows = [
        f"a{i},{rng.random() * 10:.3f},{rng.random() * 100:.2f},{rng.random() * 100:.2f}"
        for i in range(10_000)
    ]
    said = bargain(tmp_path, HEAD + "\n".join(rows), "--json")
    assert said.code == 0
    told = said.json
    assert {"weighted_mean", "weighted_median", "pool", "nash"} <= {one["model"] for one in told["models"]}
    assert any("challenge is left out: 10,000 actors" in one for one in told["warnings"])
    assert all(math.isfinite(number) for number in numbers(told))
    refused = bargain(tmp_path, HEAD + "\n".join(rows), "--model", "challenge")
    assert refused.code == 2
    assert "10000 actors" in refused.err


def test_the_weighted_mean_stands_beside_and_losers_are_named(tmp_path):
    told = bargain(tmp_path, PLAIN, "--model", "challenge", "--model", "pool", "--json").json
    assert [one["model"] for one in told["models"]] == ["weighted_mean", "challenge", "pool"]
    shown = bargain(tmp_path, PLAIN, "--model", "challenge").out
    assert "Compromise (weighted mean)" in shown
    assert "loses to the weighted mean" in " ".join(shown.split())
    page = " ".join(detente("bargain", "--help", at=tmp_path).out.split())
    assert "more than the weighted mean" in page


def test_emission_standards(tmp_path, shared):
    gold = json.loads((shared / "gold/models/eum_emission_standards.json").read_text())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["actor", "capability", "position", "salience"])
    writer.writerows(
        [one["name"], one["capability"], one["position"], 100 * one["salience"]] for one in gold["actors"]
    )
    told = bargain(tmp_path, text.getvalue(), "--model", "challenge", "--preset", "mckibben", "--json").json
    mean, challenge = told["models"]
    assert mean["outcome"] == pytest.approx(gold["round0"]["weighted_mean"], abs=1e-12)
    assert challenge["rounds"][0]["median"] == gold["round0"]["weighted_median"]
    assert {"from", "to", "kind", "accepted", "why", "position"} <= set(challenge["rounds"][1]["offers"][0])
    assert challenge["moves"]


def test_the_reference_log_of_the_spatial_model(tmp_path, shared):
    gold = json.loads((shared / "gold/models/ktab_SOE_Pol_Comp.json").read_text())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            "actor",
            "capability",
            *(f"{kind}_{one}" for one in gold["dimensions"] for kind in ("position", "salience")),
        ]
    )
    for one in gold["actors"]:
        pairs = zip(one["position"], one["salience"], strict=True)
        writer.writerow([one["name"], one["influence"], *(number for pair in pairs for number in pair)])
    told = bargain(tmp_path, text.getvalue(), "--model", "spatial", "--preset", "ktab", "--json").json
    rounds = told["models"][1]["rounds"]
    log = gold["published_reference_log"]
    for actor, by_dimension in log["positions"].items():
        for dimension, places in by_dimension.items():
            assert len(places) == len(rounds)
            found = [one["positions"][actor][dimension] for one in rounds]
            assert found == pytest.approx(places, abs=0.0500001)
        chances = [one["win_probability"][actor] for one in rounds if one["win_probability"]]
        assert chances[-1] == pytest.approx(log["win_prob"][actor][-1], abs=0.000051)


def test_dimensions_and_issues(tmp_path):
    text = "actor,capability,position_tax,salience_tax,position_law,salience_law\na,1,20,50,10,20\nb,3,80,50,60,20\n"
    told = bargain(tmp_path, text, "--model", "weighted_mean", "--json").json
    (one,) = told["models"]
    assert one["outcome"] == {"tax": pytest.approx(65.0), "law": pytest.approx(47.5)}
    assert one["rounds"][-1]["positions"]["b"] == {"tax": 80.0, "law": 60.0}
    long = "issue,actor,capability,position,salience\ntax,a,1,20,50\ntax,b,3,80,50\nlaw,a,1,10,20\nlaw,c,3,60,20\n"
    told = bargain(tmp_path, long, "--model", "weighted_mean", "--json").json
    assert [(one["issue"], one["outcome"]) for one in told["models"]] == [("tax", 65.0), ("law", 47.5)]


def test_draws_are_the_same_for_the_same_seed(tmp_path):
    text = "actor,capability,position,salience,position_low,position_high\na,1,20,50,0,60\nb,2,60,50,,\n"
    first, again, other = (
        bargain(
            tmp_path, text, "--model", "nash", "--draws", "300", "--seed", seed, "--reversion", "0", "--json"
        )
        for seed in (1, 1, 2)
    )
    assert first.out == again.out != other.out
    spread = first.json["models"][0]["distribution"]
    assert spread["draws"] == 300
    assert spread["quantiles"]["0.05"] < spread["quantiles"]["0.95"]
    assert any("Add --draws" in one for one in bargain(tmp_path, text, "--json").json["warnings"])


OPTIONS = {
    "no such model": (["--model", "chalenge"], "nearest: challenge"),
    "no such preset": (["--preset", "mckiben"], "nearest: mckibben"),
    "a preset of another model": (["--model", "pool", "--preset", "mckibben"], "no model asked for has presets"),
    "rounds of a model without": (["--model", "pool", "--rounds", "3"], "--rounds: found an option of no model asked for"),
    "no draws": (["--draws", "0"], "--draws: found 0"),
    "draws in words": (["--draws", "many"], "a whole number"),
    "too many draws": (["--draws", "1000000000"], "for a table of this size"),
    "a negative seed": (["--seed", "-1"], "--seed"),
    "a scale of one number": (["--scale", "3"], "--scale 0:10"),
    "a scale upside down": (["--scale", "10:0"], "the lower first"),
    "a reversion in words": (["--reversion", "war"], "a number in [0, 100]"),
    "a reversion of no issue": (["--reversion", "tax=3"], "found 'tax'"),
    "an option without a value": (["--set", "q"], "OPTION=X"),
    "an option of no model": (["--set", "colour=red"], "--set colour"),
}  # fmt: skip


@pytest.mark.parametrize(("options", "says"), OPTIONS.values(), ids=OPTIONS)
def test_a_wrong_option_is_told(tmp_path, options, says):
    said = bargain(tmp_path, PLAIN, *options)
    assert said.code == 2
    assert says in said.err
    assert said.out == ""


def test_a_file_that_is_not_there(tmp_path):
    (tmp_path / "stances.csv").write_text(PLAIN)
    said = detente("bargain", "stance.csv", at=tmp_path)
    assert said.code == 2
    assert "nearest: stances.csv" in said.err
    assert detente("bargain", ".", at=tmp_path).code == 2


ISSUES = "issue,proposal,reference_point,outcome\n"
STANCES = "issue,actor,capability,position,salience\n"


def backtest(tmp_path, issues, stances, *options):
    (tmp_path / "issues.csv").write_text(issues)
    (tmp_path / "stances.csv").write_text(stances)
    files = ("--issues", "issues.csv", "--stances", "stances.csv")
    return detente("backtest", "bargaining", *files, *options, at=tmp_path)


def test_a_backtest_of_a_few_issues(tmp_path):
    rng = random.Random(2)
    issues, stances = ISSUES, STANCES
    for number in range(12):
        issues += f"i{number},p{number // 2},{rng.choice(['', '0', '50'])},{rng.choice([0, 30, 50, 100])}\n"
        for actor in "abcd":
            stances += (
                f"i{number},{actor},{rng.random():.2f},{rng.choice([0, 20, 60, 100])},{rng.randint(1, 100)}\n"
            )
    issues += "unknown,p9,0,\n"
    told = backtest(tmp_path, issues, stances, "--json").json
    assert (told["n"], told["proposals"], told["without_outcome"]) == (12, 6, 1)
    keys = [
        "model",
        "mae",
        "mae_se",
        "median_ae",
        "crps",
        "hit10",
        "coverage80",
        "pit_ks",
        "mae_minus_weighted_mean",
        "p",
    ]
    assert all(list(one) == keys for one in told["models"])
    assert len(told["models"]) == 10
    assert all(math.isfinite(number) for number in numbers(told))
    assert "clustered by proposal" in backtest(tmp_path, issues, stances).out


WRONG = {
    "an unknown kind": (("backtest", "bargainin"), "nearest: bargaining"),
    "no file": (("backtest", "bargaining"), "--issues"),
}


@pytest.mark.parametrize(("words", "says"), WRONG.values(), ids=WRONG)
def test_a_backtest_of_nothing_is_refused(tmp_path, words, says):
    said = detente(*words, at=tmp_path)
    assert said.code == 2
    assert says in said.err


BAD_DECISIONS = {
    "no outcomes": (ISSUES + "x,p,,\n", STANCES + "x,a,1,2,3\n", "no known outcome"),
    "one proposal": (ISSUES + "x,p,,5\ny,p,,6\n", STANCES + "x,a,1,2,3\ny,a,1,2,3\n", "at least 2"),
    "an issue twice": (ISSUES + "x,p,,5\nx,q,,6\n", STANCES + "x,a,1,2,3\n", "found 'x' again"),
    "an issue without stances": (ISSUES + "x,p,,5\ny,q,,6\n", STANCES + "x,a,1,2,3\n", "an issue that the stances name"),
    "an actor twice": (ISSUES + "x,p,,5\n", STANCES + "x,a,1,2,3\nx,a,1,2,3\n", "each actor once an issue"),
    "an outcome off the scale": (ISSUES + "x,p,,500\n", STANCES + "x,a,1,2,3\n", "found 500"),
    "a missing column in each": ("issue,proposal\nx,p\n", "issue,actor\nx,a\n", "outcome: found no such column"),
}  # fmt: skip


@pytest.mark.parametrize(("issues", "stances", "says"), BAD_DECISIONS.values(), ids=BAD_DECISIONS)
def test_bad_decisions_are_told(tmp_path, issues, stances, says):
    said = backtest(tmp_path, issues, stances)
    assert said.code == 2
    assert says in said.err
    assert "Traceback" not in said.err


def keys_of(told):
    if isinstance(told, dict):
        yield from told
        for key, value in told.items():
            if key in FREE:
                value = [] if key != "measures" else list(value.values())
            yield from keys_of(value)
    elif isinstance(told, list):
        for value in told:
            yield from keys_of(value)


FREE = {"outcome", "median", "mean", "positions", "position", "own_position", "win_probability", "risk", "options", "quantiles",
        "measures"}  # fmt: skip
"""Objects whose keys are names in the table, or of a model."""


def test_every_key_of_the_json_is_documented(tmp_path, root):
    page = (root / "docs" / "reference" / "json.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z0-9_]+)`", page))
    printed = set(keys_of(bargain(tmp_path, PLAIN, "--reversion", "10", "--json").json))
    text = "actor,capability,position_tax,salience_tax,position_law,salience_law\na,1,20,50,10,20\nb,3,80,50,60,20\n"
    several = bargain(tmp_path, text, "--draws", "20", "--json").json
    printed |= {key for key in keys_of(several) if key not in ("tax", "law")}
    issues = ISSUES + "x,p,0,5\ny,q,0,60\n"
    stances = STANCES + "".join(f"{i},{a},1,{p},30\n" for i in "xy" for a, p in (("a", 0), ("b", 70)))
    printed |= set(keys_of(backtest(tmp_path, issues, stances, "--json").json))
    assert printed - told == set()


def test_the_how_to_runs(tmp_path, root, monkeypatch, capsys):
    page = (root / "docs" / "how-to" / "bargain.md").read_text("utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (table,) = (text for kind, text in blocks if kind == "text")
    (tmp_path / "stances.csv").write_text(table)
    lines = [line for kind, text in blocks if kind == "sh" for line in text.splitlines()]
    assert len(lines) == 4
    for line in lines:
        if "backtest" not in line:
            said = detente(*line.split()[1:], at=tmp_path)
            assert said.code == 0, f"{line}: {said.err}"
    (code,) = (text for kind, text in blocks if kind == "python")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "bargain.md", "exec"), {})
    assert "Window(low=" in capsys.readouterr().out
