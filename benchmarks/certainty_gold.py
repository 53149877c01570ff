"""Rank correlation of certainty with human judgements: CommitmentBank's prompts and the UW factuality test words.

Measure-only, run by hand. The prompt of a CommitmentBank item is the content of a clause in its last sentence; its
words are looked for in the text, and the standing is asked for the last of them that is found (its predicate).
Usage: python benchmarks/certainty_gold.py [FOLDER]
"""

import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

from scipy.stats import spearmanr

from detente.core.reading import Sentence, Span
from detente.reading.speech.standing import standing_of

_NEGATION = re.compile(r"\bnot\b|n['’]t\b")
_WORD = re.compile(r"[\w'’]+")


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def content_span(text: str, prompt: str) -> Span | None:
    """Where the prompt's content begins in the text: first word of the longest run of like words, verb if it can be.

    Two words are alike where they begin with the same four letters; pronouns count as alike, so that a run reaches
    back to its subject.
    """
    words = [(found.group().lower(), found.start(), found.end()) for found in _WORD.finditer(text)]
    wanted = [found.group().lower() for found in _WORD.finditer(prompt)]
    best: tuple[int, int] | None = None
    for begin in range(len(words)):
        for first in range(len(wanted)):
            length = 0
            while (
                begin + length < len(words)
                and first + length < len(wanted)
                and alike(words[begin + length][0], wanted[first + length])
            ):
                length += 1
            if length and (best is None or length > best[1]):
                best = (begin, length)
    if best is None:
        return None
    begin, length = best
    if words[begin][0] in _SUBJECTS and length > 1:
        begin += 1
    _, start, end = words[begin]
    return Span(start, end, text[start:end])


_SUBJECTS = frozenset(["i", "you", "he", "she", "it", "they", "we", "this", "that", "there"])


def alike(one: str, other: str) -> bool:
    return one[:4] == other[:4] or (one in _SUBJECTS and other in _SUBJECTS)


def commitment(items: list[dict]) -> list[tuple[dict, float]]:
    told = []
    for item in items:
        text = item["text"]
        span = content_span(text, item["prompt"])
        if span is not None:
            certainty = standing_of(Sentence(1, Span(0, len(text), text)), text, span).certainty
            told.append((item, -certainty if _NEGATION.search(item["prompt"]) else certainty))
    return told


def factuality(items: list[dict]) -> list[tuple[float, float]]:
    pairs = []
    for item in items:
        starts, at = [], 0
        for token in item["tokens"]:
            starts.append(at)
            at += len(token) + 1
        text = " ".join(item["tokens"])
        sentence = Sentence(1, Span(0, len(text), text))
        for mark in item["factuality"]:
            start = starts[mark["token"]]
            span = Span(start, start + len(mark["word"]), mark["word"])
            pairs.append((mark["factuality"], standing_of(sentence, text, span).certainty))
    return pairs


def rank(pairs: list[tuple[float, float]]) -> float:
    return float(spearmanr([one for one, _ in pairs], [other for _, other in pairs]).statistic)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DETENTE_SHARED", "../shared"))
    items = records(folder / "gold/reading/commitmentbank.dev.jsonl")
    told = commitment(items)
    pairs = [(item["certainty"]["mean"], certainty) for item, certainty in told]
    print(f"CommitmentBank: {len(told)} of {len(items)} items, Spearman {rank(pairs):.3f}")
    print(f"  even {rank(pairs[::2]):.3f} odd {rank(pairs[1::2]):.3f}")
    by: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for item, certainty in told:
        by[item["embedding"]].append((item["certainty"]["mean"], certainty))
    for name, part in sorted(by.items()):
        print(f"  {name:12} n {len(part)} Spearman {rank(part):.3f}")
    pairs = factuality(records(folder / "gold/reading/factuality_uw_test.dev.jsonl"))
    print(f"UW factuality words: {len(pairs)}, Spearman {rank(pairs):.3f}")
    error = sum(abs(gold - 3 * ours) for gold, ours in pairs) / len(pairs)
    flat = sum(abs(gold - 3) for gold, _ in pairs) / len(pairs)
    print(f"  mean absolute error on -3..3: {error:.2f} (all certain: {flat:.2f})")


if __name__ == "__main__":
    main()
