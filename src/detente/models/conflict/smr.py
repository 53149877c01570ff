"""Symmetric metarationality: every improvement can be undone by others, and no move of one's own mends it."""

from functools import partial

from detente.models.conflict._deterrence import holds_against
from detente.models.conflict.base import FANG_HIPEL_KILGOUR, HOWARD, Stability

STABILITY = Stability(
    name="smr",
    title="Symmetric metarational",
    order=3,
    meaning="Whatever he might gain by a move, others are able to take away, and no other move of his wins it back.",
    holds=partial(holds_against, improving=False, without_escape=True),
    sanctions="moves_and_escape",
    citations=(HOWARD, FANG_HIPEL_KILGOUR),
    knows_unknown=True,
    knows_strength=True,
)
