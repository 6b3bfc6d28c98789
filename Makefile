# Foramen: every target sets up what it needs; a second run starts in seconds.
SHELL := /bin/bash
BIN := .venv/bin

.PHONY: run test fuzz check bench screens translations setup setup-test lock

run: setup
	$(BIN)/foramen demo

test: setup-test
	$(BIN)/python -m pytest $(TESTS)

# New damage to headers, archives and pixel data, for hours; what fails is kept in tests/fuzz/corpus.
fuzz: setup-test
	FORAMEN_FUZZ_SECONDS=$${FORAMEN_FUZZ_SECONDS:-14400} FORAMEN_FUZZ_SEED=$${FORAMEN_FUZZ_SEED:-$$RANDOM$$RANDOM} \
	  $(BIN)/python -m pytest tests/fuzz

check: setup
	$(BIN)/lint-imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: setup
	$(BIN)/foramen bench

screens: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m workstation.ui.screens build/screens

# Finds every text of the interface again and makes the files the program loads; translations already made are kept.
translations: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m workstation.ui.translation_files

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

# Pins every dependency again (needs uv); the lock names no index host.
lock:
	uv pip compile pyproject.toml --group dev --extra postgresql --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock
