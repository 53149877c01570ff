"""The brief as DOCX, the same bytes for the same study."""

from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from detente.core.study import Study
from detente.report.brief import ANSWER_COLUMNS, SHIFT_COLUMNS, compose

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip archive can hold; every entry bears it, so that no clock gets into the bytes."""


def brief_docx(study: Study) -> bytes:
    """The brief as a Word document of one page.

    Parameters
    ----------
    study : a run's result.

    Returns
    -------
    the file's bytes; dated by the study's as-of date, never by the clock.
    """
    from docx import Document
    from docx.shared import Mm, Pt

    brief = compose(study)
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(16)
    page.top_margin = page.bottom_margin = Mm(12)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(8.5)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(1)
    document.add_paragraph(brief.strip)
    _heading(document, brief.title, 1)
    document.add_paragraph(brief.bottom_line)
    document.add_paragraph(brief.confidence)
    _heading(document, "Where the course has shifted")
    _table(document, SHIFT_COLUMNS, brief.shifts)
    _heading(document, brief.why_title)
    _bullets(document, brief.why)
    document.add_paragraph(brief.rival)
    _heading(document, "What next")
    _table(document, ANSWER_COLUMNS, brief.answers)
    _heading(document, "What would change our minds")
    _bullets(document, brief.signposts)
    _heading(document, "The basis")
    document.add_paragraph(brief.basis)
    _bullets(document, brief.assumptions)
    document.add_paragraph(f"Not modelled: {brief.not_modelled}.")
    document.add_paragraph(brief.run)
    _date(document, study, brief.title)
    made = BytesIO()
    document.save(made)
    return _without_clock(made.getvalue())


def _heading(document: Any, text: str, level: int = 2) -> None:
    from docx.shared import Pt, RGBColor

    heading = document.add_heading(text, level)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(5), Pt(1)
    for run in heading.runs:
        run.font.name, run.font.size, run.font.color.rgb = (
            "Arial",
            Pt(14 if level == 1 else 9.5),
            RGBColor(0x1B, 0x24, 0x30),
        )


def _bullets(document: Any, lines: tuple[str, ...]) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _table(document: Any, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(columns), style="Light List")
    widths = (70, *([108 / (len(columns) - 1)] * (len(columns) - 1)))
    for row in (columns, *rows):
        cells = table.rows[0].cells if row is columns else table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.text, cell.width = text, Mm(width)


def _date(document: Any, study: Study, title: str) -> None:
    when = datetime.combine(study.manifest.as_of, time())
    properties = document.core_properties
    properties.created = properties.modified = properties.last_printed = when
    properties.title, properties.author, properties.last_modified_by = title, "Detente", "Detente"
    properties.comments, properties.revision = study.manifest.run, 1


def _without_clock(archive: bytes) -> bytes:
    """The same archive with every entry dated alike, in the order of names."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return made.getvalue()
