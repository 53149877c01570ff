"""Who did what to whom, in sentences of our own: one row a rule."""

from datetime import date

import pytest

from detente.core.reading import Sentence, Span
from detente.reading.acts.coding import code_given, code_sentence


def whole(text):
    return Sentence(1, Span(0, len(text), text))


def told(text):
    """Countries of source and target, and the type, of what a sentence is coded as."""
    events = code_sentence(whole(text)).events
    assert len(events) <= 1
    return [
        (
            " ".join(one.country for one in event.source),
            event.type,
            " ".join(one.country for one in event.target),
        )
        for event in events
    ]


VOICE = [
    ("Norway criticised Sweden over the fence.", "NOR ACCUSE SWE"),
    ("Sweden was criticised by Norway over the fence.", "NOR ACCUSE SWE"),
    ("Three Swedish sailors were arrested on Monday.", "- COERCE SWE"),
    ("Norway, criticised by Sweden, rejected the plan of Denmark.", "NOR REJECT DNK"),
    ("Swedish diplomats suspected of spying were expelled by Norway.", "NOR SANCTION SWE"),
    ("Norwegian troops were withdrawn from Finland.", "NOR RETREAT FIN"),
    ("Denmark suffered an attack from Sweden.", "SWE ASSAULT DNK"),
]
ROLES = [
    ("Norway and Sweden signed a fishing treaty.", "NOR SWE SUPPORT -"),
    ("Talks between Norway and Sweden opened.", "NOR SWE CONSULT -"),
    ("Norway's attack on Sweden shocked many.", "NOR ASSAULT SWE"),
    ("Norway warned Sweden and Denmark.", "NOR THREATEN SWE DNK"),
    ("In a letter to Finland, Norway condemned Sweden.", "NOR ACCUSE SWE"),
    ("After a visit to Finland, the Norwegian prime minister praised Sweden.", "NOR SUPPORT SWE"),
    ("Norway, when asked by Finland, blamed Sweden.", "NOR ACCUSE SWE"),
    ("Norway said it rejected the Swedish offer.", "NOR REJECT SWE"),
    ("Norway welcomed the accord and thanked Sweden.", "NOR SUPPORT SWE"),
    ("Norway shelled the Swedish coast, officials in Finland said.", "NOR ASSAULT SWE"),
    ("Norway shelled the Swedish coast, according to Finland.", "NOR ASSAULT SWE"),
    ("Rebels in Chad attacked Sudanese soldiers.", "TCD ASSAULT SDN"),
]
NOUNS = [
    ("Norway imposed sanctions on Sweden.", "NOR COERCE SWE"),
    ("Norway lifted sanctions on Sweden.", "NOR RETREAT SWE"),
    ("Norway suspended aid to Chad.", "NOR SANCTION TCD"),
    ("Norway sent food to Chad.", "NOR AID TCD"),
    ("Norway deployed troops near Sweden.", "NOR MOBILIZE SWE"),
    ("Norway withdrew its observers from Chad.", "NOR SANCTION TCD"),
    ("Norway launched an investigation into Swedish banks.", "NOR ACCUSE SWE"),
    ("Norway closed its border with Sweden.", "NOR COERCE SWE"),
    ("Norwegian farmers blocked roads into Sweden.", "NOR PROTEST SWE"),
    ("Norway fired missiles at Sweden.", "NOR ASSAULT SWE"),
    ("Norway cancelled a visit to Sweden.", "NOR REJECT SWE"),
    ("Norwegian students held a rally against Sweden.", "NOR PROTEST SWE"),
    ("Norway granted asylum to five Swedish judges.", "NOR AID SWE"),
    ("Norway shared intelligence with Sweden.", "NOR COOPERATE SWE"),
    ("Norway called off the strike against Sweden.", "NOR CONCEDE SWE"),
]
BENT = [
    ("Norway agreed to withdraw from Sweden.", "NOR AGREE SWE"),
    ("Norway is willing to release the Swedish captain.", "NOR AGREE SWE"),
    ("Norway will visit Sweden.", "NOR AGREE SWE"),
    ("Norway announced plans to send aid to Chad.", "NOR AGREE TCD"),
    ("Norway refused to meet Sweden.", "NOR REJECT SWE"),
    ("Norway did not release the Swedish sailors.", "NOR REJECT SWE"),
    ("Norway and Sweden failed to reach an agreement.", "NOR SWE REJECT -"),
    ("Norway threatened to expel Swedish envoys.", "NOR THREATEN SWE"),
    ("Norway will impose sanctions on Sweden.", "NOR THREATEN SWE"),
    ("Norway vowed to bomb Sweden.", "NOR THREATEN SWE"),
    ("Norway urged Sweden to release the sailors.", "NOR REQUEST SWE"),
    ("Norway demanded that Sweden release the sailors.", "NOR REQUEST SWE"),
    ("Norway said Sweden must leave the island.", "NOR REQUEST SWE"),
    ("Norway began shelling Sweden.", "NOR ASSAULT SWE"),
    ("Norway stopped the attacks on Sweden.", "NOR CONCEDE SWE"),
    ("Norway prepared to attack Sweden.", "NOR MOBILIZE SWE"),
    ("Norway sent a team to Sweden to investigate the fire.", "NOR ACCUSE SWE"),
]


