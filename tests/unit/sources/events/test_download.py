"""GDELT's files from a server on this machine, in its exact format: list, checksums, breaks and gaps."""

import io
import threading
import zipfile
from datetime import date
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import gdelt
from detente.core.errors import ParameterError, WorkspaceError
from detente.sources.events import download_gdelt
from terminal import detente

STAMPS = ("20241104234500", "20241105000000", "20241105001500", "20241106120000")


def archive(stamp, number=50):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
        lines = list(gdelt.rows(number, seed=int(stamp[-6:]) + 1))
        # Ids of their own, as GDELT gives them.
        lines = [f"{stamp}{place}\t{line.partition(chr(9))[2]}" for place, line in enumerate(lines)]
        packed.writestr(f"{stamp}.export.CSV", "\n".join([*lines, ""]))
    return memory.getvalue()


class Feed:
    """What the server has, and how it misbehaves."""

    def __init__(self):
        self.files = {f"{stamp}.export.CSV.zip": archive(stamp) for stamp in STAMPS}
        self.breaks = {}
        self.gone = set()
        self.wrong = {}
        self.asked = []

    @property
    def list(self):
        lines = []
        for name, content in self.files.items():
            lines.append(
                f"{len(content)} {md5(content).hexdigest()} http://data.gdeltproject.org/gdeltv2/{name}"
            )
            lines.append(
                f"9 {'0' * 32} http://data.gdeltproject.org/gdeltv2/{name.replace('export', 'mentions')}"
            )
        return "\n".join([*lines, "a line cut sh"]).encode()


@pytest.fixture
def feed():
    return Feed()


@pytest.fixture
def base(feed):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path.rpartition("/")[2]
            span = self.headers.get("Range")
            feed.asked.append((name, span))
            if name in feed.gone or name not in {*feed.files, "masterfilelist.txt"}:
                self.send_error(404)
                return
            content = feed.list if name == "masterfilelist.txt" else feed.wrong.get(name, feed.files[name])
            start = int(span.removeprefix("bytes=").rstrip("-")) if span else 0
            if start >= len(content):
                self.send_error(416)
                return
            self.send_response(206 if span else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            stop = feed.breaks.pop(name, len(content))
            self.wfile.write(content[start:stop])

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/gdeltv2"
        server.shutdown()
        thread.join()


def fetched(base, folder, first=date(2024, 11, 5), last=date(2024, 11, 5), **more):
    return list(download_gdelt(first, last, folder, base=base, **more))


def test_files_of_the_days_come_whole_and_in_order(feed, base, tmp_path):
    found = fetched(base, tmp_path)
    assert [one.name[:14] for one in found] == list(STAMPS[1:3])
    assert all(one.path.read_bytes() == feed.files[one.name] for one in found)


def test_a_break_is_taken_up_where_it_was(feed, base, tmp_path):
    name = f"{STAMPS[1]}.export.CSV.zip"
    feed.breaks[name] = 700
    (one, _) = fetched(base, tmp_path)
    assert one.path.read_bytes() == feed.files[name]
    assert [span for asked, span in feed.asked if asked == name] == [None, "bytes=700-"]


def test_what_lies_there_whole_or_in_part_is_used(feed, base, tmp_path):
    whole, part = (f"{stamp}.export.CSV.zip" for stamp in STAMPS[1:3])
    (tmp_path / whole).write_bytes(feed.files[whole])
    (tmp_path / f"{part}.part").write_bytes(feed.files[part][:300])
    assert all(one.path.read_bytes() == feed.files[one.name] for one in fetched(base, tmp_path))
    assert feed.asked[1:] == [(part, "bytes=300-")]


def test_a_part_that_is_wrong_is_fetched_anew(feed, base, tmp_path):
    name = f"{STAMPS[1]}.export.CSV.zip"
    (tmp_path / f"{name}.part").write_bytes(b"x" * 300)
    assert fetched(base, tmp_path)[0].path.read_bytes() == feed.files[name]


def test_a_wrong_checksum_is_refused(feed, base, tmp_path):
    feed.wrong[f"{STAMPS[1]}.export.CSV.zip"] = b"something else"
    with pytest.raises(WorkspaceError, match="does not match its checksum"):
        fetched(base, tmp_path)


def test_a_file_that_the_server_lacks_is_told(feed, base, tmp_path):
    feed.gone.add(f"{STAMPS[1]}.export.CSV.zip")
    assert [one.path is None for one in fetched(base, tmp_path)] == [True, False]


def test_what_cannot_be_is_refused(base, tmp_path):
    with pytest.raises(ParameterError, match="no later than the last"):
        fetched(base, tmp_path, last=date(2024, 11, 4))
    with pytest.raises(ParameterError, match="http"):
        fetched("file:///etc", tmp_path)
    with pytest.raises(WorkspaceError, match="no event file"):
        fetched(base, tmp_path, date(2023, 1, 1), date(2023, 1, 2))
    with pytest.raises(WorkspaceError, match="no answer"):
        fetched("http://127.0.0.1:9/gdeltv2", tmp_path)


def test_the_command_fetches_imports_and_goes_on(feed, base, tmp_path):
    line = (
        "import",
        "gdelt",
        "--from",
        "2024-11-05",
        "--to",
        "2024-11-06",
        "--store",
        "e.duckdb",
        "--base-url",
        base,
    )
    feed.wrong[f"{STAMPS[3]}.export.CSV.zip"] = b"broken"
    said = detente(*line, "--json", at=tmp_path)
    assert said.code == 2
    assert "the same command goes on" in said.err or "try again later" in said.err
    feed.wrong.clear()
    feed.asked.clear()
    said = detente(*line, "--json", at=tmp_path)
    assert said.code == 0, said.err
    assert (said.json["rows"], said.json["held"], said.json["missing"]) == (50, 150, [])
    assert [name for name, _ in feed.asked] == ["masterfilelist.txt", f"{STAMPS[3]}.export.CSV.zip"]
    assert [path.name for path in tmp_path.iterdir()] == ["e.duckdb"]
    assert detente(*line, "--json", at=tmp_path).json["rows"] == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("import icews --from 2024-11-05", "only its files can be fetched"),
        ("import gdelt a.zip --from 2024-11-05", "both files and --from"),
        ("import gdelt --from 5.11.2024", "--from: found '5.11.2024'"),
        ("import gdelt", "no FILE"),
        ("import gdelt a.zip --max-malformed 7", "--max-malformed: found '7'"),
        ("import gdelt a.zip --store no/e.duckdb", "no such folder"),
        ("import tea a.zip", "FORMAT: found 'tea'"),
    ],
)
def test_a_wrong_command_line_is_told(tmp_path, line, says):
    said = detente(*line.split(), at=tmp_path)
    assert said.code == 2
    assert says in said.err
    assert list(tmp_path.iterdir()) == []
