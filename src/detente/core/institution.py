"""How a collective actor decides: who proposes, who can block, who has the final say, or whose votes are weighed."""

from typing import Annotated, Literal

from pydantic import Field

from detente.core.actor import kind_of
from detente.core.noun import Identifier, Sourced
from detente.core.quantity import Quantity


class Procedure(Sourced):
    """A way to decide. `proposes` is a setter (and so a veto player); a `final_say` imposes his line within a tolerance."""

    proposes: Identifier | None = None
    vetoes: tuple[Identifier, ...] = ()
    final_say: Identifier | None = None
    tolerance: Annotated[Quantity, kind_of("tolerance")] | None = None
    vote: Literal["mean", "median"] | None = Field(
        default=None, description="How members' lines are joined where nobody proposes; mean unless stated."
    )


class Institution(Procedure):
    """The procedure of a collective, with exceptions by issue."""

    on: dict[Identifier, Procedure] = Field(
        default={}, description="Issue -> the procedure used there instead."
    )
