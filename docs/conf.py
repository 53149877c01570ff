"""Sphinx settings: Markdown pages, the furo theme."""

from importlib.metadata import version as version_of

project = "Detente"
author = "The Detente authors"
project_copyright = author
release = version = version_of("detente")

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "Detente"
html_show_sourcelink = False
