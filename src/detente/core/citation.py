"""Citations: the works a model or measure rests on, and the bibliography of those a run has used."""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.core.errors import ParameterError


@dataclass(frozen=True, slots=True)
class Citation:
    """One published work.

    Parameters
    ----------
    key : short name, unique among the works cited, such as `putnam1988`.
    authors : as printed, family name first; several joined by `;`.
    year : year of publication.
    title : title of the work.
    where : journal with volume and pages, or publisher.
    doi : digital object identifier without the address before it.

    Examples
    --------
    >>> work = Citation("fearon1995", "Fearon, J. D.", 1995, "Rationalist explanations for war",
    ...                 "International Organization 49(3), 379-414", "10.1017/S0020818300033324")
    >>> print(work.text())
    Fearon, J. D. (1995). Rationalist explanations for war. International Organization 49(3), 379-414.
    doi:10.1017/S0020818300033324
    """

    key: str
    authors: str
    year: int
    title: str
    where: str
    doi: str | None = None

    def text(self) -> str:
        """The work as one entry of a bibliography."""
        title = self.title if self.title.endswith((".", "?", "!")) else f"{self.title}."
        entry = f"{self.authors} ({self.year}). {title} {self.where.removesuffix('.')}."
        return f"{entry} doi:{self.doi}" if self.doi else entry


def bibliography(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each work once, by author, year and title.

    Raises
    ------
    ParameterError : two different works share a key.
    """
    works: dict[str, Citation] = {}
    for work in citations:
        known = works.setdefault(work.key, work)
        if known != work:
            raise ParameterError(
                f"citation {work.key}",
                f"two works, {known.title!r} ({known.year}) and {work.title!r} ({work.year})",
                "one key for one work",
                "give one of them another key, or write both alike",
            )
    return tuple(sorted(works.values(), key=_order))


def _order(work: Citation) -> tuple[str, int, str, str]:
    return (work.authors.casefold(), work.year, work.title.casefold(), work.key)
