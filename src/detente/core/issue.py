"""A matter in dispute as a 0-100 scale with named landmarks."""

from typing import Annotated

from pydantic import Field

from detente.core.actor import Stance, kind_of
from detente.core.noun import Identifier, Sourced
from detente.core.quantity import Quantity


class Issue(Sourced):
    """A 0-100 scale with landmarks, where it stands at the start, and how fast it can move.

    With an `owner`, the owner's mandate moves the level when no settlement does; without one only deals and events do.
    """

    name: str | None = Field(default=None, description="Name for readers; the id unless stated.")
    landmarks: dict[float, Identifier] = Field(min_length=2, description="Level -> name, at least two.")
    now: Annotated[Quantity, kind_of("level")] = Field(
        description="Where the issue stands at the start of the case."
    )
    pace: Annotated[Quantity, kind_of("pace")] | None = None
    owner: Identifier | None = Field(default=None, description="The actor that can move the issue alone.")
    arena: str | None = Field(
        default=None, description="The table this issue is played at: home, allies, foreign ..."
    )
    defaults: Stance | None = Field(default=None, description="What stances on this issue inherit.")
    more_means: str | None = Field(default=None, description="What a rise of the level means, in a phrase.")
    about: str | None = None

    @property
    def landmark_levels(self) -> dict[str, float]:
        """Landmark name -> level."""
        return {name: level for level, name in self.landmarks.items()}
