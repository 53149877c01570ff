"""Whatever of an update is accepted, the case stays in order and keeps what was the analyst's."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

import fishery
from detente.workbench import load
from detente.workbench.reading import read_articles, texts_of
from detente.workbench.updating import considered, staged

COMMENTS = [
    line.partition("#")[2] for text in fishery.texts().values() for line in text.splitlines() if "#" in line
]


@cache
def held():
    bench = load(fishery.FOLDER)
    articles = [str(fishery.ARTICLES / name) for name in ("courier.txt", "daily.txt", "relay.txt")]
    return bench, considered(bench.case, read_articles(articles, read_on=fishery.READ_ON, into=bench.case))


@settings(max_examples=20)
@given(st.data())
def test_any_choice_of_proposals_leaves_a_case_in_order(data):
    bench, update = held()
    ids = [one.id for one in update.proposals]
    wanted = data.draw(st.lists(st.sampled_from(ids), unique=True))
    stages = staged(bench, update, wanted)
    before, after = bench.case, stages.judgement.read().case
    assert {one.id for one in stages.accepted} >= set(wanted)
    assert {name: after.claims[name] for name in before.claims} == dict(before.claims)
    assert [event.id for event in after.events][: len(before.events)] == [event.id for event in before.events]
    assert before.as_of <= after.as_of == stages.as_of
    text = "\n".join(texts_of(stages.judgement).values())
    assert all(comment in text for comment in COMMENTS)
    accepted = {claim for one in stages.accepted for claim in one.claims}
    assert set(after.claims) == set(before.claims) | accepted
    if not wanted:
        assert stages.judgement.files == bench.folder.files
