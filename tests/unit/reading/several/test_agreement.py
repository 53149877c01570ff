"""Agreement of two readers, counted by hand."""

from dataclasses import replace

import pytest

from detente.reading.several.agreement import agreement
from readings import courier


def test_a_reader_agrees_with_itself():
    found = agreement(courier(), courier())
    assert (found.events.share, found.claims.share, found.kappa) == (1.0, 1.0, 1.0)


def test_what_only_one_found_counts_against():
    one = courier()
    other = replace(one, reader="other", events=one.events[:1], claims=())
    found = agreement(one, other)
    assert (found.events.one, found.events.other, found.events.both) == (3, 1, 1)
    assert found.events.share == pytest.approx(1 / 3)
    assert found.claims.share == 0
    assert found.sentences == 6
    # one says yes to 5 of 6 sentences, the other to 1 of 6, both agree on 2: chance gives 10/36
    assert found.kappa == pytest.approx((2 / 6 - 10 / 36) / (1 - 10 / 36))


def test_there_may_be_nothing_to_agree_on():
    one = replace(courier(), events=(), claims=())
    found = agreement(one, one)
    assert found.events.share is None
    assert found.kappa is None
