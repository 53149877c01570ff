"""Whatever a file holds, each of its records is a row, a duplicate or malformed and told by line; none is lost."""

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

import gdelt
from detente.core.errors import ParameterError, WorkspaceError
from detente.sources.events import Options, changing, formats, holdings, import_files, in_memory, reading

NUMBER = 400
LENIENT = Options(max_malformed=1.0)


@pytest.fixture
def lines():
    return list(gdelt.rows(NUMBER, seed=3))


def written(path: Path, lines, end="\n", encoding="utf-8") -> Path:
    path.write_bytes(end.join([*lines, ""]).encode(encoding))
    return path


def imported(path: Path, name="gdelt", options=LENIENT):
    with in_memory() as store:
        done = import_files(store, name, [path], options)
        (count,) = store.execute("SELECT count(*) FROM events").fetchone()
    assert count == done.total("rows")
    accounted = sum(done.total(what) for what in ("rows", "malformed", "duplicates", "collapsed"))
    assert accounted == done.total("records")
    return done


def test_a_sound_file_is_taken_whole(tmp_path, lines):
    done = imported(written(tmp_path / "a.CSV", lines), options=Options(0.0))
    assert (done.total("rows"), done.total("malformed"), done.total("duplicates")) == (NUMBER, 0, 0)


def truncated(lines):
    return [*lines[:-1], lines[-1][:80]], {NUMBER}


def one_field_less(lines):
    return [*lines[:9], lines[9].rpartition("\t")[0], *lines[10:]], {10}


def one_field_more(lines):
    return [*lines[:9], f"{lines[9]}\tmore", *lines[10:]], {10}


def of_no_date(lines):
    parts = lines[4].split("\t")
    parts[1] = "20241399"
    return [*lines[:4], "\t".join(parts), *lines[5:]], {5}


def of_no_code(lines):
    parts = lines[4].split("\t")
    parts[26] = "999"
    return [*lines[:4], "\t".join(parts), *lines[5:]], {5}


def of_no_id(lines):
    return [*lines[:4], lines[4].replace(lines[4].split("\t")[0], "x1", 1), *lines[5:]], {5}


def junk(lines):
    return [*lines[:3], "<html>not found</html>", "\\N", *lines[3:]], {4, 5}


def an_endless_line(lines):
    return [*lines[:3], "x" * 3_000_000, *lines[3:]], {4}


@pytest.mark.parametrize(
    "break_it",
    [truncated, one_field_less, one_field_more, of_no_date, of_no_code, of_no_id, junk, an_endless_line],
)
def test_a_malformed_row_is_counted_and_told_by_line(tmp_path, lines, break_it):
    broken, at = break_it(lines)
    done = imported(written(tmp_path / "a.CSV", broken))
    assert done.total("malformed") == len(at)
    assert done.total("rows") == len(broken) - len(at)
    assert {row.line for row in done.files[0].samples} == at
    assert all(row.reason and row.file == "a.CSV" for row in done.files[0].samples)


def with_latin1(content):
    lines = content.split(b"\n")
    lines[7] = lines[7].replace(b"example", b"ex\xe9mple\x96")
    return b"\n".join(lines)


@pytest.mark.parametrize(
    ("mend", "told"),
    [
        (with_latin1, {"latin1": 1}),
        (lambda content: content.replace(b"news1", b"ne\x00ws\x011", 4), {"control": 8}),
        (lambda content: content.replace(b"\n", b"\r\n"), {}),
        (lambda content: b"\xef\xbb\xbf" + content, {}),
        (lambda content: content.decode().encode("utf-16"), {}),
        (lambda content: content.replace(b"\n", b"\n\n", 30), {}),
        (lambda content: content.rstrip(b"\n"), {}),
        (lambda content: content.replace(b"a-story", b'"a-story'), {}),
    ],
    ids=["latin-1", "NUL", "CRLF", "UTF-8 mark", "UTF-16", "blank lines", "no last end", "stray quotes"],
)
def test_strange_bytes_lose_nothing(tmp_path, lines, mend, told):
    path = tmp_path / "a.CSV"
    path.write_bytes(mend("\n".join([*lines, ""]).encode()))
    done = imported(path, options=Options(0.0))
    assert done.total("rows") == NUMBER
    assert done.files[0].mended == told


def test_line_numbers_hold_behind_blank_lines(tmp_path, lines):
    done = imported(written(tmp_path / "a.CSV", ["", lines[0], "", "", "junk", lines[1]]))
    assert [row.line for row in done.files[0].samples] == [5]


