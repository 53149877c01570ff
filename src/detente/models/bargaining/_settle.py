"""Any member applied to a table: options are checked, and members that know a single issue are taken by dimension."""

from collections.abc import Mapping

import numpy as np

from detente.core.bargaining_table import BargainingTable, Stances
from detente.core.errors import ParameterError, nearest
from detente.core.settlement import Round, Settlement
from detente.models.bargaining.base import BargainingModel, Choices, Floats, Option


def choose(
    model: BargainingModel, preset: str | None = None, options: Mapping[str, str | float] | None = None
) -> dict[str, str | float]:
    """Every option of a model with its value: the default, replaced by the preset's, replaced by what is given.

    Raises
    ------
    ParameterError : the model has no such preset or option, or a value is not allowed; the nearest name is told.
    """
    known = {option.name: option for option in model.options}
    values: dict[str, str | float] = {name: option.default for name, option in known.items()}
    if preset is not None:
        if preset not in model.presets:
            allowed = ", ".join(model.presets) or "no preset: this model has none"
            raise ParameterError(
                f"{model.name}, preset", repr(preset), allowed, nearest=nearest(preset, model.presets)
            )
        values.update(model.presets[preset])
    for name, value in (options or {}).items():
        if name not in known:
            allowed = ", ".join(known) or "no option: this model has none"
            raise ParameterError(f"{model.name}, option", repr(name), allowed, nearest=nearest(name, known))
        values[name] = _checked(model.name, known[name], value)
    return values


def _checked(model: str, option: Option, value: str | float) -> str | float:
    where = f"{model}, {option.name}"
    if option.word:
        return str(value)
    if option.allowed:
        if value not in option.allowed:
            close = nearest(str(value), option.allowed)
            raise ParameterError(where, repr(value), ", ".join(option.allowed), nearest=close)
        return value
    number = _number(value)
    kind = "a whole number" if option.whole else "a number"
    if number is None or not option.low <= number <= option.high or (option.whole and number % 1 != 0):
        raise ParameterError(where, repr(value), f"{kind} in [{option.low:g}, {option.high:g}]")
    return number


def _number(value: str | float) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def outcomes(
    model: BargainingModel,
    stances: Stances,
    preset: str | None = None,
    options: Mapping[str, str | float] | None = None,
) -> Floats:
    """Outcomes of a table in every world.

    Parameters
    ----------
    stances : the table in many worlds (`BargainingTable.draw`).
    preset, options : see `choose`.

    Returns
    -------
    (worlds, dimensions), points.
    """
    choices = choose(model, preset, options)
    refuse_a_crowd(model, stances.position.shape[1])
    if model.outcomes is not None:
        return model.outcomes(stances, choices)
    return by_dimension(model, stances)


def refuse_a_crowd(model: BargainingModel, actors: int) -> None:
    """Refuse more actors than a model takes.

    Raises
    ------
    ParameterError : there are more.
    """
    if model.most_actors is not None and actors > model.most_actors:
        raise ParameterError(
            f"{model.name}, table",
            f"{actors} actors",
            f"at most {model.most_actors}: every pair is judged by every other actor",
            "merge actors who stand together, or use weighted_mean",
        )


def by_dimension(model: BargainingModel, stances: Stances) -> Floats:
    """A single-issue member on every dimension by itself: (worlds, dimensions)."""
    return np.stack(
        [
            model.kernel(
                np.ascontiguousarray(stances.position[:, :, d]),
                stances.capability,
                np.ascontiguousarray(stances.salience[:, :, d]),
                np.ascontiguousarray(stances.reversion[:, d]),
            )
            for d in range(stances.position.shape[2])
        ],
        axis=1,
    )


def bargain(
    model: BargainingModel,
    table: BargainingTable,
    preset: str | None = None,
    options: Mapping[str, str | float] | None = None,
) -> Settlement:
    """Outcome of one table, with rounds, offers and the reasons in words.

    Parameters
    ----------
    table : the stated values; spreads are left aside (draw them and use `outcomes`).
    preset, options : see `choose`.
    """
    choices = choose(model, preset, options)
    refuse_a_crowd(model, len(table.actors))
    if model.bargain is not None:
        return model.bargain(table, choices)
    return single_shot(model, table, choices)


def single_shot(model: BargainingModel, table: BargainingTable, choices: Choices) -> Settlement:
    """A settlement without rounds: the table as stated and the outcome."""
    stances = table.worlds()
    outcome = model.outcomes(stances, choices)[0] if model.outcomes else by_dimension(model, stances)[0]
    settled = tuple(outcome.tolist())
    return Settlement(model.name, dict(choices), table.actors, table.dimensions, settled, (opening(table),))


def opening(table: BargainingTable) -> Round:
    """Round 0: the table as stated."""
    weight = table.capability[:, None] * table.salience
    return round_of(0, table.position, weight)


def round_of(number: int, positions: Floats, weight: Floats) -> Round:
    """A round without offers: its positions (actors, dimensions) and their centres under `weight` of the same shape."""
    mean, median = centres(positions, weight)
    return Round(number, positions.copy(), median, mean)


def centres(positions: Floats, weight: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Weighted mean and weighted median by dimension; all weigh alike where no weight is above zero."""
    means, medians = [], []
    for d in range(positions.shape[1]):
        w = weight[:, d] if weight[:, d].sum() > 0 else np.ones(len(positions))
        means.append(float(w @ positions[:, d] / w.sum()))
        order = np.argsort(positions[:, d], kind="stable")
        line, running = positions[order, d], np.cumsum(w[order])
        half = running[-1] / 2.0
        lower = line[int((running >= half).argmax())]
        upper = line[min(int((running <= half).sum()), len(line) - 1)]
        medians.append(float((lower + upper) / 2.0 if upper > lower else lower))
    return tuple(means), tuple(medians)
