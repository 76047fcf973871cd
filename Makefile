# Everything people and the automatic checks run. `make help` lists it.

PYTHON ?= python3
UV_VERSION := 0.13.9

# A file of tests stays in one process: what it prepares once is prepared once. The browser comes first: its files take longest.
PYTEST = $(BIN)/pytest --quiet --numprocesses auto --dist loadfile --no-loadscope-reorder

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
REPORTS := .pytest_cache/reports
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard portal/locale/*/LC_MESSAGES/django.po))

# The certificates of the system are the ones that its owner trusts (a proxy has one of its own).
# In a development environment nothing is taken out again; in a fresh one, nothing is installed but what serves.
SYNC := UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --frozen --system-certs --inexact --extra postgres --extra redis
RUNNABLE := $(VENV)/.runnable
TESTABLE := $(VENV)/.testable

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## List every target
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s%s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: $(RUNNABLE) $(CATALOGUES) ## Serve the demo on http://127.0.0.1:8000 (PORT, PORTAL_VAR, DATABASE_URL, CACHE_URL)
	@exec $(BIN)/python manage.py start

.PHONY: test
test: $(TESTABLE) $(CATALOGUES) ## Run the tests on SQLite; those that are lengthy or need a browser or a server are for `make check`
	@$(PYTEST) -m "not browser and not lengthy and not postgresql and not redis"

# The databases go with their servers, so that nobody has to take them down.
.PHONY: check
check: lint types migrations $(CATALOGUES) ## Check style, types and migrations, and run every test on PostgreSQL, with Redis and in Chromium
	@echo "All tests, on PostgreSQL and Redis and in Chromium …"
	@PORTAL_REQUIRE_ALL=1 $(BIN)/python -m tests.servers $(PYTEST) --reuse-db --junitxml=$(REPORTS)/postgresql-redis-chromium.xml
	@$(BIN)/python -m tests.figures $(REPORTS)/postgresql-redis-chromium.xml

.PHONY: bench
bench: $(TESTABLE) $(CATALOGUES) ## Print the figures
	@$(BIN)/python -m tests.benchmarks

.PHONY: lint
lint: $(TESTABLE) ## Look for mistakes in the style of code and templates
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@find templates -name '*.html' -print0 | xargs -0 --no-run-if-empty $(BIN)/djade --check --target-version 5.2

.PHONY: format
format: $(TESTABLE) ## Bring code and templates into the house style
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet
	@find templates -name '*.html' -print0 | xargs -0 --no-run-if-empty $(BIN)/djade --target-version 5.2

.PHONY: types
types: $(TESTABLE) ## Check the types
	@$(BIN)/mypy

.PHONY: migrations
migrations: $(TESTABLE) ## Say whether a migration is missing
	@DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run

.PHONY: messages
messages: $(TESTABLE) ## Gather what needs translation into every folder of portal/locale (needs gettext)
	@$(BIN)/python manage.py makemessages --all --no-location --no-obsolete --no-wrap

.PHONY: clean
clean: ## Remove the environment and what the tools left; the data in var/ stays
	@rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache $(CATALOGUES)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. A stamp file says what is installed, so that the next time nothing is done.

$(UV): | python
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing: install it (on Debian: apt-get install python3-venv)." >&2; rm -rf $(VENV); exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(RUNNABLE): pyproject.toml uv.lock | $(UV)
	@echo "Installing what the portal needs (1 to 2 minutes the first time) …"
	@$(SYNC) --no-dev
	@touch $@

$(TESTABLE): pyproject.toml uv.lock | $(UV)
	@echo "Installing what the tests need (1 to 2 minutes the first time) …"
	@$(SYNC)
	@touch $@ $(RUNNABLE)

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11, 3.12 or 3.13, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "$$($(PYTHON) --version) does not fit: the portal needs Python 3.11, 3.12 or 3.13 (make PYTHON=/path/to/python3)." >&2; exit 1; }

# Compiled by polib, so that nobody needs the gettext tools to run or test.
%.mo: %.po $(RUNNABLE)
	@$(BIN)/python -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@
