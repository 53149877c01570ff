"""Tables: the results as rows, for CSV or Parquet."""

from detente.charts import Table
from detente.charts._levels import BANDS, quantiles
from detente.core.study import Study

Cell = str | float
"""A cell; an empty string stands for nothing."""


def tables(study: Study) -> dict[str, Table]:
    """Name of a file -> its table.

    Parameters
    ----------
    study : a run's result.

    Returns
    -------
    answers, drivers, levels, pressures, inputs, claims, signposts, shifts.
    """
    return {
        "answers": _answers(study),
        "claims": _claims(study),
        "drivers": _drivers(study),
        "inputs": _inputs(study),
        "levels": _bands(study, "issue"),
        "pressures": _bands(study, "pressure"),
        "shifts": _shifts(study),
        "signposts": _signposts(study),
    }


def _cell(value: float | None, digits: int = 4) -> Cell:
    return "" if value is None else round(float(value), digits)


def _answers(study: Study) -> Table:
    columns = (
        "id",
        "text",
        "kind",
        "asked",
        "by",
        "probability",
        "median",
        "se",
        "low",
        "high",
        "words",
        "base_rate",
        "own_forecast",
        "unit",
    )
    rows = tuple(
        (
            one.id,
            one.text,
            one.kind,
            one.asked.isoformat(),
            one.by.isoformat(),
            _cell(one.probability),
            _cell((one.quantiles or {}).get("0.5")),
            _cell(one.se),
            _cell(one.low),
            _cell(one.high),
            one.words,
            _cell(one.base_rate),
            _cell(one.own_forecast),
            one.unit or "",
        )
        for one in study.answers
    )
    return Table(columns, rows)


def _drivers(study: Study) -> Table:
    rows = tuple(
        (
            one.game,
            one.target,
            one.from_date.isoformat(),
            one.to_date.isoformat(),
            one.id,
            one.label,
            _cell(one.share),
            _cell(one.low),
            _cell(one.high),
            _cell(one.se),
            " ".join(one.claims),
        )
        for attribution in study.explanation.attributions
        for one in attribution.drivers
    )
    return Table(
        ("game", "target", "from", "to", "id", "label", "share", "low", "high", "se", "claims"), rows
    )


def _inputs(study: Study) -> Table:
    rows = tuple(
        (
            leaf.path,
            leaf.parameter,
            leaf.stated,
            _cell(leaf.center),
            _cell(leaf.low),
            _cell(leaf.high),
            leaf.footing,
            leaf.assumed or "",
            " ".join(leaf.claims),
            "; ".join(leaf.origins),
            " ".join(leaf.disputed),
            leaf.file or "",
            leaf.line or "",
        )
        for leaf in study.audit.leaves
    )
    return Table(
        (
            "path",
            "parameter",
            "stated",
            "center",
            "low",
            "high",
            "footing",
            "assumed",
            "claims",
            "origins",
            "disputed",
            "file",
            "line",
        ),
        rows,
    )


def _claims(study: Study) -> Table:
    rows = tuple(
        (
            name,
            claim.source,
            "" if claim.sentence is None else claim.sentence,
            claim.says,
            claim.kind,
            claim.hedge,
            claim.origin or "",
            claim.check.status if claim.check else "not checked",
            "yes" if claim.is_disputed else "no",
        )
        for name, claim in study.case.claims.items()
    )
    return Table(("id", "source", "sentence", "says", "kind", "hedge", "origin", "check", "disputed"), rows)


def _bands(study: Study, kind: str) -> Table:
    projection = study.projection
    names, values = (
        (projection.names.issues, projection.levels)
        if kind == "issue"
        else (projection.names.pressures, projection.pressures)
    )
    rows = tuple(
        (name, when.isoformat(), *(_cell(float(value), 2) for value in band))
        for place, name in enumerate(names)
        for when, band in zip(projection.dates, quantiles(values[:, :, place]), strict=True)
    )
    return Table((kind, "date", *(f"q{100 * share:g}" for share in BANDS)), rows)


def _shifts(study: Study) -> Table:
    rows = tuple(
        (
            one.arena,
            one.label,
            _cell(one.words),
            _cell(one.deeds),
            one.stage,
            one.from_date.isoformat(),
            one.to_date.isoformat(),
            _cell(one.probability),
            _cell(one.persistence),
            " ".join(one.supporting),
            " ".join(one.opposing),
            " ".join(one.contested),
        )
        for one in study.explanation.shifts
    )
    return Table(
        (
            "arena",
            "label",
            "words",
            "deeds",
            "stage",
            "from",
            "to",
            "probability",
            "persistence",
            "for",
            "against",
            "contested",
        ),
        rows,
    )


def _signposts(study: Study) -> Table:
    rows = tuple(
        (
            one.id,
            one.text,
            one.by.isoformat(),
            _cell(one.seen),
            one.question,
            _cell(one.now),
            _cell(one.if_seen),
            _cell(one.if_not),
            one.worlds_seen,
            " ".join(f"{account}={chance:.4f}" for account, chance in sorted(one.separates.items())),
        )
        for one in study.explanation.signposts
    )
    columns = ("id", "text", "by", "seen", "question", "now", "if_seen", "if_not", "worlds_seen", "separates")
    return Table(columns, rows)
