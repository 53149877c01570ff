"""The interview on a terminal: a question, a reply, the reason where it cannot be kept; each answer is stored as it is given."""

import sys
from collections.abc import Callable

from detente.core.errors import DetenteError
from detente.interview import MORE, SKIP, Agreement, Answers, Step, interview

WELCOME = (
    "Answer what you know. Enter skips a question: the number is then wide, and marked as assumed. "
    "`?` tells more, `back` takes the last answer back, Ctrl-C stops; answers are kept as they are given.\n"
)
BACK = "back"
GROUND = (
    "Where a number is asked, `20 30 45` means: surprised below 20, most likely 30, surprised above 45 "
    "(one chance in twenty either side)."
)


def ask(told: Answers, keep: Callable[[], None], draft: str) -> None:
    """Ask all that has not been answered.

    Parameters
    ----------
    keep : stores the answers; called after each.
    draft : where they lie, for the reader.

    Raises
    ------
    Exit : the replies ended, or Ctrl-C was pressed; what was answered is kept.
    """
    import typer

    from detente.cli._errors import STOPPED

    told.is_open = True
    _say(WELCOME)
    asked: list[tuple[str, ...]] = []
    try:
        while not _asked_through(told, keep, asked):
            _take_back(told, asked)
    except (EOFError, KeyboardInterrupt):
        _say(f"\nStopped. What you have answered lies in {draft}; the same command goes on from there.")
        raise typer.Exit(STOPPED) from None


def _asked_through(told: Answers, keep: Callable[[], None], asked: list[tuple[str, ...]]) -> bool:
    """Ask what is missing; False once somebody wants to go back."""
    title = ""
    for chapter, step in interview(told):
        if chapter != title:
            title = chapter
            _say(f"\n== {title}")
        if isinstance(step, Agreement):
            _agree(told, step)
        else:
            reply = _reply(step)
            if reply == BACK:
                return False
            told.put(step.path, reply)
            asked.append(step.path)
        keep()
    return True


def _take_back(told: Answers, asked: list[tuple[str, ...]]) -> None:
    """Forget the last answer of this sitting, so that it is asked again."""
    if not asked:
        _say(
            "   There is nothing to go back to in this sitting; answers of earlier ones can be changed in the file."
        )
        return
    path = asked.pop()
    told.drop(path)
    for end in range(1, len(path)):  # a group that was skipped as a whole, or a list that was ended
        if told.at(*path[:end]) == SKIP:
            told.drop(path[:end])
    told.drop((path[0], MORE))


def _reply(step: Step) -> object:
    """What is answered to a step: asked again, with the reason, until it can be kept."""
    _say(f"\n{step.asks}")
    if step.hint:
        _say(f"   ({step.hint})")
    while True:
        said = _read()
        if said == "?":
            _say(f"   {step.hint or 'words of your own'}. {GROUND}")
            continue
        if said == BACK:
            return BACK
        if said in ("", SKIP):
            return SKIP
        try:
            return step.read(said)
        except DetenteError as error:
            _say(f"   {_reason(error)}")


def _agree(told: Answers, step: Agreement) -> None:
    try:
        found = step.judge()
    except DetenteError as error:
        _say(f"   These do not fit together: {_reason(error)} Once more:")
        for field in step.fields:
            told.drop((*step.path, field))
        if not told.at(*step.path):
            told.drop(step.path)
        return
    _say(f"   {getattr(found, 'says', '')}")


def _reason(error: DetenteError) -> str:
    """An error without its place: the question stands right above."""
    return str(error).partition(": ")[2] or str(error)


def _read() -> str:
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
