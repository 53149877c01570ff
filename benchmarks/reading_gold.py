"""Figures of the event coder on the gold sentences kept beside the project: `python benchmarks/reading_gold.py [FOLDER]`.

FOLDER holds `gold/reading/*.dev.jsonl`; without it, $DETENTE_SHARED or ../shared is taken. Nothing is fitted to any
of these files when the script runs: the coder is rules, so every figure is of sentences as they come.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from detente.reading.acts.records import code_record
from detente.reading.acts.score import MERGED, agreement

ROOT = Path(__file__).resolve().parents[1]
ROOT_TYPES = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "YIELD",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip


def records(folder, name):
    file = folder / "gold" / "reading" / f"{name}.dev.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def events_by_gold(folder, name):
    """Who did what to whom, everything to be found."""
    gold = records(folder, name)
    begun = time.process_time()
    coded = [code_record({"id": one["id"], "text": one["text"]})["events"] for one in gold]
    spent = time.process_time() - begun
    print(
        f"\n{name}: {len(gold)} sentences, {sum(map(bool, coded))} coded ({100 * sum(map(bool, coded)) / len(gold):.0f} %)"
    )
    right = [one["events"] for one in gold]
    for label, typed in (("dyad and type", True), ("dyad", False)):
        found = agreement(right, coded, typed=typed)
        print(f"  {label:14} P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}")
    print(f"  {len(gold) / spent:,.0f} sentences a second of processor time")


def types_with_actors_given(folder, name):
    """The type alone; source and target are marked in the text."""
    gold = records(folder, name)
    pairs = Counter()
    for one in gold:
        made = code_record({"id": one["id"], "text": one["text"], "marked": one["marked"]})["events"]
        pairs[one["events"][0]["type"], MERGED.get(made[0]["type"], made[0]["type"]) if made else "none"] += 1
    right = sum(number for (wanted, made), number in pairs.items() if wanted == made)
    print(f"\n{name}: actors given, {len(gold)} sentences, accuracy {right / len(gold):.3f}")
    confusion(pairs)


def types_of_examples(folder, name):
    """The root of CAMEO as a type."""
    gold = [one for one in records(folder, name) if one["events"][0]["type"][:2] in ROOT_TYPES]
    right = 0
    for one in gold:
        made = code_record({"id": one["id"], "text": one["text"]})["events"]
        kind = MERGED.get(made[0]["type"], made[0]["type"]) if made else None
        right += kind == ROOT_TYPES[one["events"][0]["type"][:2]]
    print(f"\n{name}: {len(gold)} sentences, type accuracy {right / len(gold):.3f}")


def confusion(pairs):
    """Gold types down, coded ones across."""
    names = [*sorted({wanted for wanted, _ in pairs} | {made for _, made in pairs} - {"none"}), "none"]
    print("  gold \\ coded " + " ".join(f"{name[:5]:>5}" for name in names))
    for wanted in names[:-1]:
        cells = (pairs[wanted, made] for made in names)
        print(f"  {wanted:12} " + " ".join(f"{number or '.':>5}" for number in cells))


def main():
    folder = Path(
        sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DETENTE_SHARED") or ROOT.parent / "shared"
    )
    if not (folder / "gold" / "reading").is_dir():
        sys.exit(f"{folder}: found no gold/reading; name the folder that holds it")
    code_record(
        {"text": "Norway met Sweden."}
    )  # loads the lexicons, so that the first set is not charged for it
    events_by_gold(folder, "plover_gsr_cameo")
    types_with_actors_given(folder, "zsp_plv_train")
    types_of_examples(folder, "cameo_manual_examples_icews")


if __name__ == "__main__":
    main()
