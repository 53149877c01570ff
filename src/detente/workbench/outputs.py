"""The files of a run, made from its study alone."""

from typing import TYPE_CHECKING

from detente.core.study import Study
from detente.workspace import csv_text, json_text

if TYPE_CHECKING:
    from detente.report import Pictures


def outputs(
    study: Study,
    *,
    report: bool = True,
    brief: bool = False,
    results: bool = True,
    pictures: "Pictures | None" = None,
) -> dict[str, str | bytes]:
    """The files of a run by name; the same study gives the same bytes.

    Parameters
    ----------
    report : `report.html`.
    brief : `brief.html` and `brief.docx`, one page each.
    results : `results.json`, `tables/*.csv` and `study.json`, from which the workbench in the browser shows the run.
    pictures : of the report, where some have been drawn beforehand.
    """
    from detente.report import (
        Pictures,
        begin_report,
        brief_docx,
        pictures_of,
        render_brief,
        results_json,
        shown_of,
        study_json,
        tables,
    )

    files: dict[str, str | bytes] = {}
    own = Pictures() if report and pictures is None else None
    drawing = pictures or own
    # Begun first: its pictures are drawn while the results are put together.
    shown = shown_of(study) if report or results else None
    page = begin_report(shown, drawing) if shown is not None and report and drawing is not None else None
    if shown is not None and results:
        files["study.json"] = study_json(shown)
        files["results.json"] = json_text(results_json(study))
        files |= {f"tables/{name}.csv": csv_text(table) for name, table in tables(study).items()}
    if page is not None:
        files["report.html"] = page()
    if page is not None and shown is not None and drawing is not None and results:
        files["pictures.json"] = json_text(pictures_of(shown, drawing.svg))
    if own is not None:
        own.close()
    if brief:
        files |= {"brief.html": render_brief(study), "brief.docx": brief_docx(study)}
    return files
