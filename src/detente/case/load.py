"""The files of a case as one case, or everything that is wrong with them at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from detente.case import checks
from detente.case.finding import Finding, Places, listed, quoted
from detente.case.refusals import findings
from detente.case.salvage import salvaged
from detente.case.shape import A_NAME, Shape, bare, told
from detente.case.yaml_tree import Keys, Place, Tree, read_tree
from detente.core.case import Case
from detente.core.errors import CaseError, Fault, nearest
from detente.core.noun import Identifier

ANSWERS = "answers.yaml"
"""File of a case's folder that keeps the answers it was made from."""
RESERVED = frozenset({"conflict.yaml", ANSWERS})
"""Files of a case's folder that hold something else."""
MODELS = frozenset({"nash", "weighted_mean", "weighted_median"})
"""Bargaining models a track may name unless the caller knows more."""
_CHECKED = (
    "actors", "institutions", "issues", "tracks", "pressures", "events", "hazards", "claims", "sources",
    "questions", "mechanisms", "accounts",
)  # fmt: skip


_DOTTED = ("pressures", "words")
"""Sections whose ids may hold a dot."""
_LIST = ("a list of entries, each begun by `- `", "begin each entry with `- `")
_MAP = ("entries by id, as `id: ...`", "write each entry under its id")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as read: the case, where each of its parts stands by path, and what deserves a look."""

    case: Case
    places: Mapping[str, Place]
    warnings: tuple[Fault, ...] = ()


def read_case(texts: Mapping[str, str | bytes], *, models: frozenset[str] = MODELS) -> CaseFile:
    """Read a case from the text of its files.

    Parameters
    ----------
    texts : file name -> its content; every section of a case may stand in any file.
    models : bargaining models that a track may name.

    Returns
    -------
    the case with the places of its parts and warnings.

    Raises
    ------
    CaseError : anything is wrong; all faults of all files are told at once.
    """
    files = {name: text for name, text in texts.items() if name.rpartition("/")[2] not in RESERVED}
    if not files:
        mend = "add `case.yaml`; `detente new` writes one to begin with"
        raise CaseError(
            [Fault("case.yaml", None, None, "", "no file", "at least one file with a case", mend=mend)]
        )
    reading = _Reading()
    for name in sorted(files):
        reading.add(read_tree(name, files[name]))
    return reading.finish(models)


@dataclass(slots=True)
class _Reading:
    """A case while its files are read."""

    raw: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    faults: list[Fault] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    salvaged: dict[str, dict[Any, Any]] = field(default_factory=dict)
    is_whole: bool = True

    def add(self, tree: Tree) -> None:
        """One file more."""
        self.places.files = (*self.places.files, tree.file)
        self.faults += tree.faults
        sections = tuple(Case.model_fields)
        if tree.content is None and not tree.faults:
            mend = f"delete the file, or write a section into it, such as `{sections[-1]}:`"
            self.faults.append(
                Fault(
                    tree.file, 1, 1, "", "an empty file", f"sections: {listed(sections, most=30)}", mend=mend
                )
            )
            return
        if not isinstance(tree.content, dict):
            self.is_whole = False
            if tree.content is not None:
                place = tree.values[()]
                allowed = f"sections: {listed(sections, most=30)}"
                mend = "begin with a section's name and a colon"
                self.faults.append(
                    Fault(tree.file, place.line, place.column, "", quoted(tree.content), allowed, mend=mend)
                )
            return
        for name, content in tree.content.items():
            self._section(tree, str(name), content)

    def _section(self, tree: Tree, name: str, content: Any) -> None:
        place = tree.keys[(name,)]
        if name not in Case.model_fields:
            sections = tuple(Case.model_fields)
            near = nearest(name, sections)
            mend = "" if near else "delete it, or move it under the section it belongs to"
            allowed = f"the sections {listed(sections, most=30)}"
            self.faults.append(
                Fault(
                    tree.file,
                    place.line,
                    place.column,
                    name,
                    f"the unknown section {name!r}",
                    allowed,
                    near,
                    mend,
                )
            )
            return
        entry = _entry_shape(name)
        if entry is not None and content is None:
            content = [] if _is_list(name) else {}
        if entry is not None and not isinstance(content, list if _is_list(name) else dict):
            self.is_whole = False
            held = tree.values[(name,)]
            allowed, mend = _LIST if _is_list(name) else _MAP
            self.faults.append(
                Fault(tree.file, held.line, held.column, name, quoted(content), allowed, mend=mend)
            )
            return
        if name not in self.raw:
            self.raw[name] = content
            self._take_places(tree, (name,), 0)
        elif isinstance(content, list) and entry is not None:
            shift = len(self.raw[name])
            self.raw[name] = [*self.raw[name], *content]
            self._take_places(tree, (name,), shift)
        elif isinstance(content, dict) and entry is not None:
            self._merge(tree, name, content)
        else:
            first = self.places.keys[(name,)]
            found = f"{name!r} a second time (first in {first.file} at line {first.line})"
            mend = "keep one of the two"
            self.faults.append(
                Fault(tree.file, place.line, place.column, name, found, "each once", mend=mend)
            )

    def _merge(self, tree: Tree, name: str, content: dict[Any, Any]) -> None:
        twice = {str(key) for key in content} & {str(key) for key in self.raw[name]}
        for key in sorted(twice):
            here, first = tree.keys[(name, key)], self.places.keys[(name, key)]
            found = f"{key!r} a second time (first in {first.file} at line {first.line})"
            mend = "delete one of the two, or give one another id"
            self.faults.append(
                Fault(tree.file, here.line, here.column, f"{name}.{key}", found, "each id once", mend=mend)
            )
        self.raw[name] = {**content, **self.raw[name]} if twice else {**self.raw[name], **content}
        self._take_places(tree, (name,), 0, skip=twice)

    def _take_places(self, tree: Tree, section: Keys, shift: int, skip: set[str] | None = None) -> None:
        for source, target in ((tree.keys, self.places.keys), (tree.values, self.places.values)):
            for keys, place in source.items():
                if keys[:1] != section or (skip and len(keys) > 1 and keys[1] in skip):
                    continue
                if shift and len(keys) > 1 and isinstance(keys[1], int):
                    keys = (keys[0], keys[1] + shift, *keys[2:])
                target.setdefault(keys, place)

    def finish(self, models: frozenset[str]) -> CaseFile:
        """The case, once all files are in."""
        self._name_entries()
        for section, content in self.raw.items():
            self._report(self._validated(section, content))
        known = self._known(models, self.entries)
        if self.is_whole:
            self._report(self._lacking())
            self._report(self._in_files(finding, self.entries) for finding in checks.errors(known))
            self._report(self._beside(models))
        if self.faults:
            raise CaseError(self.faults)
        warned = {self.places.fault(finding) for finding in checks.warnings(known)}
        case = Case(**_nouns(self.entries))
        return CaseFile(case, self.places.by_path(), tuple(sorted(warned, key=lambda fault: fault.order)))

    def _beside(self, models: frozenset[str]) -> Iterator[Finding]:
        """Wrong words of entries whose shape is wrong as well."""
        if not self.salvaged:
            return
        both = {
            name: dict(sorted({**read, **self.salvaged[name]}.items())) if name in self.salvaged else read
            for name, read in self.entries.items()
        }
        pruned = frozenset(str(name) for names in self.salvaged.values() for name in names)
        known = replace(self._known(models, both), pruned=pruned)
        for finding in checks.words(known):
            there = self._in_files(finding, both)
            if len(there.keys) > 1 and there.keys[1] in self.salvaged.get(str(there.keys[0]), {}):
                yield there

    def _in_files(self, finding: Finding, entries: dict[str, Any]) -> Finding:
        """The finding by the files' numbering of lists, in which unreadable entries count as well."""
        read = entries.get(str(finding.keys[0]))
        if len(finding.keys) < 2 or not isinstance(finding.keys[1], int) or not isinstance(read, dict):
            return finding
        return replace(finding, keys=(finding.keys[0], tuple(read)[finding.keys[1]], *finding.keys[2:]))

    def _report(self, found: Iterable[Finding]) -> None:
        self.faults += [self.places.fault(finding) for finding in found]

    def _name_entries(self) -> None:
        """Names under which entries of lists stand in paths."""
        for section in ("effects", "events"):
            seen: dict[str, int] = {}
            content = self.raw.get(section)
            for index, stated in enumerate(content if isinstance(content, list) else ()):
                name = _entry_name(section, stated) or str(index + 1)
                seen[name] = seen.get(name, 0) + 1
                self.places.names[(section, index)] = name if seen[name] == 1 else f"{name}#{seen[name]}"

    def _validated(self, section: str, content: Any) -> Iterator[Finding]:
        entry = _entry_shape(section)
        if entry is None:
            info = Case.model_fields[section]
            yield from self._one(
                (section,), bare(info.annotation, tuple(info.metadata)), content, self.entries, section
            )
        elif _is_list(section):
            read: dict[int, Any] = {}
            for index, stated in enumerate(content):
                yield from self._one((section, index), entry, stated, read, index)
            self.entries[section] = read
        else:
            yield from self._map(section, entry, content)

    def _map(self, section: str, entry: Shape, content: dict[Any, Any]) -> Iterator[Finding]:
        read: dict[str, Any] = {}
        for name, stated in content.items():
            keys: Keys = (section, str(name))
            if section != "words" and not _is_identifier(name):
                yield Finding(
                    keys, f"the id {quoted(name)}", A_NAME, f"write {_as_identifier(name)}", at_key=True
                )
                continue
            if "." in str(name) and section not in _DOTTED:
                allowed = f"{A_NAME}, without a dot (only pressures have owners)"
                yield Finding(
                    keys, f"the id {quoted(name)}", allowed, f"write {_as_identifier(name)}", at_key=True
                )
                continue
            yield from self._one(keys, entry, {} if stated is None else stated, read, str(name))
        if Case.model_fields[section].is_required() and not content:
            yield Finding((section,), "no entry", "at least one", f"add one under `{section}`", at_key=True)
        self.entries[section] = read

    def _one(self, keys: Keys, shape: Shape, stated: Any, into: Any, name: Any) -> Iterator[Finding]:
        section = str(keys[0])
        adapter = _adapter(section if _entry_shape(section) is None else f"{section}.*")

        def read(content: Any) -> Any:
            try:
                return adapter.validate_python(content)
            except ValidationError as error:
                return list(findings(error, shape, content, keys))

        found = read(stated)
        if not isinstance(found, list):
            into[name] = found
            return
        yield from found
        rest = salvaged(keys, stated, found, read) if _entry_shape(section) is not None else None
        if rest is not None:
            self.salvaged.setdefault(section, {})[name] = rest

    def _lacking(self) -> Iterator[Finding]:
        for name, info in Case.model_fields.items():
            if info.is_required() and name not in self.raw:
                shape = bare(info.annotation, tuple(info.metadata))
                yield Finding(
                    (name,),
                    "nothing",
                    f"`{name}` is needed: {told(shape)}",
                    f"add `{name}: ...` to case.yaml",
                )

    def _known(self, models: frozenset[str], entries: dict[str, Any]) -> checks.Known:
        ids = {section: frozenset(map(str, self._ids(section))) for section in _CHECKED}
        is_dated = all(name in self.entries for name in ("as_of", "start", "until"))
        return checks.Known(self._partial(entries), ids, is_dated, models)

    def _ids(self, section: str) -> Iterator[str]:
        """Ids written in a section; one that cannot be an id stands for its mended form as well."""
        content = self.raw.get(section)
        if isinstance(content, dict):
            yield from map(str, content)
            yield from (_as_identifier(name) for name in content if section not in _DOTTED)
        elif isinstance(content, list):
            yield from (name for stated in content if (name := _entry_name(section, stated)))

    def _partial(self, entries: dict[str, Any]) -> Case:
        """Whatever could be read, as a case in which entries and even dates may lack."""
        parts: dict[str, Any] = {
            name: None if info.is_required() else info.get_default()
            for name, info in Case.model_fields.items()
        }
        parts |= {"actors": {}, "issues": {}}
        return Case.model_construct(**{**parts, **_nouns(entries)})


