from datetime import date
from itertools import pairwise

import pytest

from detente.core.reading import Sentence, Span
from detente.reading.naming.actors import mentions_of
from detente.reading.naming.memory import Memory
from detente.reading.words.sentences import sentences_of


def named(text, **options):
    return [
        (one.span.quote, one.code) for one in mentions_of(Sentence(1, Span(0, len(text), text)), **options)
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        # states, demonyms, capitals, metonyms
        ("Norway and Oslo", [("Norway", "NOR"), ("Oslo", "NOR")]),
        ("a Peruvian rejection", [("Peruvian", "PER")]),
        ("the Kremlin and Downing Street", [("Kremlin", "RUSGOV"), ("Downing Street", "GBRGOV")]),
        # titles and common nouns give the sector
        ("Norwegian Foreign Minister Espen Barth Eide", [("Norwegian Foreign Minister Espen Barth Eide", "NORGOV")]),
        ("Kenya's parliament", [("Kenya's parliament", "KENLEG")]),
        ("Kenyan police and Kenyan students", [("Kenyan police", "KENCOP"), ("Kenyan students", "KENEDU")]),
        ("rebels in northern Chad", [("rebels in northern Chad", "TCDREB")]),
        ("the government of Chad", [("government of Chad", "TCDGOV")]),
        ("former President Jacob Zuma", [("former President Jacob Zuma", "ZAFELI")]),
        # persons by full name, by title and surname, by surname
        ("Vladimir Putin", [("Vladimir Putin", "RUSGOV")]),
        ("President Putin", [("President Putin", "RUSGOV")]),
        ("Putin", [("Putin", "RUSGOV")]),
        # organisations, blocs and armed groups
        ("NATO and U.N. peacekeepers", [("NATO", "IGONAT"), ("U.N. peacekeepers", "IGOUNOMIL")]),
        ("Hezbollah leaders", [("Hezbollah leaders", "LBNREB")]),
        ("the European Union", [("European Union", "IGOEUR")]),
        # word boundaries and things that only carry a name
        ("Iranology in Omanipoor", []),
        ("the Washington Post", []),
        ("the Israeli-occupied zone", []),
        ("the U.S.-led coalition", [("U.S.-led coalition", "IGOCOA")]),
    ],
)  # fmt: skip
def test_who_is_named(text, mentions):
    found = [(quote, code) for quote, code in named(text) if not code.startswith("UNK")]
    assert found == mentions


def test_a_curly_apostrophe_is_an_apostrophe():
    assert named("Kenya’s parliament") == [("Kenya’s parliament", "KENLEG")]


@pytest.mark.parametrize(("dateline", "code"), [(date(1986, 5, 1), "DEUGOV"), (date(2010, 5, 1), "DEUGOV")])
def test_a_term_of_office_does_not_change_the_country(dateline, code):
    assert named("Chancellor Kohl", dateline=dateline)[0][1] == code


def test_terms_tell_namesakes_apart():
    old = named("President Bush", dateline=date(1990, 6, 1))
    new = named("President Bush", dateline=date(2005, 6, 1))
    assert old == new == [("President Bush", "USAGOV")]
    sentence = Sentence(1, Span(0, 14, "President Bush"))
    assert mentions_of(sentence, dateline=date(1990, 6, 1))[0].name == "George Bush"
    assert mentions_of(sentence, dateline=date(2005, 6, 1))[0].name == "George W. Bush"


def read(text):
    memory = Memory()
    return [
        [(one.span.quote, one.code) for one in mentions_of(sentence, memory=memory)]
        for sentence in sentences_of(text)
    ]


def test_a_surname_leads_back_to_the_full_name():
    found = read("Norwegian diplomat Kari Holmberg flew in. Holmberg met nobody.")
    assert found[1] == [("Holmberg", "NORGOV")]


def test_a_title_leads_back_to_its_owner():
    found = read("Kenya's president arrived. The president left again.")
    assert found[1] == [("president", "KENGOV")]


def test_the_group_is_the_group_named_last():
    found = read("Hezbollah fired first. The group denied it.")
    assert found[1][0] == ("group", "LBNREB")


def test_a_pronoun_is_told_as_one():
    memory = Memory()
    sentences = sentences_of("Kenya signed. It paid.")
    mentions_of(sentences[0], memory=memory)
    (pronoun,) = mentions_of(sentences[1], memory=memory)
    assert (pronoun.kind, pronoun.code) == ("pronoun", "KEN")


def test_an_unowned_noun_takes_the_country_of_its_place():
    assert ("Police", "KENCOP") in named("Police fired on marchers in Nairobi.")


def test_mentions_do_not_overlap_and_count_from_the_document():
    text = "First. Russian President Vladimir Putin met Iran's foreign minister in Ankara."
    sentence = sentences_of(text)[1]
    found = mentions_of(sentence)
    assert [text[one.span.start : one.span.end] for one in found] == [one.span.quote for one in found]
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
