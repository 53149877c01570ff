"""What the numbers of a case rest on, counted honestly: evidence, origins, assumptions, mechanisms."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from detente.case.leaves import Input, leaves, list_names, resolved
from detente.case.paths import dial, inputs_under
from detente.case.quantiles import central_range
from detente.case.walk import walk
from detente.case.yaml_tree import Place
from detente.core.audit import Audit, Footing, Leaf, WiredMechanism
from detente.core.case import Case
from detente.core.errors import Fault, ParameterError
from detente.core.hazard import Rate
from detente.core.mechanism import Mechanism
from detente.core.noun import Sourced
from detente.core.quantity import Quantity


def audit(case: Case, places: Mapping[str, Place] | None = None) -> Audit:
    """The audit of a case; what moves by itself is for whoever can project it to fill in.

    Parameters
    ----------
    places : path -> place in the files, for the leaves to carry.
    """
    inputs = leaves(case)
    read = tuple(_leaf(case, leaf, places or {}) for leaf in inputs)
    cited = {claim for _, noun in walk(case) if isinstance(noun, Sourced) for claim in noun.evidence}
    cited |= {claim for account in case.accounts.values() for claim in account.against}
    return Audit(
        leaves=read,
        used=tuple(name for name in case.claims if name in cited),
        unused=tuple(name for name in case.claims if name not in cited),
        disputed=tuple(name for name, claim in case.claims.items() if claim.is_disputed),
        single_origin=tuple(leaf.path for leaf in read if len(leaf.origins) == 1),
        mechanisms=tuple(
            _wired(case, name, mechanism, inputs) for name, mechanism in case.mechanisms.items()
        ),
        drifts=(),
    )


def origins(case: Case, claims: Iterable[str]) -> tuple[str, ...]:
    """Independent origins behind some claims, sorted: where the outlet had it from, else who published it.

    An origin that names a source counts as that source's publisher, so that a report and another that
    passes it on are one.
    """
    found: dict[str, str] = {}
    for name in claims:
        claim = case.claims.get(name)
        if claim is not None:
            origin = claim.origin if claim.origin is not None else claim.source
            source = case.sources.get(origin)
            shown = source.publisher if source is not None else origin
            found.setdefault(shown.casefold(), shown)
    return tuple(sorted(found.values()))


def footing(leaf: Input) -> Footing:
    """What a number rests on."""
    if leaf.evidence:
        return "value sourced" if leaf.basis == "value" else "direction sourced, size judged"
    return "assumed" if leaf.assumed is not None else "bare"


def stated(quantity: Quantity | Rate) -> str:
    """A number as an analyst wrote it, on one line."""
    if isinstance(quantity, Rate):
        return f"{quantity.n:g} in {quantity.in_}"
    if quantity.choices is not None:
        return "{" + ", ".join(f"{value:g}: {weight:g}" for value, weight in quantity.choices.items()) + "}"
    given = {name: getattr(quantity, name) for name in ("word", "value", "low", "mode", "mean", "high", "sd")}
    shown = {
        name: each if isinstance(each, str) else f"{each:g}"
        for name, each in given.items()
        if each is not None
    }
    return (
        next(iter(shown.values()))
        if len(shown) == 1
        else ", ".join(f"{name} {each}" for name, each in shown.items())
    )


def _leaf(case: Case, leaf: Input, places: Mapping[str, Place]) -> Leaf:
    spread = resolved(case, leaf.path, leaf.quantity, leaf.parameter)
    low, high = central_range(spread)
    place = _place(leaf.path, places)
    return Leaf(
        path=leaf.path,
        parameter=leaf.parameter.name,
        stated=stated(leaf.quantity),
        center=spread.center,
        low=low,
        high=high,
        footing=footing(leaf),
        assumed=leaf.assumed,
        claims=leaf.evidence,
        origins=origins(case, leaf.evidence),
        disputed=tuple(
            name for name in leaf.evidence if name in case.claims and case.claims[name].is_disputed
        ),
        file=place.file if place is not None else None,
        line=place.line if place is not None else None,
    )


def _place(path: str, places: Mapping[str, Place]) -> Place | None:
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path)


def _wired(case: Case, name: str, mechanism: Mechanism, inputs: tuple[Input, ...]) -> WiredMechanism:
    written = {leaf.path: leaf for leaf in inputs}
    labelled = zip(list_names(case.effects), case.effects, strict=True)
    paths = [f"effects.{label}.by" for label, effect in labelled if name in effect.mechanisms]
    for path in mechanism.inputs:
        paths += inputs_under(written, path) or _turned(case, path) or (path,)
    paths = list(dict.fromkeys(paths))
    claims = [claim for path in paths if path in written for claim in written[path].evidence]
    return WiredMechanism(
        name, mechanism.title, tuple(paths), tuple(dict.fromkeys((*mechanism.evidence, *claims)))
    )


def _turned(case: Case, path: str) -> tuple[str, ...]:
    try:
        return dial(case, path)
    except ParameterError:
        return ()


def audit_json(found: Audit, faults: Iterable[Fault] = (), warnings: Iterable[Fault] = ()) -> dict[str, Any]:
    """The audit as `detente check --json` prints it; keys never change their meaning."""
    return {
        "errors": [fault_json(fault) for fault in faults],
        "warnings": [fault_json(fault) for fault in warnings],
        "inputs_total": len(found.leaves),
        "inputs_with_evidence": found.with_evidence,
        "inputs_value_sourced": found.count("value sourced"),
        "inputs_direction_sourced": found.count("direction sourced, size judged"),
        "inputs_assumed": found.count("assumed"),
        "inputs_bare": found.count("bare"),
        "mechanisms": [
            {"id": each.id, "title": each.title, "inputs": list(each.inputs), "claims": list(each.claims)}
            for each in found.mechanisms
        ],
        "claims_used": list(found.used),
        "claims_unused": list(found.unused),
        "single_origin": list(found.single_origin),
        "disputed": list(found.disputed),
        "moves_by_itself": [asdict(drift) for drift in found.drifts],
        "branching_number": None if found.branching is None else round(found.branching, 4),
    }


def fault_json(fault: Fault) -> dict[str, Any]:
    """A fault as data, with its whole message."""
    return {**asdict(fault), "message": str(fault)}
