"""Sphinx's hook for the generated pages: they are written before it looks for sources."""

from pathlib import Path
from typing import Any

from generated import pages, write


def setup(app: Any) -> dict[str, bool]:
    """Write the reference from the code."""
    write(Path(app.srcdir), pages())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
