"""Files that the pages speak of as the reader's own, made up on the spot."""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

import gdelt


def lay(desk: Path, text: str) -> None:
    """Make those files that a block of a page names and that are not there yet."""
    for name, make in FILES.items():
        if name in text and not (desk / name).exists():
            make(desk / name)


def _events(pairs: tuple[tuple[str, str], ...], head: str, row: str) -> Iterator[str]:
    rng = np.random.default_rng(4)
    yield head
    for number in range(400):
        day = date(2023, 1, 2) + timedelta(days=2 * number)
        for source, target in pairs:
            code = "112" if rng.random() < (0.75 if number > 250 else 0.2) else "042"
            yield row.format(day=day, source=source, target=target, code=code, id=f"{number}{source}")


def _incidents(file: Path) -> None:
    pairs = (("IRN", "USA"), ("FRA", "IRN"), ("DEU", "IRN"), ("GBR", "IRN"))
    lines = _events(pairs, "date,source,target,code,id", "{day},{source},{target},{code},{id}")
    file.write_text("\n".join(lines), encoding="utf-8")


def _icews(file: Path) -> None:
    head = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID"
    rows = (
        f"{number}\t2018-03-{1 + number % 28:02}\tIran\t\tIran\tAccuse\t112\t-2.0\tUnited States\t\tUnited States\t{number}"
        for number in range(60)
    )
    file.write_text("\n".join((head, *rows)), encoding="utf-8")


def _gdelt(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(
            file.name.removesuffix(".zip"), "\n".join(gdelt.rows(300, first=date(2024, 11, 1), days=5)) + "\n"
        )


def _store(file: Path) -> None:
    from terminal import detente

    rows = file.with_name("incidents.csv")
    had = rows.exists()
    _incidents(rows)
    said = detente("import", "csv", rows.name, "--store", file.name, at=file.parent)
    assert said.code == 0, said.err
    if not had:
        rows.unlink()


def _months(file: Path) -> None:
    """Three years of six dyads with an outbreak in two of them, and of busy ones beside, by dyad and month."""
    import duckdb

    rng = np.random.default_rng(110)
    names = [("AAA", "BBB"), ("BBB", "AAA"), ("CCC", "DDD"), ("DDD", "CCC"), ("EEE", "FFF"), ("FFF", "EEE")]
    names += [(f"X{number:02}", f"Y{number:02}") for number in range(40)]
    rows = []
    for place, pair in enumerate(names):
        for month in range(48):
            loud = (place < 2 and month >= 29) or (place in (2, 3) and month in (38, 39))
            rate = 120 if place >= 6 else 90 if loud else 5
            rows.append((*pair, 1999 + month // 12, month % 12 + 1, *map(int, rng.poisson(rate / 3, 3))))
    with duckdb.connect() as made:
        made.execute(
            "CREATE TABLE t (source TEXT, target TEXT, year INT, month INT, root10 INT, root14 INT, root19 INT)"
        )
        made.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        made.execute(f"COPY t TO '{file}' (FORMAT parquet)")


def _crises(file: Path) -> None:
    file.write_text(
        "crisno,a,b,trigger,end\n1,AAA,BBB,2001-06,2001-09\n2,CCC,DDD,2002-03,2002-04\n", encoding="utf-8"
    )


def _sentences(file: Path) -> None:
    told = {"id": "s1", "text": "Iran accused the United States of lying on Monday.", "date": "2024-11-05"}
    file.write_text(json.dumps(told) + "\n", encoding="utf-8")


def _stances(file: Path) -> None:
    file.write_text(
        "actor,capability,position,salience\nNorth,8,40,80\nSouth,16,100,60\nEast,12,70,70\n",
        encoding="utf-8",
    )


def _issues(file: Path) -> None:
    rng = np.random.default_rng(3)
    lines = [f"i{number},p{number // 2},{rng.integers(0, 101)},0" for number in range(12)]
    file.write_text("\n".join(("issue,proposal,outcome,reference_point", *lines)), encoding="utf-8")


def _positions(file: Path) -> None:
    rng = np.random.default_rng(5)
    lines = [
        f"i{number},{who},{rng.integers(1, 20)},{rng.integers(0, 101)},{rng.integers(10, 101)}"
        for number in range(12)
        for who in "ABC"
    ]
    file.write_text("\n".join(("issue,actor,capability,position,salience", *lines)), encoding="utf-8")


def _forecasts(file: Path) -> None:
    file.write_text(
        "forecaster,question,made_on,probability,close_date\nann,truce,2024-11-04,0.7,2024-11-30\n",
        encoding="utf-8",
    )


def _resolutions(file: Path) -> None:
    file.write_text("question,outcome,resolved_on\ntruce,yes,2024-11-27\n", encoding="utf-8")


def _memo(file: Path) -> None:
    file.write_text("# Memo\n\nThe truce is likely [70 %] to hold until spring.\n", encoding="utf-8")


def _outcomes(file: Path) -> None:
    told = "no,2024-12-31,an agency's report"
    file.write_text(f"question,outcome,resolved_on,source\nQ10,{told}\n", encoding="utf-8")


def _vary(file: Path) -> None:
    file.write_text(
        "vary: [{set: pressure.economic_pain, choices: [40, 60]}]\nkeep: [posture_us.level]\n", "utf-8"
    )


def _revised(folder: Path) -> None:
    """The flagship case with one number restated."""
    shutil.copytree(folder.parents[1] / "cases" / "iran-2024", folder)
    file = folder / "actors.yaml"
    text = file.read_text("utf-8")
    assert "{position: 23, how_sure: sure" in text
    file.write_text(text.replace("{position: 23, how_sure: sure", "{position: 30, how_sure: sure"), "utf-8")


FILES: dict[str, Callable[[Path], None]] = {
    "20241105.export.CSV.zip": _gdelt,
    "events.2018.tab": _icews,
    "incidents.csv": _incidents,
    "events.duckdb": _store,
    "vary.yaml": _vary,
    "months.parquet": _months,
    "crises.csv": _crises,
    "sentences.jsonl": _sentences,
    "issues.csv": _issues,
    "positions.csv": _positions,
    "forecasts.csv": _forecasts,
    "resolutions.csv": _resolutions,
    "outcomes.csv": _outcomes,
    "memo.md": _memo,
    "work/iran-2024-revised": _revised,
    "stances.csv": _stances,
}
"""Name -> what makes it."""
