# `make` prints what there is. Works as root or not, with or without Node; installs only what changed.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check nightly mutate bench pictures matrix lock clean

VENV := .venv
PY := $(VENV)/bin/python
CANAILLE := .venv-canaille
PIP := -m pip --disable-pip-version-check --quiet
GROUND := pyproject.toml deploy/hatch_build.py deploy/assets/package-lock.json

help: ## print this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/ready-to-run ## start the hub with its synthetic community, on this machine only
	@exec $(PY) -m coordination demo

test: $(VENV)/ready-to-test $(CANAILLE)/ready ## every test, on SQLite and PostgreSQL, in a real browser; two processes
	@$(PY) deploy/install_test_needs.py
	@exec $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST)

check: $(VENV)/ready-to-test ## lint, types, import contracts and the quick tests: about a minute
	@$(VENV)/bin/ruff check
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@exec $(PY) -m pytest -n 2 --dist loadfile -q -m "not (slow or browser or idp or power)" $(PYTEST)

nightly: $(VENV)/ready-to-test ## the proofs too long for every change that are stale, at full size (NIGHTLY=--all: every one)
	@$(PY) deploy/install_test_needs.py
	@exec $(PY) -m tests.nightly $(NIGHTLY)

mutate: $(VENV)/ready-to-test ## plant small bugs in the rules, see which no test finds; writes tests/mutants.md (ONLY=stale: what changed)
	@exec $(PY) -m tests.mutate $(if $(filter stale,$(ONLY)),--stale,$(if $(ONLY),--only $(ONLY)))

bench: $(VENV)/ready-to-test ## measure against the ratios of the design
	@if [ -f tests/bench/__main__.py ]; then exec $(PY) -m tests.bench; else exec $(PY) -m tests.bench.run; fi

pictures: $(VENV)/ready-to-test ## take the pictures of the help anew, from the demo in a real browser
	@exec $(PY) -m tests.stories.pictures $(ONLY)

matrix: $(VENV)/ready-to-test ## write the help's page of who may see what anew, after a change of rules
	@exec $(PY) -m coordination describe matrix --write

lock: $(VENV)/ready-to-test ## pin every dependency anew, with hashes and without any host name
	@$(PY) deploy/lock.py

clean: ## remove what the other targets made, except the hub's own data
	rm -rf $(VENV) $(CANAILLE) coordination/static/vendor build dist .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache
	find coordination plugins migrations deploy tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- environments ----------------------------------------------------------------------------------------------------

# The first Python of 3.11 or newer that really starts (a version manager may have a name on PATH that does not), with
# the two standard modules that make an environment, which Debian packs separately.
$(VENV)/bin/python $(CANAILLE)/bin/python:
	@found=; \
	for name in $(PYTHON) python3.11 python3.12 python3.13 python3 python3.14; do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer was not found. Install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if ! $$found -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "Python's venv module is missing. Run: apt-get install -y python3-venv" >&2; exit 1; \
	fi; \
	$$found -m venv $(patsubst %/bin/python,%,$@) || { rm -rf $(patsubst %/bin/python,%,$@); exit 1; }

# Exactly the locked versions, then the hub itself in place. Old pips read this as well as new ones.
$(VENV)/ready-to-run: deploy/requirements.txt $(GROUND) | $(VENV)/bin/python
	@echo "Installing the hub (once) ..."
	@$(PY) $(PIP) install --require-hashes -r deploy/requirements.txt
	@$(PY) $(PIP) install --no-deps -e .
	@touch $@

$(VENV)/ready-to-test: deploy/requirements-test.txt $(GROUND) | $(VENV)/bin/python
	@echo "Installing the hub and what its tests need (once) ..."
	@$(PY) $(PIP) install --require-hashes -r deploy/requirements-test.txt
	@$(PY) $(PIP) install --no-deps -e .
	@touch $@ $(VENV)/ready-to-run

# A foreign identity provider, apart: its wheel installs a package named `tests`.
$(CANAILLE)/ready: deploy/requirements-canaille.txt | $(CANAILLE)/bin/python
	@echo "Installing the identity provider that the tests talk to (once) ..."
	@$(CANAILLE)/bin/python $(PIP) install --require-hashes -r deploy/requirements-canaille.txt
	@touch $@
