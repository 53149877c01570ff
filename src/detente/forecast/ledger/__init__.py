"""The ledger's rules: how entries are chained, what standing a forecast has, and what the entries come to."""

from detente.forecast.ledger.chain import canonical, entry_hash, payload_of, seal, tampering
from detente.forecast.ledger.due import Due, due, next_close
from detente.forecast.ledger.in_force import (
    Standing,
    forecasts_in,
    registered_run,
    registrations_in,
    resolutions_in,
    rulings_in,
)
from detente.forecast.ledger.registering import own_registration, refusal, registration, repeats, standing
from detente.forecast.ledger.resolving import Asked, Ruled, askable, is_open, outcome_fault, rule_on

__all__ = [
    "Asked",
    "Due",
    "Ruled",
    "Standing",
    "askable",
    "canonical",
    "due",
    "entry_hash",
    "forecasts_in",
    "is_open",
    "next_close",
    "outcome_fault",
    "own_registration",
    "payload_of",
    "refusal",
    "registered_run",
    "registration",
    "registrations_in",
    "repeats",
    "resolutions_in",
    "rule_on",
    "rulings_in",
    "seal",
    "standing",
    "tampering",
]
