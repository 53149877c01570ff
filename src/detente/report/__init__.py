"""Report: a study becomes pages, a brief, JSON and tables."""

from detente.report.brief import render_brief
from detente.report.docx import brief_docx
from detente.report.page import begin_report, compile_templates, early_figures, render_report
from detente.report.pictures import Pictures
from detente.report.results import results_json
from detente.report.shown import Shown, pictures_of, shown_of, stored_study, study_json
from detente.report.tables import tables

__all__ = [
    "Pictures",
    "Shown",
    "begin_report",
    "brief_docx",
    "compile_templates",
    "early_figures",
    "pictures_of",
    "render_brief",
    "render_report",
    "results_json",
    "shown_of",
    "stored_study",
    "study_json",
    "tables",
]
