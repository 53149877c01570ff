import logging
import re
import socket
from urllib.parse import quote

import pytest

from detente.app import make_app
from detente.app.security import MOST_BYTES, POLICY, is_own, token_at

PAGE = "/cases/small/overview"


def posts(desk):
    return [one.path for one in make_app(desk).routes if "POST" in (getattr(one, "methods", None) or ())]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example:80", "", "[::2]"]
)
def test_requests_for_another_host_are_refused(client, host):
    answer = client.get(PAGE, headers={"host": host})
    assert answer.status_code == 421
    assert "Arvenia" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8437", "LOCALHOST", "[::1]:9"])
def test_requests_for_loopback_are_answered(client, host):
    assert client.get(PAGE, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:1"},
    ],
)
def test_posts_of_other_sites_are_refused_even_with_the_token(client, desk, headers):
    before = desk.jobs.all()
    answer = client.post("/cases/small/runs", data={"token": desk.token}, headers=headers)
    assert answer.status_code == 403
    assert desk.jobs.all() == before


def test_every_post_needs_the_token(client, desk):
    paths = posts(desk)
    assert len(paths) >= 2
    for path in paths:
        address = re.sub(r"\{case\}", "small", path)
        address = re.sub(r"\{[^}]+\}", "x", address)
        for data in ({}, {"token": ""}, {"token": "x" * 43}):
            answer = client.post(address, data=data)
            assert answer.status_code == 403, (address, data)


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd", "..%2f..%2fcase.yaml", "%2e%2e/%2e%2e/manifest.json", "/etc/passwd", "case/../../../x",
        "case/%2e%2e/%2e%2e/small/case.yaml", "\\..\\x", "manifest.json/../../x",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_a_run(client, desk, path):
    run = desk.finished("small")[0].folder.name
    for address in (
        f"/cases/small/runs/{run}/{path}",
        f"/cases/small/runs/{path}",
        f"/static/{path}",
        f"/cases/{path}/overview",
    ):
        answer = client.get(address)
        assert answer.status_code in (404, 421), (address, answer.status_code, answer.headers)
        assert "root:" not in answer.text


def test_files_of_a_run_are_those_its_manifest_names(client, desk):
    run = desk.finished("small")[0]
    stray = run.folder / "stray.txt"
    stray.write_text("secret")
    try:
        assert client.get(f"/cases/small/runs/{run.folder.name}/stray.txt").status_code == 404
        assert client.get(f"/cases/small/runs/{run.folder.name}/results.json").status_code == 200
    finally:
        stray.unlink()


def test_large_requests_are_refused(client, desk):
    assert (
        client.post("/cases/small/runs", data={"token": desk.token, "x": "y" * (MOST_BYTES + 1)}).status_code
        == 413
    )

    head = "POST /cases/small/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n\r\n"
    port = client.base_url.port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plug:
        plug.sendall(head.format(MOST_BYTES + 1).encode())
        assert plug.recv(100).startswith(b"HTTP/1.1 413")

    def endless():
        for _ in range(60):
            yield b"z" * 100_000

    answer = client.post(
        "/cases/small/runs", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/", PAGE, "/static/app.js", "/nowhere", "/report.css", "/jobs"])
def test_every_answer_carries_the_policy(client, path):
    answer = client.get(path)
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


def test_pages_hold_no_inline_script_or_style(client):
    text = client.get(PAGE).text
    assert re.findall(r"<script(?![^>]*src=)", text) == []
    assert re.findall(r"\son[a-z]+=", text) == []
    assert re.findall(r"<style|\sstyle=", text) == []
    assert re.findall(r"(?:src|href)=\"https?://(?!www\.w3\.org)", text) == []


def test_the_token_is_in_no_log(client, desk, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get(PAGE)
        client.post("/cases/small/runs", data={"token": "wrong", "worlds": "50"})
        client.post(f"/jobs/{quote('x')}/cancel", data={"token": desk.token})
    assert desk.token not in caplog.text


def test_the_token_is_kept_for_its_owner_only(tmp_path):
    file = tmp_path / ".workbench" / "token"
    token = token_at(file)
    assert token_at(file) == token
    assert file.stat().st_mode & 0o077 == 0
    assert is_own(token, token)
    assert not is_own(None, token)
    assert not is_own(token[:-1], token)


def test_a_case_is_not_trusted(own):
    desk, client = own
    file = desk.cases["small"] / "case.yaml"
    file.write_text(file.read_text().replace('title: "Arvenia', 'title: "<script>alert(1)</script>Arvenia'))
    text = client.get(PAGE).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
