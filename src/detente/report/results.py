"""Results as JSON: what other programs read of a run."""

from collections.abc import Iterable
from datetime import date

from detente.charts._levels import BANDS, quantiles
from detente.core.alternative import Alternative
from detente.core.answer import Answer
from detente.core.end_states import EndStates, Standing
from detente.core.explanation import Shift, Side
from detente.core.history import DyadHistory
from detente.core.naming import issue_name
from detente.core.study import Study
from detente.report.confidence import confidence

Json = dict[str, object]


def results_json(study: Study) -> Json:
    """Everything a run found, as plain values ready for `json.dumps(..., allow_nan=False)`.

    Parameters
    ----------
    study : a run's result.

    Returns
    -------
    keys `shift`, `questions`, `drivers`, `attributions`, `rivals`, `counterfactuals`, `signposts`,
    `trade_offs`, `alternatives`, `joint_success`, `issues`, `end_states`, `event_data`, `audit`, `confidence`,
    `manifest`;
    probabilities in [0, 1], levels in points, dates as ISO text.
    """
    explanation = study.explanation
    return {
        "shift": [_shift(shift) for shift in explanation.shifts],
        "questions": [_question(study, answer) for answer in study.answers],
        "drivers": [
            {
                "game": driver.game,
                "target": driver.target,
                "from": _iso(driver.from_date),
                "to": _iso(driver.to_date),
                "id": driver.id,
                "label": driver.label,
                "share": _number(driver.share),
                "low": _number(driver.low),
                "high": _number(driver.high),
                "se": _number(driver.se),
                "claims": list(driver.claims),
            }
            for attribution in explanation.attributions
            for driver in attribution.drivers
        ],
        "attributions": [
            {
                "game": one.game,
                "target": one.target,
                "from": _iso(one.from_date),
                "to": _iso(one.to_date),
                "change": _number(one.change),
                "low": _number(one.low),
                "high": _number(one.high),
                "method": one.method,
                "worlds": one.worlds,
                "ranked": list(one.ranked),
                "beats": [
                    {"first": first, "second": second, "probability": _number(p)}
                    for first, second, p in one.beats
                ],
            }
            for one in explanation.attributions
        ],
        "rivals": [
            {
                "id": rival.id,
                "says": rival.says,
                "leading": rival.leading,
                "dropped": list(rival.dropped),
                "target": rival.target,
                "change": _number(rival.change),
                "removed": _number(rival.removed),
                "low": _number(rival.low),
                "high": _number(rival.high),
                "se": _number(rival.se),
                "for": list(rival.supporting),
                "against": list(rival.against),
            }
            for rival in explanation.rivals
        ],
        "counterfactuals": [
            {
                "edits": list(one.edits),
                "kind": one.kind,
                "worlds": one.worlds,
                "differences": [
                    {
                        "of": each.of,
                        "label": each.label,
                        "at": _iso(each.at),
                        "base": _number(each.base),
                        "edited": _number(each.edited),
                        "difference": _number(each.difference),
                        "low": _number(each.low),
                        "high": _number(each.high),
                        "se": _number(each.se),
                    }
                    for each in one.differences
                ],
            }
            for one in explanation.counterfactuals
        ],
        "signposts": [
            {
                "id": sign.id,
                "text": sign.text,
                "by": _iso(sign.by),
                "seen": _number(sign.seen),
                "question": sign.question,
                "now": _number(sign.now),
                "if_seen": _number(sign.if_seen),
                "if_not": _number(sign.if_not),
                "worlds_seen": sign.worlds_seen,
                "separates": _numbers(sign.separates),
            }
            for sign in explanation.signposts
        ],
        "trade_offs": [
            {
                "moved": one.moved,
                "measured": one.measured,
                "difference": _number(one.difference),
                "se": _number(one.se),
            }
            for one in explanation.trade_offs
        ],
        "alternatives": [_alternative(one) for one in explanation.alternatives],
        "joint_success": _maybe(explanation.joint_success),
        "issues": _issues(study),
        "end_states": _end_states(study.end_states),
        "event_data": [_history(history) for history in study.histories],
        "audit": audit_counts(study),
        "confidence": _confidence(study),
        "manifest": manifest_json(study),
    }


