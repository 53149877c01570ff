"""The brief: one A4 page of the same study, for a reader with two minutes."""

from dataclasses import dataclass

from detente.charts.drivers import bars
from detente.core.explanation import Rival
from detente.core.naming import reading_name
from detente.core.plain import NO_BREAK, full_day, listed, percent, points, signed, tight
from detente.core.study import Study
from detente.forecast import scale_of, words_for
from detente.report.confidence import Confidence
from detente.report.first_screen import first_screen
from detente.report.page import environment

MOST_SHIFTS, MOST_BARS, MOST_QUESTIONS, MOST_SIGNS, MOST_GAPS = 6, 4, 5, 3, 4
LINE = 150
"""Characters a line of the page takes before it is cut: what keeps any study on one page."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The lines of the brief; the HTML page and the DOCX are both made from this."""

    title: str
    strip: str
    bottom_line: str
    confidence: str
    shifts: tuple[tuple[str, str, str, str, str], ...]
    why_title: str
    why: tuple[str, ...]
    rival: str
    answers: tuple[tuple[str, str, str, str], ...]
    signposts: tuple[str, ...]
    basis: str
    assumptions: tuple[str, ...]
    not_modelled: str
    run: str


SHIFT_COLUMNS = ("Arena", "Words", "Deeds", "Stage", "How sure")
ANSWER_COLUMNS = ("Question", "Answer", "Base rate", "Over inputs")


def render_brief(study: Study) -> str:
    """The brief as HTML that prints to exactly one A4 page.

    Parameters
    ----------
    study : a run's result.
    """
    return (
        environment()
        .get_template("brief.html")
        .render(brief=compose(study), shift_columns=SHIFT_COLUMNS, answer_columns=ANSWER_COLUMNS)
    )


def compose(study: Study) -> Brief:
    """Choose and cut what the page holds."""
    first = first_screen(study, ())
    line, level = first.bottom_line, first.confidence
    audit = study.audit
    manifest = study.manifest
    asks = {answer.id: answer.text for answer in study.answers}
    standing = "registered" if manifest.registered else "retrospective, not registered"
    standing += f" · backtest skill: {manifest.skill or 'none yet'}"
    return Brief(
        title=_cut(study.case.title, 90),
        strip=f"As of {full_day(manifest.as_of)} · horizon {full_day(study.case.until)} · {standing}",
        bottom_line=_cut(f"{line.shifted} {line.not_shifted}", 6 * LINE),
        confidence=_cut(_confidence(level), 3 * LINE),
        shifts=tuple(
            (
                _cut(one.label, 48),
                signed(one.words),
                signed(one.deeds),
                one.stage,
                tight(words_for(one.probability, scale_of(study.case))),
            )
            for one in first.shifts[:MOST_SHIFTS]
        ),
        why_title=_why_title(study),
        why=_why(study),
        rival=_rival(first.rival),
        answers=tuple(
            (
                _cut(one.text, 100),
                _cut(tight(one.words), 40),
                percent(one.base_rate) if one.base_rate is not None else "none",
                f"{percent(one.low)} to {percent(one.high)}" if one.probability is not None else "–",
            )
            for one in first.answers[:MOST_QUESTIONS]
        ),
        signposts=tuple(
            _cut(
                f"{sign.text}: from {percent(sign.now)} to {percent(sign.if_seen)} if seen, "
                f"{percent(sign.if_not)} if not: {asks.get(sign.question, sign.question)}",
                LINE,
            )
            for sign in first.signposts[:MOST_SIGNS]
        ),
        basis=f"{first.origins} independent origins behind "
        f"{audit.with_evidence} of {len(audit.leaves)} inputs; "
        f"{len(first.contested)} lean on contested claims.",
        assumptions=tuple(
            _cut(f"{one.name}: {one.leaf.assumed or 'no reason given'}", LINE) for one in first.assumptions
        ),
        not_modelled=_cut(
            "; ".join(study.case.focus.not_modelled[:MOST_GAPS]) or "the case does not say", 2 * LINE
        ),
        run=f"Run {manifest.run} · {manifest.worlds:,} worlds · seed {manifest.seed}",
    )


def _confidence(level: Confidence) -> str:
    grounds = (("What holds it up", level.holds), ("What keeps it down", level.weakens))
    told = [f"{title}: {listed(list(clauses))}." for title, clauses in grounds if clauses]
    return " ".join((f"Confidence: {level.told}.", *((level.why,) if level.why else ()), *told))


def _why_title(study: Study) -> str:
    if not study.explanation.attributions:
        return "Why"
    one = study.explanation.attributions[0]
    return _cut(
        f"Why: contribution in this model to {signed(one.change)} points "
        f"on {reading_name(study.case, one.target)}",
        110,
    )


def _why(study: Study) -> tuple[str, ...]:
    if not study.explanation.attributions:
        return ("No change was explained.",)
    shown = bars(study.explanation.attributions[0], MOST_BARS)
    return tuple(
        _cut(f"{label}: {signed(share)} (5–95 %: {points(low)} to {points(high)})", 110)
        for label, share, low, high in shown
    )


def _rival(rival: Rival | None) -> str:
    if rival is None:
        return "The case states no rival account."
    # The size before the words: what has to be cut is the end.
    size = f"{points(abs(rival.removed))} of {points(rival.change)} points"
    way = "go" if rival.removed * rival.change >= 0 else "are added"
    return _cut(f"Best rival account ({size} {way} without what it rests on): {rival.says}.", 2 * LINE)


def _cut(text: str, most: int) -> str:
    # What a case may hold and a Word file may not; a blank that keeps a number and its unit together may stay.
    text = "".join(sign for sign in text if sign.isprintable() or sign == NO_BREAK)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
