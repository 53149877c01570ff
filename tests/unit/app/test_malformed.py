"""Five hundred malformed requests: every one is answered, and none with a fault of ours."""

import random
import re

import httpx

from detente.app import make_app

REQUESTS = 500
BAD = ["", "0", "-1", "9" * 40, "NaN", "x" * 3_000, "../../etc/passwd", "%00", "\x7f", "<script>", "' OR 1=1", "{}", "[]", "null",
       "é" * 50, "C01", "small", "a.b.c", "set:x=y", "drop:", "2023-99-99", "1e999", "{low: 1", "!!python/object:os.system", "\u202e"]  # fmt: skip
FIELDS = ["worlds", "seed", "as_of", "hindcast", "drop", "branch", "edit", "path", "path1", "value1", "day1", "moves", "moves_to", "moves_on",
          "collective", "role", "who", "without", "name", "why", "first", "second", "seen", "center", "low", "high", "yaml", "claims",
          "file", "text", "mark", "form", "question", "own", "chance", "claim", "account", "rating", "kind", "of", "back", "own_why"]  # fmt: skip
BODIES = [
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"a=b&=&&%%%",
    b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n',
    b"\x00" * 100,
]
KINDS = [
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "",
]


def addresses(desk, chance):
    for route in make_app(desk).routes:
        methods = sorted(getattr(route, "methods", None) or ())
        if methods:
            known = {"case": "small", "run": desk.finished("small")[0].folder.name, "page": "overview"}

            def fill(part, known=known):
                name = part[1].partition(":")[0]
                return (
                    known[name]
                    if name in known and chance.random() < 0.7
                    else httpx.QueryParams({"x": chance.choice(BAD)}).__str__()[2:]
                )

            yield route, methods, fill


def test_malformed_requests_are_answered_and_never_with_a_fault_of_ours(desk, client):
    chance = random.Random(20241130)
    routes = list(addresses(desk, chance))
    before = {file.name: file.read_bytes() for file in desk.cases["small"].glob("*.yaml")}
    seen = {}
    for number in range(REQUESTS):
        route, methods, fill = routes[number % len(routes)]
        path = re.sub(r"\{([^}]+)\}", fill, route.path) or "/"
        method = chance.choice([*methods, *methods, "POST", "DELETE", "PUT", "GET"])
        names = chance.sample(FIELDS, 6)
        values = {name: chance.choice(BAD) for name in names}
        headers = {"hx-request": "true"} if chance.random() < 0.3 else {}
        if chance.random() < 0.25:
            asked = client.build_request(
                method,
                path,
                content=chance.choice(BODIES),
                headers=headers | {"content-type": chance.choice(KINDS)},
            )
        else:
            if chance.random() < 0.8:
                values["token"] = desk.token
            asked = client.build_request(
                method,
                path,
                params=dict(list(values.items())[:3]),
                headers=headers,
                data=values if method != "GET" else None,
            )
        answer = client.send(asked)
        seen[answer.status_code] = seen.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (method, path, values, answer.text[:500])
        assert "Traceback" not in answer.text
        if method not in ("GET", "HEAD") and answer.status_code < 300:
            # Only verdicts on what is typed are given on a malformed form, and they say what is wrong with it.
            assert path.endswith("/check") or answer.status_code == 204, (method, path, values)
    for job in desk.jobs.all():
        desk.jobs.cancel(job)
    assert sum(count for status, count in seen.items() if 400 <= status < 500) > 300
    assert {file.name: file.read_bytes() for file in desk.cases["small"].glob("*.yaml")} == before