def _end_states(found: EndStates | None) -> Json | None:
    """What holds of the case's conflict; all of it is told by `detente conflict`."""
    if found is None:
        return None
    return {
        "states": found.states,
        "status_quo": None if found.status_quo is None else _standing(found.status_quo.standing),
        "equilibria_total": {one.name: one.equilibria for one in found.definitions},
        "equilibria": [_standing(one) for one in found.equilibria],
        "outcomes": [
            {
                "id": one.id,
                "says": one.says,
                "questions": list(one.questions),
                "issues": list(one.issues),
                "states": one.states,
                "holding": dict(one.holding),
                "judged": [
                    {
                        **_standing(each.standing),
                        "why": [ground.text for ground in each.grounds],
                    }
                    for each in one.judged
                ],
            }
            for one in found.prospects
        ],
    }


def _standing(one: Standing) -> Json:
    return {
        "state": one.pattern,
        "words": one.words,
        "holds": list(one.holds),
        "way": None if one.way is None else list(one.way),
        "by_gain": one.by_gain,
    }


def manifest_json(study: Study) -> Json:
    """How the run was made, as plain values."""
    manifest = study.manifest
    return {
        "case": manifest.case,
        "run": manifest.run,
        "command": manifest.command,
        "seed": manifest.seed,
        "worlds": manifest.worlds,
        "as_of": _iso(manifest.as_of),
        "mode": manifest.mode,
        "inputs": dict(sorted(manifest.inputs.items())),
        "versions": dict(sorted(manifest.versions.items())),
        "methods": [work.text() for work in manifest.methods],
        "registered": manifest.registered,
        "skill": manifest.skill,
        "wording": manifest.wording,
    }


def audit_counts(study: Study) -> Json:
    """What the inputs rest on, counted."""
    audit = study.audit
    return {
        "inputs_total": len(audit.leaves),
        "inputs_with_evidence": audit.with_evidence,
        "inputs_value_sourced": audit.count("value sourced"),
        "inputs_direction_sourced": audit.count("direction sourced, size judged"),
        "inputs_assumed": audit.count("assumed"),
        "inputs_bare": audit.count("bare"),
        "inputs_single_origin": len(audit.single_origin),
        "inputs_disputed": sum(bool(leaf.disputed) for leaf in audit.leaves),
        "origins": len({origin for leaf in audit.leaves for origin in leaf.origins}),
        "claims_used": len(audit.used),
        "claims_unused": len(audit.unused),
        "claims_disputed": len(audit.disputed),
        "mechanisms": len(audit.mechanisms),
        "mechanisms_wired": sum(bool(one.inputs) for one in audit.mechanisms),
    }


def _alternative(one: Alternative) -> Json:
    return {
        "id": one.id,
        "text": one.text,
        "by": _iso(one.by),
        "chance": _number(one.chance),
        "impact": _number(one.impact),
        "worlds": one.worlds,
        "changes": [
            {
                "of": each.of,
                "label": each.label,
                "otherwise": _number(each.otherwise),
                "given": _number(each.given),
            }
            for each in one.changes
        ],
        "signs": [
            {
                "text": each.text,
                "by": _iso(each.by),
                "given": _number(each.given),
                "otherwise": _number(each.otherwise),
            }
            for each in one.signs
        ],
    }


