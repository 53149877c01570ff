"""The command line as a user meets it, mostly in this process: loading the kernels anew costs seconds."""

import io
import json
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.cli import main


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def detente(*arguments: object, at: Path) -> Said:
    """Run a command as if in a folder."""
    out, err, code = io.StringIO(), io.StringIO(), None
    with chdir(at), redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(one) for one in arguments])
        except SystemExit as ended:
            code = ended.code
    return Said(int(code or 0), out.getvalue(), err.getvalue())
