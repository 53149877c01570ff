"""The two-step strategic model, fitted by maximum likelihood: one side acts or not, the other then gives in or fights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_ndtr, ndtr

from detente.core.citation import Citation
from detente.core.errors import ParameterError

Floats = NDArray[np.float64]
Link = Literal["logit", "probit"]

CITATIONS = (
    Citation(
        "signorino1999",
        "Signorino, C. S.",
        1999,
        "Strategic interaction and the statistical analysis of international conflict",
        "American Political Science Review 93(2), 279-297",
        "10.2307/2585396",
    ),
    Citation(
        "kenkel2014",
        "Kenkel, B.; Signorino, C. S.",
        2014,
        "Estimating extensive form games in R",
        "Journal of Statistical Software 56(8), 1-27",
        "10.18637/jss.v056.i08",
    ),
)
UTILITIES = ("first_stays", "first_yielded_to", "first_fights", "second_fights")
"""First side's payoff if it does not act, if the second gives in, if it fights; second side's if it fights (0: it gives in)."""
FIRST_SIDE = UTILITIES[:3]
STAYED, YIELDED, FOUGHT = 0, 1, 2
"""Outcomes: the first side did not act; it acted and the second gave in; it acted and the second fought."""
FLAT = 1e-6
"""Largest slope of the log-likelihood at its top."""
FLATTEST = 1e-6
"""Least curvature there, for one observation of each regressor's own size."""


@dataclass(frozen=True, slots=True)
class StrategicFit:
    """The strategic model as fitted.

    Attributes
    ----------
    names : (utility, regressor) of each coefficient; "(constant)" is the constant.
    coefficients, errors : (coefficients,) and their standard errors, from the curvature at the top.
    log_likelihood : at the top.
    observations : rows used.
    left_out : rows with a number missing.
    link : distribution of what the analyst does not see, of each side's error on each of its actions.
    """

    names: tuple[tuple[str, str], ...]
    coefficients: Floats
    errors: Floats
    log_likelihood: float
    observations: int
    left_out: int
    link: Link

    def coefficient(self, utility: str, regressor: str = "(constant)") -> float:
        """One coefficient by name."""
        return float(self.coefficients[self.names.index((utility, regressor))])


def fit_strategic(
    outcome: NDArray[np.int64],
    utilities: Mapping[str, Mapping[str, Floats]],
    *,
    link: Link = "probit",
    missing: Literal["drop", "refuse"] = "refuse",
) -> StrategicFit:
    """Fit the two-step strategic model.

    Parameters
    ----------
    outcome : (observations,) STAYED, YIELDED or FOUGHT.
    utilities : utility (one of `UTILITIES`) -> regressor -> (observations,) values; name the constant "(constant)". A
        utility that is left out is 0.
    link : "probit" for normal errors of each action, "logit" for type I extreme value ones.
    missing : what becomes of rows with nan: "drop" leaves them out, "refuse" raises.

    Raises
    ------
    ParameterError : a utility is unknown, an outcome is none of the three, shapes differ, numbers are missing, a regressor
        stands in all utilities of the first side (its coefficients are not identified), regressors are linearly dependent,
        or the likelihood has no top (outcomes that a regressor separates).

    Notes
    -----
    `p2 = F(u_fights2)`, `p1 = F(p2 u_fights1 + (1 - p2) u_yielded - u_stays)`, with `F` the standard logistic
    distribution, or the normal one with variance 2: each action of each side has an error of its own. Coefficients of
    the two links are therefore in different units, and only their ratios mean anything. The R package of [2]_ gives the
    logistic errors a scale of root 2 as well: its logit coefficients are root 2 times these, its likelihood is the same.

    References
    ----------
    .. [1] Signorino (1999), American Political Science Review 93(2), 279-297.
    .. [2] Kenkel and Signorino (2014), Journal of Statistical Software 56(8).
    """
    names, parts, came, left_out = _prepared(outcome, utilities, missing)
    model = _Likelihood(parts, came, link)
    start = np.zeros(len(names))
    found = minimize(model.loss, start, jac=True, method="BFGS", options={"gtol": FLAT, "maxiter": 2000})
    best = found.x
    for _ in range(30):  # Newton's method ends what BFGS began
        slope, curve = model.slope(best), model.curvature(best)
        try:
            move = np.linalg.solve(curve, slope)
        except np.linalg.LinAlgError:
            break
        if not np.isfinite(move).all() or model.loss(best - move)[0] > model.loss(best)[0] + 1e-12:
            break
        best = best - move
        if np.abs(move).max() < 1e-12:
            break
    curve = model.curvature(best)
    length = np.concatenate([np.sqrt((part**2).sum(axis=0)) for part in parts])
    # Where outcomes are separated the likelihood goes on rising, ever flatter: that is no top.
    flattest = np.linalg.eigvalsh(curve / np.outer(length, length))[0]
    if np.abs(model.slope(best)).max() > FLAT or flattest < FLATTEST:
        raise ParameterError(
            "fit_strategic, utilities", "a likelihood without a top", "outcomes that no regressor separates",
            "leave out a regressor",
        )  # fmt: skip
    errors = np.sqrt(np.diag(np.linalg.inv(curve)))
    return StrategicFit(names, best, errors, -model.loss(best)[0], len(came), left_out, link)


def strategic_chances(
    stays: Floats, yielded_to: Floats, fights: Floats, second_fights: Floats, link: Link = "logit"
) -> Floats:
    """Probabilities of the three outcomes under given utilities: (observations, 3).

    Examples
    --------
    >>> strategic_chances(*(np.array([u]) for u in (0.0, 1.0, -2.0, 0.5))).round(6)
    array([[0.7042  , 0.111677, 0.184124]])
    """
    chance = _share(second_fights, link)
    acts = _share(chance * fights + (1.0 - chance) * yielded_to - stays, link)
    return np.stack([1.0 - acts, acts * (1.0 - chance), acts * chance], axis=1)


