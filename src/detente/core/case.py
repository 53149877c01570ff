"""The whole of what an analyst states, as of a date, in one folder."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from detente.core.actor import Actor
from detente.core.claim import Claim
from detente.core.effect import Effect
from detente.core.event import Event
from detente.core.focus import Account, Focus
from detente.core.hazard import Hazard
from detente.core.institution import Institution
from detente.core.issue import Issue
from detente.core.mechanism import Mechanism
from detente.core.noun import Identifier, Noun
from detente.core.observed import ObservedSeries
from detente.core.parameter import word_tables
from detente.core.pressure import Pressure
from detente.core.question import Question
from detente.core.source import Source
from detente.core.track import Track
from detente.core.unexpressed import Unexpressed
from detente.core.wording import DEFAULT, Lexicon, Override, Wording


class Case(Noun):
    """Actors, issues, institutions, tracks, pressures, effects, events, hazards and questions, with their evidence."""

    case: Identifier = Field(description="Id of the case.")
    title: str
    summary: str | None = None
    as_of: date = Field(description="Nothing dated later supports anything.")
    start: date = Field(description="When stances and pressures are as stated.")
    until: date = Field(description="The horizon; a question may look past it, up to as far again.")
    step_days: int = Field(default=7, ge=1, le=366)
    seed: int = Field(default=1, ge=0)
    worlds: int = Field(default=10_000, ge=1)
    words: dict[str, dict[str, float]] = Field(
        default={}, description="Words of this case, by table; they win over the house's."
    )
    sources: dict[Identifier, Source] = {}
    claims: dict[Identifier, Claim] = {}
    actors: dict[Identifier, Actor] = Field(min_length=1)
    institutions: dict[Identifier, Institution] = {}
    issues: dict[Identifier, Issue] = Field(min_length=1)
    tracks: dict[Identifier, Track] = {}
    pressures: dict[Identifier, Pressure] = {}
    effects: tuple[Effect, ...] = ()
    events: tuple[Event, ...] = ()
    hazards: dict[Identifier, Hazard] = {}
    questions: dict[Identifier, Question] = {}
    not_expressed: dict[Identifier, Unexpressed] = Field(
        default={}, description="Questions that matter and that the case cannot answer."
    )
    mechanisms: dict[Identifier, Mechanism] = {}
    accounts: dict[Identifier, Account] = {}
    series: dict[Identifier, ObservedSeries] = Field(
        default={}, description="Counts of coded events that the report shows."
    )
    focus: Focus = Focus()
    wording: Wording = Field(default=DEFAULT, description="Words of likelihood of a report; one scale each.")
    lexicon: Lexicon | None = Field(default=None, description="The scale that `wording: own` takes.")
    confidence: Override | None = Field(default=None, description="Overrides the rubric's, with a reason.")
    owner: str | None = Field(default=None, min_length=2, description="Who answers for the assumptions.")

    def words_of(self, table: str) -> Mapping[str, float]:
        """Words of a table: the house's, overlaid by the case's own."""
        return {**word_tables().get(table, {}), **self.words.get(table, {})}

    @property
    def steps(self) -> int:
        """Number of steps from `start` that reach `until`."""
        return -(-((self.until - self.start).days + 1) // self.step_days)
