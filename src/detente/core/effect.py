"""How a pressure turns a dial, and the causal mechanism it expresses."""

from pydantic import Field

from detente.core.noun import Sourced
from detente.core.quantity import Quantity


class Effect(Sourced):
    """How a pressure turns a dial, per 10 points of the pressure's movement since the start."""

    when: str = Field(description="Pressure.")
    turns: str = Field(
        description="Dial, such as `khamenei.strike_israel.position` or `iran.oman_channel.trust`."
    )
    toward: str = Field(description="Landmark of the issue, or `up` / `down` for dials without landmarks.")
    by: Quantity = Field(description="Strength per 10, as a word or number of the dial's strength scale.")
    lag: int = Field(default=0, ge=0, le=26, description="Weeks until it is felt.")
    mechanism: str | tuple[str, ...] | None = None
    says: str | None = None

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Ids of the mechanisms this effect expresses."""
        if self.mechanism is None:
            return ()
        return (self.mechanism,) if isinstance(self.mechanism, str) else self.mechanism
