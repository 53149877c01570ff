"""Sequential stability: every improvement would be undone by moves that others would want to make."""

from functools import partial

from detente.models.conflict._deterrence import holds_against
from detente.models.conflict.base import FANG_HIPEL_KILGOUR, FRASER_HIPEL, Stability

STABILITY = Stability(
    name="seq",
    title="Sequential",
    order=4,
    meaning="Whatever he might gain by a move, others would take away by moves that better themselves.",
    holds=partial(holds_against, improving=True, without_escape=False),
    sanctions="improvements",
    citations=(FRASER_HIPEL, FANG_HIPEL_KILGOUR),
    knows_unknown=True,
    knows_strength=True,
)
