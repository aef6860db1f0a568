# How are you: every command for people who build or try it. `make` alone lists them.
# Plain make (GNU 3.81 of macOS and later). ARGS goes on to the command: make play ARGS="--language ar"

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet install
UV ?= uv
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run demo play test test-postgresql test-browser chaos pages attack bench redaction danger cover lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1 	/p' $(firstword $(MAKEFILE_LIST))

setup: $(READY) ## build .venv (the others do this by themselves)

# A failed build leaves no stamp behind, so the next run begins again.
$(READY): requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "How are you needs Python 3.11 or newer. If you have one, name it: make PYTHON=python3.13 setup" >&2; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute) ..." >&2
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	  echo "Python could not make $(VENV). On Debian or Ubuntu, first: sudo apt-get install python3-venv" >&2; exit 1; }
	@rm -f $(READY)
	@$(PIP) --require-hashes -r requirements.lock -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(READY)

run: $(READY) ## start the bot (settings: docs/run.md)
	@$(BIN)/howareyou run $(ARGS)

demo: $(READY) ## sixty simulated people, a summary and the exports, in under 20 seconds
	@$(BIN)/howareyou demo $(ARGS)

play: $(READY) ## talk with the bot here in the terminal; nothing is kept
	@$(BIN)/howareyou play $(ARGS)

test: $(READY) ## everything that must hold, but for the two below: ruff, mypy, pytest
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest --numprocesses auto --dist worksteal --ignore tests/pages/browser $(ARGS)

test-postgresql: $(READY) ## the store and the bot once more, on a real PostgreSQL started for it
	@$(BIN)/pytest --numprocesses auto --dist worksteal --database=postgresql tests/storage tests/bot tests/attack $(ARGS)

test-browser: $(READY) ## the pages in a real Chromium (Debian: apt-get install chromium)
	@$(BIN)/pytest --numprocesses auto --dist worksteal tests/pages/browser $(ARGS)

chaos: $(READY) ## kill the bot and fail its platforms and its database, long: ARGS="--seconds 600 --seed 7"
	@$(BIN)/python -m tests.chaos $(ARGS)
	@$(BIN)/pytest --numprocesses 2 tests/chaos/long_*.py tests/dialogues/long_*.py

pages: $(READY) ## the pages alone, in a real browser too (Debian: apt-get install chromium), and shot at, long
	@$(BIN)/pytest --numprocesses 2 tests/pages $(ARGS)
	@$(BIN)/pytest --capture no tests/pages/long_*.py $(ARGS)

attack: $(READY) ## what a thief or a curious reader would try, long, on both databases; prints the figures
	@$(BIN)/pytest --numprocesses 2 tests/summaries/long_*.py $(ARGS)
	@$(BIN)/pytest --quiet tests/attack/long_*.py $(ARGS)
	@$(BIN)/pytest --quiet --database=postgresql tests/attack/long_*.py $(ARGS)

bench: $(READY) ## measure, about half an hour; ARGS=--write puts the figures into docs/performance.md
	@failed=; for file in benchmarks/*.py; do echo "== $$file" >&2; \
	  $(BIN)/python "$$file" $(ARGS) || failed="$$failed $$file"; done; \
	  test -z "$$failed" || { echo "Once more, each by itself:$$failed" >&2; exit 1; }

redaction: $(READY) ## how much of what names a person is hidden, and what for nothing; ARGS=--missed
	@$(BIN)/python -m tests.dialogues.redaction $(ARGS)

danger: $(READY) ## how much of what people in danger might write opens the help card; ARGS=--missed
	@$(BIN)/python -m tests.locales.danger $(ARGS)

cover: $(READY) ## branch coverage of the tests
	@$(BIN)/pytest --numprocesses auto --cov --cov-branch --cov-report term-missing:skip-covered $(ARGS)

# Both files carry hashes and no address of an index. The second builds on the first, so that no
# package is in both in two versions. Needs uv (https://docs.astral.sh/uv).
lock: ## renew requirements.lock and requirements-dev.lock
	$(UV) pip compile pyproject.toml --extra postgres --universal --generate-hashes --upgrade \
	  --no-header --no-annotate --no-emit-index-url --output-file requirements.lock
	$(UV) pip compile --group dev --constraint requirements.lock --universal --generate-hashes --upgrade \
	  --no-header --no-annotate --no-emit-index-url --output-file requirements-dev.lock
