"""Conditions over a world: what must hold, at a date or by it, joined by all, any or at least n."""

from datetime import date

from pydantic import Field, model_validator

from detente.core.noun import Noun

SUBJECTS = (
    "level",
    "said",
    "mandate",
    "pressure",
    "zone",
    "fires",
    "happened",
    "settled",
    "open",
    "broken",
    "in_force",
)
"""What a rule may look at: numbers (level, said, mandate, pressure, zone) and things that are so or not."""
MEASURED = ("level", "said", "mandate", "pressure", "zone")


class Rule(Noun):
    """One comparison, or several joined.

    Subjects: `level`, `said` (an issue), `mandate` (`actor.issue`), `pressure`, `zone` (width of a track's zone) with
    `at_least` / `at_most`; `fires` (a hazard, or an event that counts as it), `happened` (an event or `event.branch`),
    `settled`, `open`, `broken`, `in_force` (a track). `by` (the default: at any step up to the close) or `at` a date; `from`
    opens the window. Joins: `all`, `any`, `n` with `of`, `not`.
    """

    level: str | None = None
    said: str | None = None
    mandate: str | None = None
    pressure: str | None = None
    zone: str | None = None
    fires: str | None = None
    happened: str | None = None
    settled: str | None = None
    open: str | None = None
    broken: str | None = None
    in_force: str | None = None
    at_least: float | str | None = Field(default=None, description="Number, or a landmark of the issue.")
    at_most: float | str | None = Field(default=None, description="Number, or a landmark of the issue.")
    times: int | None = Field(default=None, ge=1, description="Firings needed; once unless stated.")
    at: date | None = Field(default=None, description="Look at this date only.")
    by: date | None = Field(default=None, description="Look at any step up to this date.")
    from_: date | None = Field(default=None, alias="from", description="Look no earlier than this date.")
    all: tuple["Rule", ...] | None = None
    any: tuple["Rule", ...] | None = None
    n: int | None = Field(default=None, ge=1, description="How many of `of` must hold.")
    of: tuple["Rule", ...] | None = None
    not_: "Rule | None" = Field(default=None, alias="not")

    @property
    def subject(self) -> str | None:
        """Which subject the rule looks at, or None for a join."""
        return next((name for name in SUBJECTS if getattr(self, name) is not None), None)

    @property
    def parts(self) -> tuple["Rule", ...]:
        """The rules this one joins."""
        return self.all or self.any or self.of or ((self.not_,) if self.not_ is not None else ())

    @model_validator(mode="after")
    def _one_statement(self) -> "Rule":
        subjects = [name for name in SUBJECTS if getattr(self, name) is not None]
        joins = [name for name in ("all", "any", "of", "not_") if getattr(self, name) is not None]
        if len(subjects) + len(joins) != 1:
            found = subjects + [join.rstrip("_") for join in joins]
            raise ValueError(
                f"found {found or 'no subject'}; a rule looks at exactly one of {', '.join(SUBJECTS)}, all, any, of, not"
            )
        bounds = [name for name in ("at_least", "at_most") if getattr(self, name) is not None]
        if subjects and subjects[0] in MEASURED and not bounds:
            raise ValueError(f"`{subjects[0]}` needs `at_least` or `at_most`")
        if bounds and (not subjects or subjects[0] not in MEASURED):
            raise ValueError(f"`{bounds[0]}` goes with one of {', '.join(MEASURED)}")
        if (self.n is None) != (self.of is None):
            raise ValueError("`n` and `of` go together")
        if self.n is not None and self.of is not None and self.n > len(self.of):
            raise ValueError(f"found n: {self.n} of {len(self.of)} rules")
        return self
