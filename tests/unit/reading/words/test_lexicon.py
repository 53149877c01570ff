import pytest

from detente.reading.claims.paraphrase import subjects
from detente.reading.words.lexicon import TABLES, digest, entries_of, faults_of, hits_of


@pytest.mark.parametrize("table", TABLES)
def test_the_lexicons_shipped_have_no_fault(table):
    assert [str(fault) for fault in faults_of(table)] == []
    assert entries_of(table)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("[a]\npatterns = []", "nothing"),
        ('[a]\npatterns = ["go"]\nlean = "up"', "'up'"),
        ('[a]\npatterns = ["go"]\ncolour = "red"', "'colour'"),
        ('[a]\npatterns = ["go"]\naffirmed = "2"', "'2'"),
        ('[a]\npatterns = ["go", "go"]', "'go'"),
        ('[a]\npatterns = ["go~"]\n[b]\npatterns = ["went"]', "'went'"),
        ('[a]\npatterns = ["_ go"]', "'_ go'"),
        ('[a]\npatterns = ["isn\'t"]', '"isn\'t"'),
        ("[a\n", "Expected"),
    ],
)
def test_a_fault_planted_in_a_lexicon_is_found(written, found):
    faults = faults_of("planted", written)
    assert len(faults) == 1
    assert found in faults[0].found


def test_groups_of_attribution_may_share_a_word():
    assert faults_of("attribution", '[verb]\npatterns = ["claim~"]\n[noun]\npatterns = ["claim^"]') == ()


def test_hits_come_by_table_and_the_hash_is_stable():
    hits = hits_of("Kyiv denied that talks had failed.")
    assert [hit.entry.group for hit in hits["standing"]] == ["deny"]
    assert hits["polarity"]
    assert digest() == digest()
    assert len(digest()) == 64


def test_subjects_are_those_of_the_lexicon():
    assert "sanctions" in subjects()
    assert len(set(subjects())) == len(subjects())
