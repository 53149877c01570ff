from datetime import date

import pytest

from detente.reading.acts.event_lexicon import event_acts_file, lexicon, tags_of
from detente.reading.acts.lint import act_faults, actor_faults, dead_names, lint
from detente.reading.naming.dictionary import Agent, Name, dictionary, dictionary_hash, names_of_files
from detente.reading.shipped import text_of


def test_the_shipped_files_are_in_order():
    assert [str(fault) for fault in lint()] == []


def name(phrase="Ruritania", code="RUR", **told):
    return Name(
        phrase,
        code,
        told.pop("called", phrase),
        told.pop("kind", "state"),
        "state",
        line="states.csv:2",
        **told,
    )


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([name(code="RU")], "code 'RU'"),
        ([name(code="rur")], "code 'rur'"),
        ([name(code="RURGOW")], "sector 'GOW'"),
        ([name(code="RURGO")], "sector 'GO'"),
        ([name(code="IGOx")], "code 'IGOx'"),
        ([name(kind="stat")], "kind 'stat'"),
        ([name(), name()], "repeats states.csv:2"),
        ([name(), name(code="XYZ")], "shadowed by states.csv:2"),
        ([name("Ruritania ")], "blanks"),
        ([name(since=date(2001, 1, 1), until=date(2000, 1, 1))], "a term from 2001"),
    ],
)
def test_a_fault_of_the_dictionary_is_found(names, found):
    assert found in " ".join(str(fault) for fault in actor_faults(names, [], ["RUR", "XYZ"]))


def test_a_name_that_is_never_met_is_dead():
    (fault,) = dead_names([name(), name("Norway", "NOR")])
    assert (fault.key, fault.line) == ("Ruritania", 2)


@pytest.mark.parametrize(
    ("agent", "found"),
    [
        (Agent("guards", "GUA", "people", "agents.csv:2"), "sector 'GUA'"),
        (Agent("Guards", "MIL", "people", "agents.csv:2"), "capitals"),
        (Agent("guard's men", "MIL", "people", "agents.csv:2"), "dead pattern"),
        (Agent("guards", "MIL", "peeple", "agents.csv:2"), "kind 'peeple'"),
    ],
)
def test_a_fault_of_an_agent_is_found(agent, found):
    assert found in " ".join(str(fault) for fault in actor_faults([], [agent], []))


def tables(**changed):
    base = {
        "verbs": {"blame": {"type": "ACCUSE", "root": "11", "words": "blame|fault"}},
        "nouns": {"plan": {"words": "plan"}},
        "pairs": {"rows": "ACCUSE 11 - | blame | plan"},
    }
    return base | changed


def test_tables_in_order_have_no_fault():
    assert list(act_faults(tables())) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"verbs": {"blame": {"type": "ACCUSE", "root": "21", "words": "blame"}}}, "found '21'"),
        ({"verbs": {"blame": {"op": "bend", "words": "blame"}}}, "found 'bend'"),
        ({"verbs": {"blame": {"words": "blame|blame"}}}, "'blame' twice"),
        ({"verbs": {"blame": {"words": "Blame"}}}, "'Blame'"),
        ({"nouns": {"plan": {"words": "plan"}, "idea": {"words": "plan"}}}, "shadowed by nouns.plan"),
        ({"pairs": {"rows": "ACCUSE 11 - | blaim | plan"}}, "'blaim'"),
        ({"pairs": {"rows": "ACCUSE 11 - | blame | plam"}}, "'plam'"),
        ({"pairs": {"rows": "ACCUSE | blame"}}, "TYPE root mode"),
        (
            {"pairs": {"rows": "ACCUSE 11 - | blame | plan\nREJECT 12 - | blame | plan"}},
            "shadowed by a later row",
        ),
    ],
)
def test_a_fault_of_the_lexicon_is_found(changed, found):
    assert found in " ".join(str(fault) for fault in act_faults(tables(**changed)))


def test_the_hash_is_of_the_files():
    assert len(dictionary_hash()) == 64
    assert int(dictionary_hash(), 16) > 0


def test_every_name_is_found_by_the_automaton():
    book = dictionary()
    for one in names_of_files():
        assert one.phrase in book.names
        assert any(phrase == one.phrase for _, (_, phrase) in book.automaton.iter(one.phrase))


def test_every_verb_has_its_forms():
    book = lexicon()
    assert {"withdrew", "withdrawn", "cancelled", "canceled", "kidnapped", "met", "denies"} <= set(book.forms)
    assert tags_of("meet") == {"meet": "B", "meets": "Z", "meeting": "G", "met": "DN"}
    for table in event_acts_file()["verbs"].values():
        assert table["words"]


def test_the_tables_have_no_empty_rows():
    for line in text_of("states.csv").splitlines():
        assert line.count(",") >= 4