def test_order_does_not_matter(tmp_path, lines):
    mixed = lines[:]
    random.Random(1).shuffle(mixed)
    found = []
    for name, some in (("a.CSV", lines), ("b.CSV", mixed)):
        with in_memory() as store:
            import_files(store, "gdelt", [written(tmp_path / name, some)])
            found.append(sorted(store.execute("SELECT * EXCLUDE (file) FROM events").fetchall(), key=str))
    assert found[0] == found[1]


def test_duplicates_within_and_between_files_are_counted_once(tmp_path, lines):
    whole, more = written(tmp_path / "a.CSV", [*lines, *lines[:50]]), written(tmp_path / "b.CSV", lines[100:])
    with in_memory() as store:
        first = import_files(store, "gdelt", [whole])
        again = import_files(store, "gdelt", [whole, more])
    assert (first.total("rows"), first.total("duplicates")) == (NUMBER, 50)
    assert (again.total("rows"), again.total("duplicates")) == (0, NUMBER + 50 + NUMBER - 100)


def test_importing_again_adds_nothing_and_tells_the_same_faults(tmp_path, lines):
    path, store = written(tmp_path / "a.CSV", [*lines, "junk"]), tmp_path / "e.duckdb"
    told = []
    for _ in range(2):
        with changing(store) as held:
            told.append(import_files(held, "gdelt", [path]))
    assert told[1].total("rows") == 0
    assert told[1].total("malformed") == 1
    assert told[1].files[0].samples == told[0].files[0].samples
    with reading(store) as held:
        assert holdings(held, "e").records == NUMBER


@pytest.mark.parametrize("kind", ["zip", "gz", "zip of two"])
def test_packed_files(tmp_path, lines, kind):
    content = "\n".join([*lines, ""]).encode()
    path = tmp_path / f"a.CSV.{kind[-2:] if kind == 'gz' else 'zip'}"
    if kind == "gz":
        path.write_bytes(gzip.compress(content))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("one.CSV", content)
            if kind == "zip of two":
                archive.writestr("two.CSV", content)
    done = imported(path)
    assert done.total("rows") == NUMBER
    assert len(done.files) == (2 if kind == "zip of two" else 1)


@pytest.mark.parametrize("kind", ["zip", "gz", "parquet"])
def test_a_packed_file_cut_short_is_refused(tmp_path, lines, kind):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.CSV", "\n".join(lines))
    whole = {
        "zip": memory.getvalue(),
        "gz": gzip.compress("\n".join(lines).encode()),
        "parquet": b"PAR1" * 40,
    }
    path = tmp_path / f"a.{kind}"
    path.write_bytes(whole[kind][:-20])
    with in_memory() as store, pytest.raises(WorkspaceError, match="whole"):
        import_files(store, "gdelt", [path])


def test_too_many_malformed_rows_are_refused_with_lines(tmp_path, lines):
    path = written(tmp_path / "a.CSV", [*lines, *["junk"] * 40])
    with in_memory() as store:
        with pytest.raises(WorkspaceError, match=r"40 malformed of 440 records \(line 401: 1 fields"):
            import_files(store, "gdelt", [path])
        assert import_files(store, "gdelt", [path], Options(0.1)).total("malformed") == 40


def test_a_failure_leaves_the_store_as_it_was(tmp_path, lines):
    good, bad = written(tmp_path / "a.CSV", lines), written(tmp_path / "b.CSV", ["junk"])
    store = tmp_path / "e.duckdb"
    with changing(store) as held:
        import_files(held, "gdelt", [written(tmp_path / "c.CSV", lines[:10])])
    with pytest.raises(WorkspaceError), changing(store) as held:
        import_files(held, "gdelt", [good, bad])
    with reading(store) as held:
        assert holdings(held, "e").records == 10


def test_a_failure_makes_no_store(tmp_path):
    with pytest.raises(WorkspaceError), changing(tmp_path / "e.duckdb") as held:
        import_files(held, "gdelt", [written(tmp_path / "b.CSV", ["junk"])])
    assert [path.name for path in tmp_path.iterdir()] == ["b.CSV"]


def test_one_a_day_and_stories(tmp_path):
    rows = [
        "date,source,target,code,story,id",
        "2024-11-05,IRN,USA,112,a,1",
        "2024-11-05,IRN,USA,112,a,2",
        "2024-11-05,IRN,USA,112,b,3",
        "2024-11-05,IRN,USA,173,a,4",
        "2024-11-06,IRN,USA,112,a,5",
    ]
    path = written(tmp_path / "a.csv", rows)
    assert imported(path, "csv").total("rows") == 5
    assert imported(path, "csv", Options(one_a_day=True)).total("collapsed") == 2
    assert imported(path, "csv", Options(collapse_stories=True)).total("collapsed") == 1


