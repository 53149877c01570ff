"""General metarationality: every improvement can be undone by others, whatever it costs them."""

from functools import partial

from detente.models.conflict._deterrence import holds_against
from detente.models.conflict.base import FANG_HIPEL_KILGOUR, HOWARD, Stability

STABILITY = Stability(
    name="gmr",
    title="General metarational",
    order=2,
    meaning="Whatever he might gain by a move, others are able to take away, even at a cost to themselves.",
    holds=partial(holds_against, improving=False, without_escape=False),
    sanctions="moves",
    citations=(HOWARD, FANG_HIPEL_KILGOUR),
    knows_unknown=True,
    knows_strength=True,
)
