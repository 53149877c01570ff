"""Sphinx settings: Markdown pages, the furo theme, a reference written from the code, equations without scripts."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Detente"
author = "The Detente authors"
project_copyright = author
release = version = version_of("detente")

extensions = ["myst_parser", "mathml", "reference_pages"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
exclude_patterns = ["_build", "_ext"]
nitpicky = True
smartquotes_action = "qe"  # never dashes: `--option` stays as it is typed

html_theme = "furo"
html_title = "Detente"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f5a94", "color-brand-content": "#1f5a94"},
    "dark_css_variables": {"color-brand-primary": "#8ab8e6", "color-brand-content": "#8ab8e6"},
}
