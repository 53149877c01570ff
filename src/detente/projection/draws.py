"""Randomness by name: every quantity of every block of worlds has a counter-based stream of its own.

A stream is keyed by (seed, block of worlds, quantity), so results do not hang on how many worlds are run, on workers or on
chunks, and an edited case shares every draw with its base. Streams are drawn whole, never "when needed".

References
----------
Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from detente.core.quantity import Spread
from detente.projection.compile import Compiled

BLOCK = 1000
"""Worlds of a block: what a stream is drawn for. Several blocks may be run as one, which changes nothing in them."""
GRID = 256
"""Intervals at which a PERT's quantile function is tabulated."""
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


class Noise(NamedTuple):
    """Draws that are not inputs, of worlds in blocks; single precision but for `falls`: they are many, and read once.

    Attributes
    ----------
    jitter : (pressures, steps, worlds) standard normal.
    fires, settles, opens : (hazards | tracks, steps, worlds) standard exponential: what
        has the rate h over e weeks comes about in the step where its clock is below h e: chance 1 - exp(-h e).
    falls : (events, worlds) uniform, one an event.
    """

    jitter: Singles
    fires: Singles
    settles: Singles
    opens: Singles
    falls: Floats


def stream(seed: int, block: int, name: str) -> np.random.Generator:
    """The stream of one quantity in one block."""
    digest = blake2b(f"{seed}/{block}/{name}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=np.frombuffer(digest, np.uint64)))


def noise(compiled: Compiled, seed: int, blocks: range) -> Noise:
    """Noise of some blocks."""
    index, steps = compiled.index, compiled.plan.sizes.steps
    worlds = len(blocks) * BLOCK

    def clocks(prefix: str, names: tuple[str, ...]) -> Singles:
        drawn = np.empty((len(names), steps, worlds), np.float32)
        for n, name in enumerate(names):
            for part, rng in _streams(seed, blocks, f"{prefix}/{name}"):
                drawn[n, :, part] = rng.standard_exponential((steps, BLOCK), np.float32)
        return drawn

    jitter = np.empty((len(index.pressures), steps, worlds), np.float32)
    for k, name in enumerate(index.pressures):
        for part, rng in _streams(seed, blocks, f"jitter/{name}"):
            jitter[k, :, part] = rng.standard_normal((steps, BLOCK), np.float32)
    events = sorted(event.id for event in compiled.case.events)
    falls = np.array([_uniform(seed, blocks, f"falls/{name}") for name in events]).reshape(
        len(events), worlds
    )
    return Noise(
        jitter,
        clocks("fires", index.hazards),
        clocks("settles", index.tracks),
        clocks("opens", index.tracks),
        falls,
    )


def silence(compiled: Compiled, worlds: int) -> Noise:
    """No luck at all: no jitter, clocks that never ring, and of what has a chance the likelier side."""
    sizes, events = compiled.plan.sizes, len(compiled.case.events)
    never = np.full((max(sizes.hazards, sizes.tracks), sizes.steps, worlds), np.inf, np.float32)
    return Noise(
        np.zeros((sizes.pressures, sizes.steps, worlds), np.float32),
        never[: sizes.hazards],
        never[: sizes.tracks],
        never[: sizes.tracks],
        np.full((events, worlds), 0.5),
    )


def inputs(compiled: Compiled, seed: int, blocks: range, *, tied: int = 1) -> Floats:
    """Values of every quantity as stated, before kernels' conversions.

    Parameters
    ----------
    tied : neighbouring worlds that share the values of the first among them; a divisor of the block's size.

    Returns
    -------
    (worlds, quantities), worlds last in memory, as kernels run.
    """
    values = np.empty((len(compiled.quantities), len(blocks) * BLOCK)).T
    for column, drawn in enumerate(compiled.quantities):
        if drawn.spread.is_point:
            values[:, column] = _center(drawn.spread)
        else:
            uniform = _uniform(seed, blocks, f"input/{drawn.path}")
            values[:, column] = np.repeat(quantile(drawn.spread, uniform[::tied]), tied)
    return values


def centers(compiled: Compiled, worlds: int) -> Floats:
    """Every quantity at the center of its spread: (worlds, quantities)."""
    row = [_center(drawn.spread) for drawn in compiled.quantities]
    return np.repeat(np.array(row)[:, None], worlds, axis=1).T


def _center(spread: Spread) -> float:
    return min(max(spread.center, spread.low), spread.high)


def _streams(seed: int, blocks: range, name: str) -> Iterator[tuple[slice, np.random.Generator]]:
    """A quantity's stream in each block, with the worlds it is for."""
    for place, block in enumerate(blocks):
        yield slice(place * BLOCK, (place + 1) * BLOCK), stream(seed, block, name)


def _uniform(seed: int, blocks: range, name: str) -> Floats:
    """One uniform number a world."""
    return np.concatenate([rng.random(BLOCK) for _, rng in _streams(seed, blocks, name)])


def converted(compiled: Compiled, values: Floats) -> Floats:
    """Values as kernels use them: chances in four weeks as weekly rates, slopes as logs per point."""
    ready = values.copy(order="K")
    for column, drawn in enumerate(compiled.quantities):
        if drawn.becomes == "weekly rate" and not drawn.path.startswith("="):
            ready[:, column] = -np.log1p(-values[:, column] / 100.0) / 4.0
        elif drawn.becomes == "log slope":
            ready[:, column] = np.log(values[:, column]) / 10.0
    return ready


def chances(compiled: Compiled, values: Floats) -> tuple[Floats, Floats]:
    """Interval of the uniform draw within which each occurrence happens.

    Returns
    -------
    two of (worlds, occurrences): lower and upper end; (0, 1) where it is certain.
    """
    chance = compiled.chances
    shape = (len(chance.own), values.shape[0])
    low, high = np.zeros(shape).T, np.ones(shape).T
    for n, (own, before, total) in enumerate(zip(chance.own, chance.before, chance.total, strict=True)):
        if own < 0:
            continue
        share = values[:, list(total)].sum(axis=1) if total else np.ones(len(values))
        share = np.where(share > 0, share, 1.0)
        low[:, n] = values[:, list(before)].sum(axis=1) / share
        high[:, n] = low[:, n] + values[:, own] / share
    return low, high


def dealt_models(
    compiled: Compiled, values: Floats, seed: int, blocks: range, *, tied: int = 1
) -> NDArray[np.int64]:
    """Bargaining models dealt over worlds: (worlds, tracks) indices into `Compiled.model_names`."""
    dealt = np.zeros((len(compiled.models), len(blocks) * BLOCK), np.int64).T
    for r, (track, row) in enumerate(zip(compiled.index.tracks, compiled.models, strict=True)):
        weights = values[::tied, [quantity for _, quantity in row]]
        bounds = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
        drawn = _uniform(seed, blocks, f"model/{track}")[::tied]
        pick = (drawn[:, None] >= bounds[:, :-1]).sum(axis=1)
        numbers = np.array([compiled.model_names.index(name) for name, _ in row])
        dealt[:, r] = np.repeat(numbers[pick], tied)
    return dealt


def quantile(spread: Spread, uniform: Floats) -> Floats:
    """Values of a spread at cumulative probabilities, clipped to its range."""
    terms = spread.terms
    match spread.kind:
        case "pert":
            values = _pert(terms[0], terms[1], terms[2], uniform)
        case "normal":
            values = terms[0] + terms[1] * ndtri(uniform)
        case "lognormal":
            values = terms[0] * np.exp(terms[1] * ndtri(uniform))
        case "logit":
            odds = np.log(terms[0] / (1.0 - terms[0])) + terms[1] * ndtri(uniform)
            values = 1.0 / (1.0 + np.exp(-odds))
        case "choices":
            weights = np.cumsum(terms[1::2])
            values = np.array(terms[0::2])[np.searchsorted(weights[:-1] / weights[-1], uniform, side="right")]
        case _:
            values = np.full(uniform.shape, terms[0])
    return np.clip(values, spread.low, spread.high)


def _pert(low: float, mode: float, high: float, uniform: Floats) -> Floats:
    """Quantiles of a PERT (a beta with weight 4 on the mode), read off a table of its inverse."""
    if high <= low:
        return np.full(uniform.shape, mode)
    levels, table = _beta_table(1.0 + 4.0 * (mode - low) / (high - low))
    return low + (high - low) * np.interp(uniform, levels, table)


@lru_cache(maxsize=4096)
def _beta_table(first: float) -> tuple[Floats, Floats]:
    """Cumulative probabilities and quantiles of a beta whose parameters add up to 6, the same for every block of worlds."""
    levels = np.linspace(0.0, 1.0, GRID + 1)
    return levels, betaincinv(first, 6.0 - first, levels)
