"""P, R and F1 of claims for kind, direction and hedge: on our own gold sentences and on the two seed reports.

Usage: python benchmarks/claims_gold.py [--errors HALF] ; the seed reports are read where the development data is.
"""

import csv
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

from detente.core.reading import Attribution, Document, ReadClaim, Sentence, Span
from detente.reading.claims.claims import claims_of, trend_of
from detente.reading.speech.attribution import attributions_of
from detente.reading.speech.discourse import discourse_of
from detente.reading.words.sentences import sentences_of

ROOT = Path(__file__).resolve().parents[1]
KINDS = (
    "event",
    "stance",
    "pressure",
    "cause",
    "constraint",
    "red_line",
    "signal",
    "history",
    "forecast",
    "opinion",
)


def gold_sentences() -> list[dict]:
    """Our own sentences with all three passes and the label in use."""
    lines = (ROOT / "tests/golden/reading/claims.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_alone(text: str) -> tuple[tuple[ReadClaim, ...], tuple[Attribution, ...]]:
    """Claims and attributions of one sentence without a document around it."""
    sentence = Sentence(1, Span(0, len(text), text))
    attributions = attributions_of(sentence, text)
    return claims_of(sentence, text, (), attributions), attributions


def strongest(claims: tuple[ReadClaim, ...], kind: str) -> ReadClaim | None:
    """The claim of a kind that the reader trusts most."""
    return max((one for one in claims if one.kind == kind), key=lambda one: one.confidence, default=None)


def f1(hit: int, made: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    precision, recall = hit / max(1, made), hit / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def own_figures(records: list[dict]) -> dict[str, tuple[float, ...]]:
    """Scores over gold sentences: kinds and kinds with direction as sets; hedge and flags of the claims found."""
    hit, made, wanted, both = Counter(), Counter(), Counter(), 0
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for record in records:
        gold = record["gold"]
        claims, attributions = read_alone(record["text"])
        kinds = {one.kind for one in claims}
        made.update(kinds)
        wanted.update(set(gold["kinds"]))
        shared = [kind for kind in gold["kinds"] if kind in kinds]
        hit.update(shared)
        for kind in shared:
            both += strongest(claims, kind).direction == gold["kinds"][kind]
        if shared:
            one = strongest(claims, shared[0])
            seen["sentence"] += 1
            right["hedge"] += one.standing.hedge == gold["hedge"]
            for flag in ("negated", "conditional", "future"):
                told = getattr(one.standing, flag)
                seen[f"{flag} made"] += told
                seen[f"{flag} wanted"] += gold[flag]
                right[flag] += told and gold[flag]
        if gold["speaker"]:
            seen["speaker"] += 1
            right["speaker"] += any(
                isinstance(one.speaker, Span) and gold["speaker"].lower() in one.speaker.quote.lower()
                for one in attributions
            )
            seen["quantifier"] += 1
            told_by = [one.quantifier for one in attributions if one.speaker] or [None]
            right["quantifier"] += gold["quantifier"] in told_by
    figures: dict[str, tuple[float, ...]] = {
        "kind": f1(sum(hit.values()), sum(made.values()), sum(wanted.values())),
        "kind and direction": f1(both, sum(made.values()), sum(wanted.values())),
        "direction of those found": (both / max(1, sum(hit.values())),),
        "hedge of those found": (right["hedge"] / max(1, seen["sentence"]),),
        "speaker found": (right["speaker"] / max(1, seen["speaker"]),),
        "quantifier right": (right["quantifier"] / max(1, seen["quantifier"]),),
    }
    for flag in ("negated", "conditional", "future"):
        figures[flag] = f1(right[flag], seen[f"{flag} made"], seen[f"{flag} wanted"])
    for kind in KINDS:
        figures[f"  {kind}"] = f1(hit[kind], made[kind], wanted[kind])
    return figures


def brier(records: list[dict]) -> tuple[float, float]:
    """Brier score of the claims' confidence against the label's kinds, and that of a flat guess at the base rate."""
    pairs = [
        (one.confidence, one.kind in record["gold"]["kinds"])
        for record in records
        for one in read_alone(record["text"])[0]
    ]
    rate = sum(borne for _, borne in pairs) / len(pairs)
    return sum((told - borne) ** 2 for told, borne in pairs) / len(pairs), rate * (1 - rate)


def kappa(pairs: list[tuple[object, object]]) -> float:
    """Cohen's kappa of two passes."""
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[key] * second[key] for key in first) / total**2
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def agreement(records: list[dict], passes: tuple[str, str] = ("first", "second")) -> dict[str, float]:
    """Kappa between two passes over our sentences; the third is by an annotator who saw neither of the others."""
    pair = [(record[passes[0]], record[passes[1]]) for record in records]
    figures = {
        "kind": kappa([(kind in one["kinds"], kind in two["kinds"]) for one, two in pair for kind in KINDS]),
        "direction": kappa(
            [
                (one["kinds"][k], two["kinds"][k])
                for one, two in pair
                for k in KINDS
                if k in one["kinds"] and k in two["kinds"]
            ]
        ),
    }
    for label in ("hedge", "negated", "conditional", "future", "quantifier"):
        figures[label] = kappa([(one[label], two[label]) for one, two in pair])
    return figures


def seed_figures(shared: Path) -> dict[str, float]:
    """Claims of the two reports found one to one: same sentence and kind; direction and hedge of those found."""
    rows: dict[tuple[int, int], list[dict[str, str]]] = defaultdict(list)
    with (shared / "case/seed_claims.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows[int(row["source"]), int(row["sentence"])].append(row)
    count: Counter[str] = Counter(claims=sum(len(part) for part in rows.values()))
    for number, path in enumerate(sorted((shared / "sources").iterdir())):
        text = path.read_text("utf-8")
        sentences = sentences_of(text)
        context = discourse_of(Document(path.stem, text), sentences, trend_of(sentences))
        for sentence in sentences:
            attributions = attributions_of(sentence, text, (), context)
            claims = list(claims_of(sentence, text, (), attributions, context))
            count["made"] += len(claims)
            spans = [claim.cue for claim in claims] + [claim.standing.cue for claim in claims]
            spans += [part for one in attributions for part in (one.speaker, one.cue, one.content)]
            told = [span for span in spans if isinstance(span, Span)]
            count["spans"] += len(told)
            count["wrong spans"] += sum(text[span.start : span.end] != span.quote for span in told)
            for row in rows[number, sentence.number]:
                wanted = row["direction"].removeprefix("toward ")
                same = sorted(
                    (one for one in claims if one.kind == row["kind"]),
                    key=lambda one: one.direction != wanted,
                )
                if same:
                    claims.remove(same[0])
                    count["found"] += 1
                    count["direction"] += same[0].direction == wanted
                    count["hedge"] += same[0].standing.hedge == row["hedge"]
    found = count["found"]
    return {
        "claims": count["claims"],
        "found": found / count["claims"],
        "precision": found / count["made"],
        "direction of those found": count["direction"] / found,
        "hedge of those found": count["hedge"] / found,
        "spans": count["spans"],
        "wrong spans": count["wrong spans"],
    }


def confusion(records: list[dict]) -> str:
    """Rows: the kind we labelled; columns: kinds read in the same sentence that the label does not hold, or itself."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        kinds = {one.kind for one in read_alone(record["text"])[0]}
        for kind in record["gold"]["kinds"]:
            table[kind]["all"] += 1
            table[kind].update(
                {kind} if kind in kinds else (kinds - set(record["gold"]["kinds"]) or {"nothing"})
            )
    heads = [*KINDS, "nothing", "all"]
    lines = ["| labelled | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    lines += [f"| {kind} | " + " | ".join(str(table[kind][head]) for head in heads) + " |" for kind in KINDS]
    return "\n".join(lines)


def errors(records: list[dict]) -> None:
    """Print every sentence whose kinds or directions differ from its label."""
    for record in records:
        claims, _ = read_alone(record["text"])
        gold = record["gold"]["kinds"]
        ours = {one.kind: strongest(claims, one.kind) for one in claims}
        faults = [f"MISS {kind}" for kind in gold if kind not in ours]
        faults += [f"extra {kind} [{one.cue.quote}]" for kind, one in ours.items() if kind not in gold]
        faults += [
            f"{kind} [{ours[kind].cue.quote}] {ours[kind].direction} not {gold[kind]}"
            for kind in gold
            if kind in ours and ours[kind].direction != gold[kind]
        ]
        hedge = next((ours[kind].standing.hedge for kind in gold if kind in ours), None)
        if hedge not in (None, record["gold"]["hedge"]):
            faults.append(f"hedge {hedge} not {record['gold']['hedge']}")
        if faults:
            print(f"{record['text']}\n    " + "; ".join(faults))


def main() -> None:
    records = gold_sentences()
    if "--errors" in sys.argv:
        half = sys.argv[sys.argv.index("--errors") + 1]
        errors([record for record in records if record["half"] == half])
        return
    for passes in (("first", "second"), ("first", "third")):
        told = {key: round(value, 2) for key, value in agreement(records, passes).items()}
        print(f"agreement of the {passes[0]} and the {passes[1]} pass (kappa):", told)
    for half in ("tune", "held"):
        part = [record for record in records if record["half"] == half]
        print(f"own sentences, {half} half ({len(part)}):")
        for name, figures in own_figures(part).items():
            print(f"  {name:26}", " ".join(f"{figure:.3f}" for figure in figures))
        print(f"  {'confidence, Brier (flat)':26}", " ".join(f"{figure:.3f}" for figure in brier(part)))
    seen_otherwise = [{**record, "gold": record["third"]} for record in records]
    print(f"own sentences, all {len(records)}, as the third pass labels them:")
    for name, figures in own_figures(seen_otherwise).items():
        print(f"  {name:26}", " ".join(f"{figure:.3f}" for figure in figures))
    print(confusion(records))
    shared = Path(os.environ.get("DETENTE_SHARED") or ROOT.parent / "shared")
    if shared.is_dir():
        print("seed reports:", {key: round(value, 3) for key, value in seed_figures(shared).items()})


if __name__ == "__main__":
    main()
