"""Floors under what is reached on our own gold sentences and, where the development data is, on the seed reports."""

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


def bench(name: str) -> ModuleType:
    """A script of benchmarks/ as a module."""
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def claims() -> ModuleType:
    return bench("claims_gold")


def test_two_hundred_sentences_in_three_passes(claims):
    records = claims.gold_sentences()
    assert len(records) >= 200
    assert len({record["text"] for record in records}) == len(records)
    assert {record["half"] for record in records} == {"tune", "held"}
    for record in records:
        for label in ("first", "second", "third", "gold"):
            assert set(record[label]["kinds"]) <= set(claims.KINDS)
            speaker = record[label]["speaker"]
            assert speaker is None or speaker in record["text"]
    agreed = claims.agreement(records)
    assert agreed["kind"] > 0.9
    assert agreed["hedge"] > 0.9


@pytest.mark.parametrize(
    ("half", "kind", "direction", "hedge"), [("tune", 0.85, 0.80, 0.92), ("held", 0.76, 0.76, 0.88)]
)
def test_own_sentences(claims, half, kind, direction, hedge):
    part = [record for record in claims.gold_sentences() if record["half"] == half]
    figures = claims.own_figures(part)
    assert figures["kind"][2] >= kind
    assert figures["direction of those found"][0] >= direction
    assert figures["hedge of those found"][0] >= hedge


def test_seed_reports(claims, shared):
    figures = claims.seed_figures(shared)
    assert figures["claims"] == 129
    assert figures["found"] >= 0.80
    assert figures["direction of those found"] >= 0.82
    assert figures["hedge of those found"] >= 0.78
    assert figures["precision"] >= 0.58
    assert figures["spans"] >= 100
    assert figures["wrong spans"] == 0


def test_certainty_ranks_like_readers(shared):
    certainty = bench("certainty_gold")
    told = certainty.commitment(certainty.records(shared / "gold/reading/commitmentbank.dev.jsonl"))
    assert certainty.rank([(item["certainty"]["mean"], ours) for item, ours in told]) >= 0.55


def test_attributions_against_polnear(shared):
    attribution = bench("attribution_gold")
    records = attribution.records(shared)[:30]
    figures = attribution.scores(records)
    assert figures["cue"][2] >= 0.44
    assert figures["source"][2] >= 0.50
    assert figures["content"][2] >= 0.70


def test_every_span_of_the_polnear_documents_is_a_span(shared):
    from detente.core.reading import Document, Span
    from detente.reading.claims.claims import claims_of, trend_of
    from detente.reading.speech.attribution import attributions_of
    from detente.reading.speech.discourse import discourse_of
    from detente.reading.words.sentences import sentences_of

    spans = 0
    begun = time.perf_counter()
    sentences_read = 0
    for record in bench("attribution_gold").records(shared)[:40]:
        text = record["text"]
        sentences = sentences_of(text)
        context = discourse_of(Document("d", text), sentences, trend_of(sentences))
        for sentence in sentences:
            sentences_read += 1
            attributions = attributions_of(sentence, text, (), context)
            told = [part for one in attributions for part in (one.speaker, one.cue, one.content)]
            for claim in claims_of(sentence, text, (), attributions, context):
                told += [claim.cue, claim.standing.cue, claim.attribution.speaker]
            for span in told:
                if isinstance(span, Span):
                    spans += 1
                    assert text[span.start : span.end] == span.quote
    assert spans > 2_000
    assert (time.perf_counter() - begun) / sentences_read < 0.004, "ten times the time allowed a sentence"
