# `make` prints the verbs. Everything runs in .venv, which make builds itself.
PYTHON ?= python3
PORT ?= 8501
STEPS ?= 1000000
SEED ?= 0
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench soak docs

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## the virtual environment with everything in it

$(VENV)/.installed: requirements.txt requirements-dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: setup ## the app on http://localhost:8501, on the demo world (PORT=…, STAP_DATA=…)
	$(BIN)/python -m lib.ui.server $(PORT)

test: setup ## all tests, browser ones included
	$(BIN)/pytest -n 2 --dist loadfile --durations=10

check: setup ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: setup ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## the figures of benchmarks/README.md, measured side by side
	-@$(MAKE) --no-print-directory $(PEERS)/.installed
	PYTHONPATH=. $(BIN)/python -m benchmarks

$(PEERS)/.installed: benchmarks/requirements-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

soak: setup ## the simulator for long (STEPS=1000000, SEED=0)
	PYTHONPATH=. $(BIN)/python -m tests.simulation $(STEPS) $(SEED)

docs: setup ## the generated parts of README.md and docs/, and the pictures of the handbook
	$(BIN)/python -m lib.manage docs
	PYTHONPATH=. $(BIN)/python -m tests.doctor.document
	PYTHONPATH=. $(BIN)/python -m tests.browser.screenshots
