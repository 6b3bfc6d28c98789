# Foramen: set up, run, test, check, measure. Every target does its own set-up; a second run starts in seconds.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
check:
	$(VENV)/bin/lint-imports
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
test:
	$(PY) -m pytest
