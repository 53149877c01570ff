"""Nash stability: no improving move."""

from detente.models.conflict._deterrence import holds_without_answer
from detente.models.conflict.base import FANG_HIPEL_KILGOUR, NASH, Stability

STABILITY = Stability(
    name="nash",
    title="Nash",
    order=1,
    meaning="He has no move of his own to a state he prefers.",
    holds=holds_without_answer,
    sanctions="none",
    citations=(NASH, FANG_HIPEL_KILGOUR),
    knows_unknown=True,
)
