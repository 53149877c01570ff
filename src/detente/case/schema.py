"""The JSON Schema of a case's files, from which editors complete keys, words and ranges."""

from collections.abc import Mapping
from typing import Any

from detente.case.leaves import kind_in
from detente.case.shape import told_number
from detente.core.case import Case
from detente.core.hazard import WEEKS_IN
from detente.core.noun import Noun
from detente.core.parameter import LANDMARKS, Parameter, parameters, word_tables

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SPAN = rf"^\s*\d+(\.\d+)?\s*({'|'.join(WEEKS_IN)})s?\s*$"
_FREQUENCY = rf"^\s*\d+(\.\d+)?\s+in\s+\d+(\.\d+)?\s*({'|'.join(WEEKS_IN)})s?\s*$"
_PREFIX = "#/$defs/"


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one file of a case.

    Any section may stand in any file, so none is required. Where a number may be written, the schema offers
    the number in its range, the words of its table and every form of a spread; descriptions tell meaning and
    unit.
    """
    made = Case.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = made.pop("$defs")
    for noun in _nouns(Case):
        own = made if noun is Case else definitions.get(noun.__name__)
        if own is not None:
            _describe(own, noun, definitions)
    _take_phrases(definitions)
    made.pop("required", None)
    for section in made["properties"].values():
        _allow_empty(section)
    return {
        "$schema": DIALECT,
        **made,
        "title": "A file of a Detente case",
        "$defs": dict(sorted(definitions.items())),
    }


def _nouns(noun: type[Noun], seen: set[type[Noun]] | None = None) -> set[type[Noun]]:
    seen = set() if seen is None else seen
    if noun not in seen:
        seen.add(noun)
        for field in noun.model_fields.values():
            for part in _classes(field.annotation):
                _nouns(part, seen)
    return seen


def _classes(annotation: Any) -> list[type[Noun]]:
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _classes(part)]


def _describe(own: dict[str, Any], noun: type[Noun], definitions: dict[str, Any]) -> None:
    """Point every number of a noun at the definition of its kind."""
    for name, field in noun.model_fields.items():
        written = field.alias or name
        stated = own.get("properties", {}).get(written)
        if stated is None:
            continue
        kind = kind_in(field)
        if kind is not None:
            definitions.setdefault(f"number_{kind.name}", _number(kind))
            own["properties"][written] = _pointed(stated, "Quantity", f"number_{kind.name}")
        elif noun.__name__ == "Effect" and name == "by":
            for strength in ("strength_per_10", "strength_percent", "strength_trust"):
                definitions.setdefault(f"number_{strength}", _number(parameters()[strength]))
            offered = [
                {"$ref": f"{_PREFIX}number_{strength}"}
                for strength in ("strength_per_10", "strength_percent", "strength_trust")
            ]
            own["properties"][written] = {"anyOf": offered, "description": field.description}


def _pointed(stated: Any, old: str, new: str) -> Any:
    """A schema with every reference to one definition turned to another."""
    if isinstance(stated, dict):
        if stated.get("$ref") == f"{_PREFIX}{old}":
            return {**stated, "$ref": f"{_PREFIX}{new}"}
        return {key: _pointed(part, old, new) for key, part in stated.items()}
    return [_pointed(part, old, new) for part in stated] if isinstance(stated, list) else stated


def _number(kind: Parameter) -> dict[str, Any]:
    """A number of one kind: bare, as a word, or as a spread."""
    words = word_tables().get(kind.words, {}) if kind.words is not None else {}
    bounds = {"minimum": kind.low, "maximum": kind.high}
    offered: list[dict[str, Any]] = [{"type": "number", **bounds}]
    if kind.words == LANDMARKS:
        offered.append({"type": "string", "description": "A landmark of the issue."})
    elif words:
        offered.append({"enum": list(words), "description": _as_list(words)})
    offered.append({"$ref": f"{_PREFIX}Quantity"})
    default = {"default": kind.default} if kind.default is not None else {}
    description = f"{kind.meaning}: {told_number(kind, words or None)}."
    return {"title": kind.name, "description": description, **default, "anyOf": offered}


def _as_list(words: Mapping[str, float]) -> str:
    return ", ".join(f"{word} = {number:g}" for word, number in words.items())


def _take_phrases(definitions: dict[str, Any]) -> None:
    """Nouns that may also be written as a phrase: `2 in 14 months`, a bare slope, `8 weeks`."""
    for name in ("Frequency", "Rate"):
        definitions[name] = {
            "anyOf": [{"type": "string", "pattern": _FREQUENCY}, definitions[name]],
            "title": name,
        }
    definitions["Slope"] = {
        "anyOf": [{"$ref": f"{_PREFIX}number_slope"}, definitions["Slope"]],
        "title": "Slope",
    }
    definitions["Hazard"]["properties"]["quiet_for"]["pattern"] = _SPAN
    event = definitions["Event"]
    event["required"] = [name for name in event["required"] if name != "on"]
    event["anyOf"] = [{"required": ["on"]}, {"required": ["branches"]}]


def _allow_empty(section: dict[str, Any]) -> None:
    """A section, and an entry that says nothing yet, may be left empty in a file."""
    entry = section.get("additionalProperties")
    if section.get("type") == "object" and isinstance(entry, dict):
        section["type"] = ["object", "null"]
        section["additionalProperties"] = {"anyOf": [entry, {"type": "null"}]}
        section.pop("minProperties", None)
    elif section.get("type") == "array":
        section["type"] = ["array", "null"]