def _shift(shift: Shift) -> Json:
    return {
        "arena": shift.arena,
        "label": shift.label,
        "words": _number(shift.words),
        "deeds": _number(shift.deeds),
        "stage": shift.stage,
        "from": _iso(shift.from_date),
        "to": _iso(shift.to_date),
        "probability": _number(shift.probability),
        "persistence": _maybe(shift.persistence),
        "for": list(shift.supporting),
        "against": list(shift.opposing),
        "contested": list(shift.contested),
        "reported": _side(shift.reported),
        "modelled": _side(shift.modelled),
    }


def _side(side: Side) -> Json:
    when = None if side.when is None else _iso(side.when)
    return {
        "words": side.words,
        "deeds": side.deeds,
        "stage": side.stage,
        "when": when,
        "how_sure": side.how_sure,
    }


def _question(study: Study, answer: Answer) -> Json:
    found: Json = {
        "id": answer.id,
        "text": answer.text,
        "kind": answer.kind,
        "asked": _iso(answer.asked),
        "by": _iso(answer.by),
        "se": _number(answer.se),
        "low": _number(answer.low),
        "high": _number(answer.high),
        "words": answer.words,
        "by_model": _numbers(answer.by_model),
        "base_rate": _maybe(answer.base_rate),
        "base_rates": [
            {"probability": _number(base.probability), "why": base.why} for base in answer.base_rates
        ],
        "stands_for": answer.stands_for,
        "own_forecast": _maybe(answer.own_forecast),
        "worlds": answer.worlds,
        "moved_by": [
            {"path": mover.path, "swing": _number(mover.swing), "share": _number(mover.share)}
            for mover in study.explanation.movers
            if mover.answer == answer.id
        ],
    }
    if answer.probability is not None:
        found["probability"] = _number(answer.probability)
    if answer.quantiles is not None:
        found["quantiles"] = _numbers(answer.quantiles)
        found["unit"] = answer.unit
    if answer.options is not None:
        found["options"] = _numbers(answer.options)
    return found


def _issues(study: Study) -> Json:
    projection = study.projection
    dates = [_iso(when) for when in projection.dates]
    return {
        issue: {
            "name": issue_name(study.case, issue),
            "dates": dates,
            "quantiles": {
                f"{share:g}": [_number(value, 2) for value in band]
                for share, band in zip(BANDS, quantiles(projection.levels[:, :, place]).T, strict=True)
            },
        }
        for place, issue in enumerate(projection.names.issues)
    }


def _history(history: DyadHistory) -> Json:
    posture = history.posture
    return {
        "id": history.id,
        "source": history.source_name,
        "target": history.target_name,
        "by": history.period,
        "series": history.series,
        "detector": history.detector,
        "followed": history.is_followed,
        "basis": history.basis,
        "dates": [_iso(when) for when in history.periods],
        "posture": None
        if posture is None
        else {
            name: [_number(value) for value in getattr(posture, name)]
            for name in ("share", "low", "high", "smoothed")
        },
        "shifts": [
            {
                "date": _iso(point.on),
                "as_of": _iso(point.as_of),
                "interval": [_iso(point.low), _iso(point.high)],
                "direction": point.direction,
                "size": _number(point.size),
                "unit": point.unit,
                "probability": _maybe(point.probability),
            }
            for point in history.change_points
        ],
    }


def _confidence(study: Study) -> Json:
    found = confidence(study)
    return {
        "level": found.level,
        "word": found.word,
        "override": None if found.override is None else found.override.model_dump(),
        "grounds": [
            {"id": mark.ground.id, "share": _number(mark.share), "marks": mark.marks} for mark in found.marks
        ],
        "holds": list(found.holds),
        "weakens": list(found.weakens),
    }


def _iso(when: date) -> str:
    return when.isoformat()


def _number(value: float, digits: int = 4) -> float:
    return round(float(value), digits)


def _maybe(value: float | None) -> float | None:
    return None if value is None else _number(value)


def _numbers(values: dict[str, float] | Iterable[tuple[str, float]]) -> dict[str, float]:
    return {name: _number(value) for name, value in sorted(dict(values).items())}
