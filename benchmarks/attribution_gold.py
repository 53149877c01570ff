"""Token F1 of cues, sources and contents on PolNeAR's annotated documents (measure-only; run by hand).

PolNeAR counts wishes and plans as attributions too, hence `wide`. Usage: python benchmarks/attribution_gold.py [FOLDER]
"""

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

from detente.core.reading import Document
from detente.reading.speech.attribution import attributions_of
from detente.reading.speech.discourse import discourse_of
from detente.reading.words.sentences import sentences_of

ROLES = ("cue", "source", "content")
_WORD = re.compile(r"\w+|[^\w\s]")


def labelled(attributions: list[dict], role: str) -> list[tuple[int, int]]:
    return [(piece[0], piece[1]) for one in attributions for span in one.get(role, []) for piece in span]


def found(text: str) -> dict[str, list[tuple[int, int]]]:
    sentences = sentences_of(text)
    context = discourse_of(Document("polnear", text), sentences)
    spans: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    for sentence in sentences:
        for one in attributions_of(sentence, text, (), context, wide=True):
            for role, span in (("cue", one.cue), ("source", one.speaker), ("content", one.content)):
                if span is not None:
                    spans[role].append((span.start, span.end))
    return spans


def covered(text: str, spans: list[tuple[int, int]]) -> set[int]:
    marked = bytearray(len(text))
    for start, end in spans:
        marked[start:end] = b"\1" * (end - start)
    return {word.start() for word in _WORD.finditer(text) if marked[word.start()]}


def scores(documents: list[dict]) -> dict[str, tuple[float, float, float]]:
    counts: dict[str, Counter[str]] = {role: Counter() for role in ROLES}
    for record in documents:
        ours = found(record["text"])
        for role in ROLES:
            gold = covered(record["text"], labelled(record["attributions"], role))
            mine = covered(record["text"], ours[role])
            counts[role].update(both=len(gold & mine), gold=len(gold), mine=len(mine))
    result = {}
    for role, count in counts.items():
        precision = count["both"] / max(1, count["mine"])
        recall = count["both"] / max(1, count["gold"])
        result[role] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return result


def records(folder: Path) -> list[dict]:
    lines = (folder / "gold/reading/polnear_attribution_docs.dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DETENTE_SHARED", "../shared"))
    every = records(folder)
    for name, part in (("even", every[::2]), ("odd", every[1::2]), ("all", every)):
        for role, (precision, recall, f1) in scores(part).items():
            print(f"{name:5} {role:8} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
