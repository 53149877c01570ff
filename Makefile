# One command per task. Each sets up what it needs in .venv, and needs only make and Python 3.11 or newer.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?=
CASE ?= cases/iran-2024
BIN := .venv/bin
WORKERS ?= 2
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --constraint requirements.lock

.PHONY: help demo test check format bench docs lock clean

help:  ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: .venv/.ready-run  ## run the flagship case and write its report
	@echo "== Running $(CASE) (the first run compiles the kernels)"
	@$(BIN)/detente run $(CASE)
	@report=$$(ls -t runs/*/report.html 2>/dev/null | head -n 1); \
	  test -n "$$report" || { echo "No report was written under runs/." >&2; exit 1; }; \
	  echo "== The report lies in $$report : open it in a browser, it needs no network."

test: .venv/.ready-dev  ## run all tests
	@echo "== Testing on $(WORKERS) workers"
	@$(BIN)/python -m pytest -q -rs -n $(WORKERS) --benchmark-disable $(ARGS)

check: .venv/.ready-dev  ## style, form, types and layers
	@echo "== Style (ruff check)"
	@$(BIN)/ruff check .
	@echo "== Form (ruff format)"
	@$(BIN)/ruff format --check .
	@echo "== Types (mypy)"
	@$(BIN)/mypy
	@echo "== Layers (import-linter)"
	@$(BIN)/lint-imports

format: .venv/.ready-dev  ## mend style and form where that can be done by machine
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/.ready-dev  ## time the kernels
	@echo "== Benchmarks on $$(uname -sm), $$(getconf _NPROCESSORS_ONLN) cores"
	@$(BIN)/python -m pytest benchmarks --benchmark-only $(ARGS)

docs: .venv/.ready-docs  ## build the documentation into docs/_build/html
	@echo "== Building the documentation"
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "== It lies in docs/_build/html/index.html"

lock: .venv/bin/python  ## resolve the newest versions afresh and write requirements.lock
	@echo "== Resolving in a fresh environment"
	@fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	  $(BIN)/python -m venv "$$fresh"; \
	  "$$fresh/bin/python" -m pip install -qq --disable-pip-version-check '.[dev,docs]' hatchling editables; \
	  { grep '^#' requirements.lock; \
	    "$$fresh/bin/python" -m pip freeze --exclude detente | LC_ALL=C sort -f; } > requirements.lock.new
	@mv requirements.lock.new requirements.lock

clean:  ## remove the environment, caches and built files (runs are kept)
	rm -rf .venv build dist docs/_build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- environment: a stamp per set of packages, renewed when the lock or the project file changes -----------------

.venv/bin/python:
	@chosen=""; \
	for name in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then chosen=$$name; break; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "Detente needs Python 3.11 or newer; python3 here is: $$(python3 --version 2>&1 | head -n 1)." >&2; \
	  echo "Install one, or name it: make <task> PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	if ! "$$chosen" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "$$chosen cannot make environments: its modules venv and ensurepip are missing." >&2; \
	  echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	echo "== Making an environment in .venv with $$("$$chosen" --version)"; \
	"$$chosen" -m venv .venv

.venv/.ready-run: pyproject.toml requirements.lock | .venv/bin/python
	@echo "== Installing Detente with the versions of requirements.lock (a minute, once)"
	@$(INSTALL) hatchling editables
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready-run
	@echo "== Installing what tests, checks and the documentation need"
	@$(INSTALL) --no-build-isolation --editable '.[dev,docs]'
	@touch $@

.venv/.ready-docs: .venv/.ready-run
	@echo "== Installing what the documentation needs"
	@$(INSTALL) --no-build-isolation --editable '.[docs]'
	@touch $@
