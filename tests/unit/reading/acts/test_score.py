import pytest

from detente.reading.acts.score import agreement, triples_of


def event(source, kind, target):
    return {
        "source": [{"code": code} for code in source],
        "target": [{"code": code} for code in target],
        "type": kind,
    }


def test_codes_are_compared_by_country():
    assert triples_of(event(["IRNGOV"], "REJECT", ["ISRMIL"])) == [("IRN", "ISR", "REJECT")]


def test_each_source_goes_with_each_target():
    found = triples_of(event(["IRN", "SYR"], "ASSAULT", ["ISR", "USA"]))
    assert sorted(found) == [(s, t, "ASSAULT") for s in ("IRN", "SYR") for t in ("ISR", "USA")]


def test_sources_alone_are_ordered_pairs():
    assert len(triples_of(event(["IRN", "IRQ", "SYR"], "CONSULT", []))) == 6


def test_an_absent_actor_is_the_empty_code():
    assert triples_of(event(["IRN"], "YIELD", [])) == [("IRN", "", "YIELD")]
    assert triples_of(event([], "YIELD", ["IRN"])) == [("", "IRN", "YIELD")]


@pytest.mark.parametrize(
    ("older", "counted"),
    [("DEMAND", "REQUEST"), ("DISAPPROVE", "ACCUSE"), ("INVESTIGATE", "ACCUSE"), ("FIGHT", "ASSAULT"),
     ("CONCEDE", "YIELD"), ("RETREAT", "YIELD"), ("AID", "AID")],
)  # fmt: skip
def test_older_types_are_counted_as_newer(older, counted):
    assert triples_of(event(["A"], older, ["B"])) == [("A", "B", counted)]


def test_agreement_counts_multisets_sentence_by_sentence():
    gold = [[event(["IRN"], "REJECT", ["ISR"])], [event(["USA"], "AID", ["TCD"])]]
    coded = [[event(["IRN"], "REJECT", ["ISR"]), event(["IRN"], "REJECT", ["ISR"])], []]
    found = agreement(gold, coded)
    assert (found.gold, found.coded, found.same) == (2, 2, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_an_event_of_another_sentence_does_not_count():
    one = event(["IRN"], "REJECT", ["ISR"])
    assert agreement([[one], []], [[], [one]]).same == 0


def test_dyads_may_be_compared_alone():
    gold, coded = [[event(["A"], "AID", ["B"])]], [[event(["A"], "REJECT", ["B"])]]
    assert agreement(gold, coded).same == 0
    assert agreement(gold, coded, typed=False).f1 == 1.0


def test_nothing_agrees_with_nothing_at_nought():
    found = agreement([[]], [[]])
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)