def test_the_filters_look_into_the_store_too(tmp_path):
    head = "date,source,target,code,id"
    with in_memory() as store:
        import_files(store, "csv", [written(tmp_path / "a.csv", [head, "2024-11-05,IRN,USA,112,1"])])
        later = written(tmp_path / "b.csv", [head, "2024-11-05,IRN,USA,112,2", "2024-11-05,USA,IRN,112,3"])
        done = import_files(store, "csv", [later], Options(one_a_day=True))
    assert (done.total("rows"), done.total("collapsed")) == (1, 1)


def rows_of(path, name):
    with in_memory() as store:
        done = import_files(store, name, [path], Options(0.0))
        query = "SELECT day::VARCHAR, source, source_sector, target, target_sector, code, weight FROM events ORDER BY ALL"
        return done, store.execute(query).fetchall()


def test_plain_tables_take_names_codes_plover_and_weights(tmp_path):
    path = written(
        tmp_path / "a.csv",
        [
            "Date;Source;Target;Code;Weight;Note",
            '2024-11-05;Iran;USA;"057";2;"a; ""b"""',
            "05 November 2024;IRNMIL;Hizballah;ASSAULT:firearms;1;",
            '20241106;"E. Mustermann";ISR;57;.5;"over',
            'two lines"',
        ],
    )
    done, rows = rows_of(path, "csv")
    assert rows == [
        ("2024-11-05", "IRN", "", "USA", "", "057", 2.0),
        ("2024-11-05", "IRN", "MIL", "HEZ", "REB", "193", 1.0),
        ("2024-11-06", "", "", "ISR", "", "057", 0.5),
    ]
    assert done.total("undirected") == 1


def test_a_quotation_that_never_closes_spoils_its_own_line_only(tmp_path):
    rows = [f"2024-11-05,IRN,USA,112,{number}" for number in range(120)]
    rows[60] = '2024-11-05,IRN,USA,112,"x'
    done = imported(written(tmp_path / "a.csv", ["date,source,target,code,id", *rows]), "csv")
    assert (done.total("rows"), [row.line for row in done.files[0].samples]) == (119, [62])


def test_icews_files(tmp_path):
    from detente.sources.events.icews import STANDARD

    row = ["7", "2018-03-02", "Kim Jong-Un", "Government", "North Korea", "Make statement", "010", "0.0",
           "Foreign Affairs (South Korea)", "", "South Korea", "12", "1", "P", "", "", "", "", "", ""]  # fmt: skip
    other = [
        "8",
        "2018-03-02",
        "Hezbollah",
        "",
        "Lebanon",
        "x",
        "190",
        "-10",
        "Israel",
        "",
        "Israel",
        *row[11:],
    ]
    for some in ([STANDARD, row, other], [row, other]):
        _, rows = rows_of(written(tmp_path / "a.tab", ["\t".join(one) for one in some]), "icews")
        assert [one[1:6] for one in rows] == [
            ("HEZ", "REB", "ISR", "", "190"),
            ("PRK", "", "KOR", "GOV", "010"),
        ]


def test_polecat_records_in_several_forms(tmp_path):
    records = [
        {"id": "1", "date": "2024-11-05", "event": "CONSULT", "mode": "visit", "actor": {"country": "IRN", "sector": "GOV"},
         "recipient": {"country": "SAU", "sector": "MIL"}},
        {"id": "2", "date": "2024-11-06", "event": "ASSAULT", "actor": "ISR MIL", "recipient": ["LBN"]},
        {"Event ID": "3", "Event Date": "2024-11-07", "Event Type": "THREATEN", "Event Mode": None,
         "Actor Name": "Ali Khamenei", "Actor Country": "IRN", "Recipient Name": "Israel", "Recipient Country": "ISR"},
    ]  # fmt: skip
    path = written(tmp_path / "a.jsonl", [json.dumps(one) for one in records])
    _, rows = rows_of(path, "polecat")
    assert [one[1:6] for one in rows] == [
        ("IRN", "GOV", "SAU", "MIL", "042"),
        ("ISR", "MIL", "LBN", "", "19"),
        ("IRN", "", "ISR", "", "13"),
    ]
    broken = written(tmp_path / "b.jsonl", [json.dumps(records[0]), '{"date": "2024', "[1]", "{}"])
    done = imported(broken, "polecat")
    assert (done.total("rows"), done.total("malformed")) == (1, 3)