def _nouns(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Sections as the case holds them."""
    return {name: tuple(read.values()) if _is_list(name) else read for name, read in entries.items()}


def _entry_name(section: str, stated: Any) -> str | None:
    if not isinstance(stated, dict):
        return None
    if section == "events":
        return str(stated["id"]) if "id" in stated else None
    return f"{stated['when']}->{stated['turns']}" if "when" in stated and "turns" in stated else None


@cache
def _entry_shape(section: str) -> Shape | None:
    """Shape of one entry of a section, or None where the section is a single value."""
    annotation = Case.model_fields[section].annotation
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return bare(args[1])
    return bare(args[0]) if origin is tuple else None


@cache
def _is_list(section: str) -> bool:
    return get_origin(Case.model_fields[section].annotation) is tuple


@cache
def _adapter(of: str) -> TypeAdapter[Any]:
    """What validates a single value (`as_of`) or an entry of a section (`actors.*`)."""
    section = of.removesuffix(".*")
    info = Case.model_fields[section]
    if of == section:
        return TypeAdapter(_annotated(info.annotation, info.metadata))
    args = get_args(info.annotation)
    return TypeAdapter(args[1] if get_origin(info.annotation) is dict else args[0])


def _annotated(annotation: Any, metadata: list[Any]) -> Any:
    for item in metadata:
        annotation = Annotated[annotation, item]
    return annotation


@cache
def _identifiers() -> TypeAdapter[str]:
    return TypeAdapter(Identifier)


def _as_identifier(name: Any) -> str:
    """The id a writer can have meant by a name that cannot be one."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", str(name))
    return plain if plain[:1].isalpha() else f"n{plain}"


def _is_identifier(name: Any) -> bool:
    try:
        _identifiers().validate_python(name)
    except ValidationError:
        return False
    return True
