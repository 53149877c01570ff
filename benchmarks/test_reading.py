"""Sentences coded a second: the coder by itself, and the whole command with its start-up."""

import json
import subprocess
import sys
from itertools import cycle, islice, product

import pytest

from detente.reading.acts.records import code_record

ACTORS = (
    "Norwegian Prime Minister Erna Solberg",
    "Rebels in northern Chad",
    "The Peruvian parliament",
    "NATO",
    "Hezbollah",
)
ACTS = (
    "rejected on Tuesday a proposal by {} to withdraw troops from the border, according to two officials",
    "said it would send food and medicine to {} in early December after weeks of fighting in the capital",
    "urged {} to release the prisoners and warned that talks due by Friday could collapse",
    "and Finland held talks with {} about fishing rights, despite protests by students in Lima",
    "shelled positions of {} near the town of Bol, killing at least 26 soldiers, a monitor said on 3 May 2023",
)
OTHERS = (
    "the Kenyan government",
    "Sudanese soldiers",
    "President Vladimir Putin",
    "the European Union",
    "Greek farmers",
)


def sentences(number):
    """Sentences of 20 to 30 words, one in eight of them about the weather."""
    made = [f"{actor} {act.format(other)}." for actor, act, other in product(ACTORS, ACTS, OTHERS)]
    made[::8] = [
        "The weather in the valleys stayed mild, and few people thought much of the long and quiet autumn."
    ] * len(made[::8])
    return list(islice(cycle(made), number))


@pytest.mark.parametrize("number", [500, 2000])
def test_coding(benchmark, number):
    records = [{"id": at, "text": text, "date": "2024-11-28"} for at, text in enumerate(sentences(number))]
    benchmark.pedantic(lambda: [code_record(record) for record in records], rounds=3, warmup_rounds=1)
    benchmark.extra_info["sentences_per_second"] = round(number / benchmark.stats.stats.min)


def test_command(benchmark, tmp_path):
    """Figure to reach: 20,000 sentences in 20 s, start-up included, in one process."""
    number = 20_000
    file = tmp_path / "in.jsonl"
    file.write_text(
        "".join(f"{json.dumps({'id': at, 'text': text})}\n" for at, text in enumerate(sentences(number)))
    )
    line = [sys.executable, "-m", "detente", "code", str(file), "--out", str(tmp_path / "out.jsonl")]
    benchmark.pedantic(lambda: subprocess.run(line, check=True, capture_output=True), rounds=1)
    benchmark.extra_info["sentences_per_second"] = round(number / benchmark.stats.stats.min)
