"""Event data from files and feeds: one importer a file, found by listing; and the store that they fill."""

from detente.sources.events._counting import dyad_counts, every_dyad, type_counts
from detente.sources.events._download import BASE, Downloaded, download_gdelt
from detente.sources.events._holdings import Holdings, asked_actors, holdings
from detente.sources.events._importing import formats, import_files, importer
from detente.sources.events._outcome import FileImported, Imported, Malformed, Options
from detente.sources.events._place import opened
from detente.sources.events._store import changing, in_memory, reading

__all__ = [
    "BASE",
    "Downloaded",
    "FileImported",
    "Holdings",
    "Imported",
    "Malformed",
    "Options",
    "asked_actors",
    "changing",
    "download_gdelt",
    "dyad_counts",
    "every_dyad",
    "formats",
    "holdings",
    "import_files",
    "importer",
    "in_memory",
    "opened",
    "reading",
    "type_counts",
]
