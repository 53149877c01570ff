"""Every work that a run may cite has one key, whoever cites it: models, crisis games, and the parts of a run."""

import tomllib
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules

from detente.core.citation import Citation, bibliography
from detente.core.family import members
from detente.models import crisis
from detente.models.bargaining import BargainingModel


def of_parts():
    table = tomllib.loads(files("detente.workspace").joinpath("methods.toml").read_text("utf-8"))
    return [
        Citation(key, **{name: told for name, told in row.items() if name != "used"})
        for key, row in table.items()
    ]


def of_crisis_games():
    modules = [import_module(f"detente.models.crisis.{one.name}") for one in iter_modules(crisis.__path__)]
    return [work for module in modules for work in getattr(module, "CITATIONS", ())]


def test_one_key_stands_for_one_work():
    family = members("detente.models.bargaining", "MODEL", BargainingModel).values()
    works = [*(work for one in family for work in one.citations), *of_parts(), *of_crisis_games()]
    assert len(works) > 30
    assert len(bibliography(works)) == len({work.key for work in works})
