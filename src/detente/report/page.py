"""The page: one self-contained HTML file of a study, with no script and nothing to fetch."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from detente.charts import Figure, figures
from detente.core.explanation import Signpost
from detente.core.history import DyadHistory
from detente.core.naming import (
    act_name,
    actor_name,
    heard_name,
    input_name,
    issue_name,
    pressure_name,
    reading_name,
    track_name,
)
from detente.core.plain import (
    amount,
    day,
    day_beside,
    error,
    full_day,
    listed,
    percent,
    points,
    rough,
    signed,
    spoken,
    tight,
)
from detente.core.study import Study
from detente.events.telling import summary
from detente.events.worth import told_worth
from detente.forecast import scale_of, words_for
from detente.report.confidence import evidence_and_agreement, in_unit
from detente.report.evidence import chain
from detente.report.first_screen import first_screen, unranked
from detente.report.pictures import Pictures, framed
from detente.report.rules import procedure_in_words, question_rule
from detente.report.shown import Shown, shown_of
from detente.report.tradecraft import tradecraft

SECTIONS = (
    ("answers", "Answers"),
    ("implications", "So what"),
    ("futures", "Where it is going"),
    ("shift", "The shift, arena by arena"),
    ("why", "What moved it"),
    ("rivals", "Rival accounts"),
    ("what-if", "What if"),
    ("signposts", "Signposts"),
    ("alternatives", "The least likely branch that matters most"),
    ("trade-offs", "Trade-offs"),
    ("actors", "Actors and stances"),
    ("talks", "Institutions and talks"),
    ("bargaining", "Talks under every bargaining model"),
    ("end-states", "Would it hold?"),
    ("pressures", "Pressures"),
    ("assumptions", "Key assumptions"),
    ("sourcing", "What the sources are worth"),
    ("evidence", "Evidence"),
    ("mechanisms", "Mechanisms"),
    ("not-modelled", "What is not modelled"),
    ("method", "Method"),
)
"""Anchor and title of every section below the first screen, in order; each is a template of its own."""


@cache
def environment() -> Environment:
    """Templates with everything escaped: the text of a case is not trusted."""
    env = Environment(
        loader=PackageLoader("detente.report"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for function in (
        amount,
        day,
        day_beside,
        error,
        full_day,
        listed,
        percent,
        points,
        rough,
        signed,
        spoken,
    ):
        env.filters[function.__name__] = function
    env.filters["tight"] = tight
    env.filters["words"] = _worded
    env.tests["web_address"] = is_web_address
    return env


@pass_context
def _worded(told: Context, probability: float) -> str:
    """A probability in the words of the case that the page is about."""
    return tight(words_for(probability, scale_of(told["case"])))


def compile_templates() -> None:
    """Compile all templates beforehand: a fifth of a second that may pass beside other work."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


def is_web_address(url: str | None) -> bool:
    """True for what may be linked: a case could hold `javascript:` and the like."""
    return url is not None and url.startswith(("https://", "http://"))


@cache
def stylesheet() -> Markup:
    """The style sheet, to stand inside a page."""
    env = environment()
    assert env.loader is not None
    return Markup(env.loader.get_source(env, "style.css")[0])


def render_report(study: Study) -> str:
    """The whole report.

    Parameters
    ----------
    study : a run's result.

    Returns
    -------
    one HTML document; the same study gives the same bytes.

    Examples
    --------
    >>> html = render_report(study)  # doctest: +SKIP
    """
    pictures = Pictures()
    html = begin_report(shown_of(study), pictures)()
    pictures.close()
    return html


def begin_report(shown: Shown, pictures: Pictures) -> Callable[[], str]:
    """Begin to draw a report's pictures; what is returned waits for them and gives the whole page.

    Parameters
    ----------
    pictures : where some may have been drawn beforehand; left open.
    """
    pictures.ask(_flat(shown.figures))
    return lambda: environment().get_template("page.html").render(**context(shown, pictures.svg))


def early_figures(study: Study) -> tuple[Figure, ...]:
    """The figures of a report that do not look at its explanation."""
    return _flat(figures(study, explained=False))


def _flat(drawn: Mapping[str, tuple[Figure, ...]]) -> tuple[Figure, ...]:
    return tuple(figure for row in drawn.values() for figure in row)


def here(anchor: str) -> str:
    """The address of an anchor where everything stands in one page."""
    return f"#{anchor}"


def context(
    shown: Shown, svg: Callable[[Figure], str], *, at: Callable[[str], str] = here
) -> dict[str, object]:
    """What the templates may name: the study, its figures, and functions that put ids into words.

    Parameters
    ----------
    svg : the picture of a figure.
    at : anchor -> its address; another page's where sections stand on pages of their own.
    """

    def picture(figure: Figure, place: str = "") -> Markup:
        return Markup(framed(figure, svg(figure), place))  # escaped where it is framed

    study = shown.study
    case = study.case
    return {
        "study": study,
        "case": case,
        "figures": shown.figures,
        "first": first_screen(study, shown.figures["drivers"]),
        "sections": SECTIONS,
        "chain": chain(study),
        **tradecraft(study),
        "style": stylesheet(),
        "at": at,
        "in_unit": in_unit,
        "scale": scale_of(case),
        "source_line": f"Source: run {study.manifest.run}, {study.manifest.worlds:,} worlds",
        "evidence_and_agreement": evidence_and_agreement,
        "events": shown.events,
        "binds": shown.binds,
        "tables": shown.tables,
        "asks": {answer.id: answer.text for answer in study.answers},
        "picture": picture,
        "act_name": partial(act_name, case),
        "actor_name": partial(actor_name, case),
        "heard_name": partial(heard_name, case),
        "issue_name": partial(issue_name, case),
        "pressure_name": partial(pressure_name, case),
        "track_name": partial(track_name, case),
        "input_name": partial(input_name, case),
        "reading_name": partial(reading_name, case),
        "question_rule": partial(question_rule, study),
        "procedure": partial(procedure_in_words, study),
        "unranked": partial(unranked, study),
        "thin": _thin,
        "event_summary": _event_summary,
        "event_worth": _event_worth(study),
    }


def _event_summary(history: DyadHistory) -> str:
    return f"{history.label}. {summary(history)}"


def _event_worth(study: Study) -> list[str]:
    """What the alarms behind the histories are worth, each kind once."""
    told = [told_worth(one.detector, one.series, one.period) for one in study.histories]
    return list(dict.fromkeys(told))


def _thin(sign: Signpost) -> bool:
    """Too few worlds to lean on."""
    return sign.worlds_seen < 100
