"""`detente serve` as a user starts and ends it, and what it says where it cannot."""

import json
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from terminal import detente


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped_and_ends_in_peace(desk, ended_by):
    command = [sys.executable, "-m", "detente", "serve", "small", "--port", "0", "--json"]
    with subprocess.Popen(
        command, cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            told = json.loads(server.stdout.readline())
            assert told["cases"] == ["small"]
            with httpx.Client(base_url=told["address"], follow_redirects=True, timeout=30) as client:
                assert "Arvenia and Belmark" in client.get("/").text
                with client.stream("GET", "/jobs") as answer:
                    assert answer.status_code == 200
        finally:
            server.send_signal(ended_by)
        assert server.wait(15) == 0
        assert server.stderr.read() == ""


def test_what_cannot_be_served_is_told(desk):
    for words, told in (
        (("nowhere",), "no such folder"),
        (("small", "--port", "many"), "--port: found 'many'"),
        (("small", "--port", "99999"), "0 to 65535"),
        (("small", "--host", "0.0.0.0"), "one address of this machine"),
        (("small", "--host", "192.0.2.1"), "192.0.2.1:8437"),
    ):
        said = detente("serve", *words, at=desk)
        assert said.code == 2, said
        assert told in said.err
        assert said.out == ""


def test_a_port_in_use_is_told(desk):
    with socket.create_server(("127.0.0.1", 0)) as plug:
        said = detente("serve", "small", "--port", plug.getsockname()[1], at=desk)
    assert said.code == 2
    assert "address already in use" in said.err
    assert "--port" in said.err