class _Likelihood:
    """Minus log-likelihood of the coefficients, with its slope: `parts` are the four matrices of regressors."""

    def __init__(self, parts: tuple[Floats, ...], came: NDArray[np.int64], link: Link) -> None:
        self.parts, self.link = parts, link
        self.acted, self.fought = came != STAYED, came == FOUGHT
        self.bounds = np.cumsum([part.shape[1] for part in parts])[:-1]

    def loss(self, coefficients: Floats) -> tuple[float, Floats]:
        """Minus log-likelihood and its slope."""
        stays, yielded, fights, second = (
            part @ own for part, own in zip(self.parts, np.split(coefficients, self.bounds), strict=True)
        )
        chance = _share(second, self.link)
        gain = chance * fights + (1.0 - chance) * yielded - stays
        logs = np.where(self.acted, _log_share(gain, self.link), _log_share(-gain, self.link))
        answer = np.where(self.fought, _log_share(second, self.link), _log_share(-second, self.link))
        total = logs.sum() + answer[self.acted].sum()
        # d log F(x)/dx = f/F on the side that came about.
        by_gain = np.where(self.acted, _pull(gain, self.link), -_pull(-gain, self.link))
        by_answer = np.where(self.fought, _pull(second, self.link), -_pull(-second, self.link)) * self.acted
        by_second = by_answer + by_gain * (fights - yielded) * _density(second, self.link)
        each = (-by_gain, by_gain * (1.0 - chance), by_gain * chance, by_second)
        slope = np.concatenate([part.T @ one for part, one in zip(self.parts, each, strict=True)])
        return -float(total), -slope

    def slope(self, coefficients: Floats) -> Floats:
        """Slope of minus the log-likelihood."""
        return self.loss(coefficients)[1]

    def curvature(self, coefficients: Floats) -> Floats:
        """Its Hessian, by central differences of the slope."""
        count = len(coefficients)
        rows = np.empty((count, count))
        for place in range(count):
            step = np.zeros(count)
            step[place] = 1e-5 * max(1.0, abs(coefficients[place]))
            rise = self.slope(coefficients + step) - self.slope(coefficients - step)
            rows[place] = rise / (2.0 * step[place])
        return (rows + rows.T) / 2.0


_ROOT2 = np.sqrt(2.0)


def _share(x: Floats, link: Link) -> Floats:
    return np.asarray(ndtr(x / _ROOT2) if link == "probit" else np.exp(_log_share(x, link)))


def _log_share(x: Floats, link: Link) -> Floats:
    return np.asarray(log_ndtr(x / _ROOT2) if link == "probit" else -np.logaddexp(0.0, -x))


def _density(x: Floats, link: Link) -> Floats:
    if link == "probit":
        return np.asarray(np.exp(-(x**2) / 4.0) / np.sqrt(4.0 * np.pi))
    return np.asarray(np.exp(_log_share(x, link) + _log_share(-x, link)))


def _pull(x: Floats, link: Link) -> Floats:
    """Density over distribution, exact far out in the tail."""
    if link == "probit":
        return np.asarray(np.exp(-(x**2) / 4.0 - np.log(np.sqrt(4.0 * np.pi)) - log_ndtr(x / _ROOT2)))
    return _share(-x, link)


def _prepared(
    outcome: NDArray[np.int64], utilities: Mapping[str, Mapping[str, Floats]], missing: str
) -> tuple[tuple[tuple[str, str], ...], tuple[Floats, ...], NDArray[np.int64], int]:
    where = "fit_strategic, utilities"
    unknown = [name for name in utilities if name not in UTILITIES]
    if unknown:
        raise ParameterError(where, repr(unknown[0]), ", ".join(UTILITIES))
    everywhere = set.intersection(*(set(utilities.get(name, {})) for name in FIRST_SIDE))
    if everywhere:
        raise ParameterError(
            where, f"{sorted(everywhere)[0]!r} in all three of the first side's utilities",
            "each regressor in two of the three at most", "leave it out of one: only differences are identified",
        )  # fmt: skip
    came = np.asarray(outcome)
    if not np.isin(came, (STAYED, YIELDED, FOUGHT)).all():
        raise ParameterError(
            "fit_strategic, outcome", "another number", "0 (stayed), 1 (yielded) or 2 (fought)"
        )
    names = tuple((name, one) for name in UTILITIES for one in utilities.get(name, {}))
    columns = [np.asarray(utilities[name][one], float) for name, one in names]
    if not names or any(column.shape != came.shape for column in columns):
        raise ParameterError(where, "other shapes", f"at least one regressor, {len(came)} numbers each")
    table = np.column_stack(columns)
    whole = np.isfinite(table).all(axis=1)
    if not whole.all() and missing == "refuse":
        found = f"{int((~whole).sum())} rows with a number missing"
        raise ParameterError(where, found, "finite numbers", 'leave them out with missing="drop"')
    table, came = table[whole], came[whole]
    if not len(came):
        raise ParameterError(where, "no complete row", "at least one")
    owner = np.array([name for name, _ in names])
    parts = tuple(table[:, owner == name] for name in UTILITIES)
    for name, part in zip(UTILITIES, parts, strict=True):
        if part.shape[1] and np.linalg.matrix_rank(part) < part.shape[1]:
            raise ParameterError(
                f"{where}, {name}", "regressors that add up to one another", "independent ones"
            )
    return names, parts, came, int((~whole).sum())
