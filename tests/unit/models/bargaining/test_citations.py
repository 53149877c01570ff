"""The family's works together make a bibliography: a run that deals all models cites each work once."""

from detente.core.citation import bibliography
from detente.core.family import members
from detente.models.bargaining import BargainingModel


def test_one_key_stands_for_one_work_throughout_the_family():
    family = members("detente.models.bargaining", "MODEL", BargainingModel).values()
    works = [work for one in family for work in one.citations]
    assert len(bibliography(works)) == len({work.key for work in works})
