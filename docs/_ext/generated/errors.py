"""Errors and exit codes, from the tree of exceptions and the command line's own table."""

import inspect

from generated import numpydoc
from generated.markdown import block, code, page, table


def pages() -> dict[str, str]:
    """The one page."""
    from detente.cli import _errors
    from detente.core import errors

    codes = [
        ["`0`", "it went well"],
        [
            code(str(_errors.FAULT_OF_OURS)),
            "a fault of ours: please report it, with the command and what `--debug` shows",
        ],
        [
            code(str(_errors.FAULT_IN_WHAT_WAS_GIVEN)),
            "a fault in what was given; the message says how to mend it",
        ],
        [code(str(_errors.STOPPED)), "stopped, by Ctrl-C or from outside; nothing half-written stays"],
        [code(str(_errors.BROKEN_PIPE)), "whoever read the output had enough (`| head`)"],
    ]
    tree = inspect.getdoc(errors) or ""
    drawn = [line for line in tree.splitlines() if "Error" in line]
    kinds = [
        (name, one)
        for name, one in vars(errors).items()
        if inspect.isclass(one) and issubclass(one, errors.DetenteError) and not name.startswith("_")
    ]
    parts = [
        "# Errors and exit codes",
        "A message says where, what was found, what is allowed, and the mend; all faults of a file are told together.",
        table(["exit code", "meaning"], codes),
        "## From Python",
        block(inspect.cleandoc("\n".join(["", *drawn]))),
    ]
    for name, one in kinds:
        parts += [f"### {name}", numpydoc.told(one)]
    return {"errors": page(*parts)}
