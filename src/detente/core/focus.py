"""What a report of the case looks at first: arenas, the change to explain, the questions, and rival accounts."""

from datetime import date

from pydantic import Field

from detente.core.noun import Noun, Sourced


class Target(Noun):
    """A change to explain: a reading between two dates."""

    of: str = Field(description="`issue.level`, `issue.said` or `actor.issue.mandate`.")
    from_: date = Field(alias="from")
    to: date


class Account(Sourced):
    """One account of what moved the actor: the events it rests on, and the claims for and against."""

    says: str
    drops: tuple[str, ...] = Field(default=(), description="Events whose removal tests the account.")
    against: tuple[str, ...] = Field(default=(), description="Claims that speak against it.")
    leading: bool = Field(default=False, description="True for the account the case is built around.")


class Focus(Noun):
    """The first screen's choices; what is left out is chosen by rule (largest change, first questions)."""

    actor: str | None = Field(default=None, description="Whose course is in question.")
    arenas: tuple[str, ...] = Field(default=(), description="Issues in the order of the shift table.")
    targets: tuple[Target, ...] = ()
    questions: tuple[str, ...] = Field(default=(), max_length=5)
    not_modelled: tuple[str, ...] = ()
