"""What a report must have before it is signed: rivals, an unlikely branch, the deception question, and clean prose."""

from detente.case import CaseFile
from detente.core.errors import CaseError, Fault
from detente.core.study import Study
from detente.forecast.own_prose import lint_case

FILE = "case.yaml"


def refuse_unfinished(study: Study, file: CaseFile) -> None:
    """Make sure that a report may be called final.

    Raises
    ------
    CaseError : all that it lacks, together.
    """
    found = lacks(study, file)
    if found:
        raise CaseError(found)


def lacks(study: Study, file: CaseFile) -> tuple[Fault, ...]:
    """What keeps a study from being final; nothing where it may be signed."""
    case = study.case
    found: list[Fault] = []

    def lack(key: str, what: str, allowed: str, mend: str) -> None:
        place = file.places.get(key)
        name, line, column = (
            (place.file, place.line, place.column) if place is not None else (FILE, None, None)
        )
        found.append(Fault(name, line, column, key, what, allowed, mend=mend))

    if len(case.accounts) < 2:
        mend = "add a rival to `accounts`, with what it drops and the claims for and against it"
        lack("accounts", f"{len(case.accounts)} accounts", "at least two, so that one can be wrong", mend)
    for name, account in case.accounts.items():
        if not account.against:
            mend = "add `against: [claims]`; what nothing speaks against was not looked for"
            lack(f"accounts.{name}", "no claim against it", "evidence on both sides of every account", mend)
    if case.accounts and not any(account.leading for account in case.accounts.values()):
        mend = "add `leading: true` to the account the case is built around"
        lack("accounts", "no leading account", "one, so that the deception question has a subject", mend)
    if not study.explanation.alternatives:
        mend = "state hazards or branches that are unlikely and would matter, or run more worlds"
        lack(
            "hazards", "no unlikely branch that changes an answer", "at least one from 1 to 20 per cent", mend
        )
    if not study.answers:
        lack("questions", "no answer that can be scored", "at least one question", "add to `questions`")
    if not case.owner:
        lack("owner", "nobody", "who answers for the assumptions", "add `owner: name` to case.yaml")
    bare = study.audit.count("bare")
    if bare:
        mend = "`detente check` lists them: add evidence, or say why each is assumed"
        lack("", f"{bare} numbers on nothing", "numbers that say what they rest on", mend)
    return (*found, *lint_case(file))
