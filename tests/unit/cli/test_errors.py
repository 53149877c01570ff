"""What users get wrong is told in one paragraph with a mend and exit code 2; what we get wrong, without a traceback."""

import shutil
from pathlib import Path

import pytest

from detente.cli import _errors, main
from detente.core.errors import FamilyError

SMALL = Path(__file__).parents[2] / "cases" / "small"


@pytest.fixture
def here(tmp_path, monkeypatch):
    shutil.copytree(SMALL, tmp_path / "small")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return ended.value.code, capsys.readouterr()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("run small --worlds 0", "--worlds: found 0; allowed: a whole number from 1 to"),
        ("run small --worlds -5", "--worlds: found -5"),
        ("run small --worlds many", "--worlds: found 'many'; allowed: a whole number"),
        ("run small --worlds 1e4", "--worlds: found '1e4'"),
        ("run small --seed -1", "--seed: found -1; allowed: a whole number from 0 to"),
        ("run small --seed 9223372036854775808", "--seed: found 9223372036854775808"),
        ("run small --workers 0", "--workers: found 0"),
        ("run small --as-of 30.6.2023", "--as-of: found '30.6.2023'; allowed: a date such as"),
        ("run small --as-of 2023-02-30", "--as-of: found '2023-02-30'"),
        (
            "run small --as-of 2029-01-01",
            "--as-of: found 2029-01-01; allowed: a date from 2023-05-01 to 2023-06-30",
        ),
        ("run smal", "nearest: small"),
        ("run small --out small", "small: found files that no run wrote (actors.yaml"),
        ("run", "detente run: found no CASE"),
        ("run small other", "found 'other', one name too many"),
        ("run small --wrlds 5", "the unknown option --wrlds"),
        ("run small --worlds", "found --worlds without what belongs to it"),
        ("rnu small", "found the unknown command 'rnu'"),
        ("explain small --game evnt", "--game: found 'evnt'; allowed: event or channel; nearest: event"),
        ("explain small --target water.levl", "--target: found"),
        ("explain small --target lake_talks.zone", "--target: found 'lake_talks.zone'"),
        ("explain small --from 2023-13-01", "--from: found '2023-13-01'"),
        (
            "explain small --from 2022-01-01",
            "--from: found 2022-01-01; allowed: a date from 2023-05-01 to 2023-12-31",
        ),
        ("explain small --from 2023-06-30 --to 2023-06-01", "--from: found 2023-06-30, up to 2023-06-01"),
        ("compare small", "found nothing to compare with"),
        ("compare small small --drop dry_spring", "found both edits and a second case"),
        ("compare small --drop dry_sprin", "--drop: found 'dry_sprin'"),
        ("compare small --set pressure.drougt=4", "nearest: pressure.drought"),
        ("compare small --set pressure.drought", "--set: found 'pressure.drought'"),
        ("compare small --set pressure.drought=400", "--set: found pressure.drought=400; allowed:"),
        ("compare small --set president.water.salience=hihg", "nearest: high"),
        ("compare small --branch local_vote=moderate", "--branch: found 'moderate'"),
        ("compare small --branch local_vote", "--branch: found 'local_vote'"),
        ("compare small --without R9", "--without: found 'R9'"),
        ("compare small --set institution.arvenia.final_sya=army", "nearest: final_say"),
        ("report nowhere", "nowhere: found no such folder"),
        ("report small --worlds x", "--worlds: found 'x'"),
        ("schema --out nowhere/x.json", "nowhere/x.json: found no such file or directory"),
        ("new 4x", "found '4x'"),
        ("new case --into small/case.yaml", "small/case.yaml/case: found"),
        ("new x --as-of soon", "--as-of: found 'soon'"),
        ("new x --as-of 0001-01-01", "--as-of: found '0001-01-01'"),
    ],
)
def test_a_wrong_command_line_is_refused_with_a_mend(here, capsys, line, says):
    before = sorted(here.rglob("*"))
    code, out = said(capsys, *line.split())
    assert code == 2, out.err
    assert says in out.err
    assert "Mend:" in out.err
    assert "Traceback" not in out.err
    assert out.out == ""
    assert sorted(here.rglob("*")) == before


def test_no_command_shows_the_help(capsys):
    _, out = said(capsys)
    assert "Usage: detente" in out.out + out.err


def test_faults_of_a_case_are_told_together(here, capsys):
    file = here / "small" / "case.yaml"
    file.write_text(
        file.read_text().replace("as_of: 2023-06-30", "as_of: 2023-06-31").replace("now: 30", "now: 300")
    )
    code, out = said(capsys, "run", "small")
    assert code == 2
    assert out.err.startswith("In the case small:\n2 faults:\n  case.yaml:5:")
    assert "found 300" in out.err


class Bug:
    def __init__(self, error):
        self.error = error

    def __call__(self, *_, **__):
        raise self.error


@pytest.mark.parametrize("error", [ZeroDivisionError("a / 0"), FamilyError("x", "y", "z"), AssertionError()])
def test_a_bug_of_ours_shows_no_traceback(here, capsys, monkeypatch, error):
    monkeypatch.setattr("detente.workbench.load", Bug(error))
    code, out = said(capsys, "check", "small")
    assert code == 1
    assert "the fault is ours" in out.err
    assert "Traceback" not in out.err
    assert len(out.err.splitlines()) == 1


def test_debug_lets_the_traceback_through(here, monkeypatch):
    monkeypatch.setattr("detente.workbench.load", Bug(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["check", "small", "--debug"])


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (KeyboardInterrupt(), 130, "stopped; nothing written\n"),
        (MemoryError(), 2, "--worlds: found too many for the memory"),
        (SystemExit(3), 3, ""),
    ],
)
def test_other_ends(here, capsys, monkeypatch, error, code, says):
    monkeypatch.setattr("detente.workbench.load", Bug(error))
    found, out = said(capsys, "check", "small")
    assert found == code
    assert out.err.startswith(says)


def test_long_and_many_lined_bugs_stay_one_line(capsys):
    assert _errors.told(ValueError("a\nb " * 500)) == 1
    assert capsys.readouterr().err.count("\n") == 1