def test_acled_rows(tmp_path):
    path = written(
        tmp_path / "a.csv",
        [
            "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,notes",
            'X1,05 November 2024,Explosions/Remote violence,Air/drone strike,Military Forces of Israel (2022-),Hezbollah,"a, b"',
            "X2,2024-11-06,Protests,Peaceful protest,Protesters (Iran),,c",
            "X3,2024-11-06,Tea,Party,Protesters (Iran),,c",
        ],
    )
    done = imported(path, "acled")
    assert (done.total("rows"), done.total("malformed"), done.total("undirected")) == (2, 1, 1)


MONTHS = "source,target,year,month,root10,root19"


def test_dyad_months(tmp_path):
    rows = [
        MONTHS,
        "UKG,IRQ,2003,3,4,9",
        "UKG,IRQ,2003,4,0,1",
        "UKG,IRQ,2003,3,4,9",
        "A,B,2003,13,1,1",
        "A,B,2003,1,x,1",
    ]
    with in_memory() as store:
        done = import_files(store, "csv", [written(tmp_path / "a.csv", rows)], LENIENT)
        assert (done.total("rows"), done.total("duplicates"), done.total("malformed")) == (2, 1, 2)
        assert store.execute("SELECT sum(count) FROM months").fetchone() == (14.0,)
        with pytest.raises(WorkspaceError, match="single events, where the store holds counts"):
            import_files(store, "gdelt", [written(tmp_path / "b.CSV", gdelt.rows(3))])


def test_columns_that_do_not_fit_are_told(tmp_path):
    path = written(tmp_path / "a.csv", ["when,who", "1,2"])
    for name, lacking in (
        ("csv", "date, source, target, code"),
        ("acled", "event_date"),
        ("icews", "Event Date"),
    ):
        with in_memory() as store, pytest.raises(ParameterError, match=lacking):
            import_files(store, name, [path])
    with in_memory() as store, pytest.raises(ParameterError, match="nearest: gdelt"):
        import_files(store, "gdlt", [path])


def test_an_empty_file_holds_nothing(tmp_path):
    for name in formats():
        path = tmp_path / f"{name}.txt"
        path.write_bytes(b"")
        if name in ("gdelt", "polecat", "csv", "acled"):
            assert imported(path, name).total("records") == 0


def test_another_database_is_no_store(tmp_path):
    import duckdb

    with duckdb.connect(str(tmp_path / "x.duckdb")) as other:
        other.execute("CREATE TABLE t (a INTEGER)")
    (tmp_path / "text.duckdb").write_text("hello")
    for name in ("x.duckdb", "text.duckdb"):
        with pytest.raises(WorkspaceError, match="store of events"), changing(tmp_path / name):
            pass


@pytest.mark.parametrize("name", ["a*b.CSV", "a[1]'b.CSV", "wie geht's?.CSV"])
def test_a_file_may_have_any_name(tmp_path, lines, name):
    written(tmp_path / "a1b.CSV", lines[:7])
    assert imported(written(tmp_path / name, lines)).total("rows") == NUMBER


def test_parquet_of_any_name_and_type(tmp_path):
    import duckdb

    path = tmp_path / "a[1].parquet"
    with duckdb.connect() as made:
        rows = "VALUES (DATE '2024-11-05', 'IRN', 'USA', 57, 2.5), (DATE '2024-11-06', 'IRN', NULL, 190, 1)"
        made.execute(f"CREATE TABLE t AS SELECT * FROM ({rows}) AS v(date, source, target, code, weight)")
        made.execute(f"COPY t TO '{tmp_path}/b.parquet' (FORMAT parquet)")
    (tmp_path / "b.parquet").rename(path)
    done, rows = rows_of(path, "csv")
    assert done.total("undirected") == 1
    assert [one[5:] for one in rows] == [("057", 2.5), ("190", 1.0)]


def test_quoted_tab_separated_files(tmp_path, lines):
    row = [
        "7",
        "2018-03-02",
        "Iran",
        "",
        "Iran",
        "x",
        "010",
        "0.0",
        "Israel",
        "",
        "Israel",
        "12",
        "1",
        "P",
        "",
        "",
        "",
        "",
        "",
        "",
    ]
    from detente.sources.events.icews import STANDARD

    quoted = ["\t".join(f'"{part}"' for part in one) for one in (STANDARD, row)]
    _, rows = rows_of(written(tmp_path / "a.tab", quoted), "icews")
    assert rows[0][1:6] == ("IRN", "", "ISR", "", "010")


def test_a_killed_makers_draft_is_swept_away(tmp_path, lines):
    dead = tmp_path / ".e.duckdb.999999999.partial"
    dead.write_bytes(b"x")
    with changing(tmp_path / "e.duckdb") as held:
        import_files(held, "gdelt", [written(tmp_path / "a.CSV", lines)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.CSV", "e.duckdb"]