@pytest.mark.parametrize(("text", "coded"), VOICE + ROLES + NOUNS + BENT)
def test_who_did_what_to_whom(text, coded):
    (event,) = told(text)
    source, kind, target = event
    assert " ".join((source or "-", kind, target or "-")) == coded


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("It rained.", "no actor, no act"),
        ("The bridge was attacked.", "no actor"),
        ("Norway lies west of Sweden.", "no act"),
    ],
)
def test_what_is_not_coded_says_why(text, why):
    coded = code_sentence(whole(text))
    assert coded.events == ()
    assert coded.why == why


@pytest.mark.parametrize(
    "text",
    [
        "The March talks in Norway.",
        "Peace talks and plans",
        "Norway faces pressures.",
        "A visit, a threat, an attack.",
    ],
)
def test_nouns_are_not_taken_for_verbs(text):
    assert all(
        event.type not in ("PROTEST", "REQUEST", "THREATEN") for event in code_sentence(whole(text)).events
    )


def test_an_event_is_dated_by_the_expression_nearest_to_it():
    (event,) = code_sentence(
        whole("Norway, which lost a war in 1814, rejected on Tuesday a Swedish plan."),
        dateline=date(2024, 11, 28),
    ).events
    assert (event.when, event.when_span.quote) == (date(2024, 11, 26), "Tuesday")


def test_a_period_keeps_its_last_day():
    (event,) = code_sentence(whole("Norway met Sweden in mid-November 2024.")).events
    assert (event.when, event.until) == (date(2024, 11, 11), date(2024, 11, 20))


def test_roots_and_modes():
    (event,) = code_sentence(whole("Norway declared a ceasefire with Sweden.")).events
    assert (event.type, event.cameo_root, event.mode) == ("RETREAT", "08", "ceasefire")


def test_more_that_is_found_makes_surer():
    both = code_sentence(whole("Norway condemned Sweden.")).events[0].confidence
    one = code_sentence(whole("Norway condemned the decision.")).events[0].confidence
    assert 0 < one < both < 1


def test_given_actors_need_no_dictionary():
    text = "The harbour master accused the ferry's crew of theft."
    (event,) = code_given(whole(text), [(0, 18)], [(27, 43)]).events
    assert (event.type, event.source[0].span.quote, event.target[0].span.quote) == (
        "ACCUSE",
        "The harbour master",
        "the ferry's crew",
    )


def test_given_actors_choose_among_acts():
    text = "The crew, which had insulted the cook, thanked the pilot."
    pick = lambda word: (text.index(word), text.index(word) + len(word))  # noqa: E731
    assert code_given(whole(text), [pick("The crew")], [pick("the pilot")]).events[0].type == "SUPPORT"


def test_given_actors_without_an_act():
    assert code_given(whole("The crew of the pilot."), [(0, 8)], [(12, 21)]).why == "no act"


def test_an_endless_sentence_is_not_read():
    text = "Norway rejected Sweden and " * 50_000
    coded = code_sentence(whole(text))
    assert coded.events == ()
    assert coded.why == "longer than 3,000 characters"
    assert code_given(whole(text), [(0, 6)], []).why == coded.why


def test_capitals_throughout_are_read_and_quoted_as_they_stand():
    text = "NORWAY REJECTS SWEDISH OFFER OF TALKS"
    (event,) = code_sentence(whole(text)).events
    assert (event.source[0].span.quote, event.type, event.target[0].span.quote) == (
        "NORWAY",
        "REJECT",
        "SWEDISH",
    )
    assert event.trigger.quote == text[event.trigger.start : event.trigger.end]
