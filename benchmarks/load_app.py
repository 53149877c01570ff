"""Load on the workbench in the browser: readers for a minute on loopback, with memory before and after.

    python benchmarks/load_app.py [CASE] [--readers 20] [--seconds 60]

Serves the case from a process of its own, which must hold a finished run of it under `runs`, and reads every page over and over.
Tells requests, errors, times and the server's memory; ends with 1 where a request failed or memory grew by more than a tenth.
"""

import argparse
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from detente.app.view import pages

MOST_READERS, MOST_SECONDS = 100, 600
GROWTH = 0.10


def main() -> int:
    """Serve, read, tell."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("case", nargs="?", default="cases/iran-2024")
    given.add_argument("--readers", type=int, default=20)
    given.add_argument("--seconds", type=float, default=60.0)
    asked = given.parse_args()
    readers, seconds = min(asked.readers, MOST_READERS), min(asked.seconds, MOST_SECONDS)
    command = [sys.executable, "-m", "detente", "serve", asked.case, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+/", server.stdout.readline())
            assert found is not None, "the server did not begin"
            return told(server.pid, found.group(), Path(asked.case).name, readers, seconds)
        finally:
            server.terminate()


def told(pid: int, address: str, case: str, readers: int, seconds: float) -> int:
    """Read and tell; memory counts from the time every page has been shown once."""
    every = [f"cases/{case}/{page.name}" for page in pages()]
    once = timed(address, every)
    for place, (took, _, size) in sorted(once.items(), key=lambda pair: -pair[1][0]):
        print(f"{place:36} {1000 * took:7.0f} ms {size / 1000:8.0f} kB")
    for took in what_ifs(address, case):
        print(f"what-if of 2,000 worlds: {took:.1f} s")
    spent: list[float] = []
    failed: list[str] = []
    ends = time.monotonic() + seconds
    threads = [
        threading.Thread(target=reading, args=(address, every, number, ends, spent, failed))
        for number in range(readers)
    ]
    for thread in threads:
        thread.start()
    time.sleep(min(10.0, seconds / 4))
    before = resident(pid)
    for thread in threads:
        thread.join()
    after = resident(pid)
    spent.sort()
    print(f"{readers} readers, {seconds:.0f} s: {len(spent)} pages, {len(failed)} errors")
    print(
        f"median {1000 * spent[len(spent) // 2]:.0f} ms, 95 % {1000 * spent[int(len(spent) * 0.95)]:.0f} ms"
    )
    print(f"memory {before:.0f} MB once warm, {after:.0f} MB at the end")
    for line in failed[:5]:
        print(line)
    return int(bool(failed) or after > before * (1 + GROWTH))


def timed(address: str, every: list[str]) -> dict[str, tuple[float, int, int]]:
    """Page -> seconds, status and bytes, of a second look: the first reads the run from disk."""
    found = {}
    with httpx.Client(base_url=address, timeout=30) as client:
        for place in every:
            client.get(place)
            begun = time.perf_counter()
            answer = client.get(place)
            found[place] = (time.perf_counter() - begun, answer.status_code, len(answer.content))
    return found


def what_ifs(address: str, case: str, times: int = 3) -> list[float]:
    """Seconds from the form to the answer, of the case's first event dropped; the first also runs the case as it is."""
    took = []
    with httpx.Client(base_url=address, timeout=60) as client:
        form = client.get(f"cases/{case}/what-if").text
        token = re.search(r'name="token" value="([^"]+)"', form)
        event = re.search(r'name="drop" value="([^"]+)"', form)
        if token is None or event is None:
            return []
        for _ in range(times):
            begun = time.perf_counter()
            job = client.post(f"cases/{case}/what-if", data={"token": token[1], "drop": event[1]}).headers[
                "location"
            ]
            while client.get(f"{job}/state").json()["state"] in ("waiting", "running"):
                time.sleep(0.02)
            client.get(client.get(f"{job}/state").json()["result"])
            took.append(time.perf_counter() - begun)
    return took


def reading(
    address: str, every: list[str], number: int, ends: float, spent: list[float], failed: list[str]
) -> None:
    """One reader."""
    with httpx.Client(base_url=address, timeout=30) as client:
        place = number
        while time.monotonic() < ends:
            place += 1
            begun = time.perf_counter()
            try:
                answer = client.get(every[place % len(every)])
                if answer.status_code != 200:
                    failed.append(f"{answer.status_code} {answer.url}")
            except httpx.HTTPError as error:
                failed.append(repr(error))
            spent.append(time.perf_counter() - begun)
            time.sleep(0.05)


def resident(pid: int) -> float:
    """Memory of a process, MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1000
    raise ProcessLookupError(pid)


if __name__ == "__main__":
    sys.exit(main())
