# make demo | test | lint | compat | fuzz | soak | bench | readme | examples | screenshots | clean
#
# Needs Python 3.10 or newer with venv; everything else lands in .venv and labextension/node_modules.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
REPORT := mlsec-report.html
# What `make bench` measures on; a folder with many notebooks says more.
NOTEBOOKS ?= example_notebooks
PANEL := $(shell find labextension \( -name node_modules -o -name lib -o -name __tests__ \) -prune -o -type f ! -name '*.tsbuildinfo' -print)
# pip compiles what it installs, but not what it installs editable.
COMPILE := $(BIN)/python -m compileall -q mlsec_nb
NPM := cd labextension && PATH="$(abspath $(BIN)):$$PATH" npm

.PHONY: demo test lint compat fuzz soak bench readme examples clean browser screenshots

demo: $(VENV)/installed
	@rm -f $(REPORT)
	@$(BIN)/mlsec-nb scan example_notebooks; test $$? -eq 1
	@$(BIN)/mlsec-nb scan example_notebooks --quiet --format html --output $(REPORT); test $$? -eq 1
	@test -s $(REPORT)
	@echo
	@echo "The examples are unsafe on purpose, so the scan above ended with status 1: that is what stops a commit or a CI job."
	@echo "The same result as a web page: $(abspath $(REPORT))"

test: $(VENV)/ready browser
	$(NPM) run check
	$(NPM) test
	$(BIN)/python -m pytest

lint: $(VENV)/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(NPM) run lint

# The Pythons that are on this machine, and the lowest versions that pyproject.toml allows.
compat: mlsec_nb/_labextension/install.json
	@for python in python3.10 python3.12 python3.13 python3.14; do \
	  if $$python --version >/dev/null 2>&1; then bash .ci/compat $$python newest || exit 1; else echo "No $$python here."; fi; \
	done
	bash .ci/compat python3.10 lowest

# The pictures of the README.
screenshots: $(VENV)/ready browser
	$(BIN)/python -m tests.e2e.screenshots labextension/pictures

# More of the attacks than a usual run tries.
fuzz: $(VENV)/ready browser
	MLSEC_FUZZ=10 $(BIN)/python -m pytest tests/hostile

# Two people in two browsers for a day's work: no edit lost, nothing left behind. `make soak MINUTES=10` is shorter.
MINUTES ?= 60
soak: $(VENV)/ready browser
	$(BIN)/python -m tests.e2e.soak --minutes $(MINUTES)

bench: $(VENV)/ready
	$(BIN)/python -m tests.benchmarks $(NOTEBOOKS)
	$(BIN)/python -m tests.benchmarks.bench_start
	$(BIN)/python -m tests.benchmarks.bench_checklist

# Write the tables of the README anew.
readme: $(VENV)/installed
	$(BIN)/python -m tests.readme

# Run the example notebooks and keep their outputs.
examples: $(VENV)/ready
	$(BIN)/python -m tests.examples.make

clean:
	rm -rf $(VENV) .venv-compat $(REPORT) build dist mlsec_nb/_labextension
	rm -rf labextension/node_modules labextension/lib labextension/tsconfig.tsbuildinfo
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find mlsec_nb tests -name __pycache__ -prune -exec rm -rf {} +

# A browser for the end-to-end tests. Missing rights are no error: the tests that need it say that they were skipped.
browser:
	@bash .ci/browser

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The build takes an existing bundle as it is: remove it, so that a change of the panel is built.
mlsec_nb/_labextension/install.json: $(PANEL)
	rm -rf mlsec_nb/_labextension
	rm -f $(VENV)/installed $(VENV)/ready

$(VENV)/installed: pyproject.toml mlsec_nb/_labextension/install.json | $(BIN)/python
	@echo "Installing mlsec_nb and JupyterLab into $(VENV) (about a minute) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[examples]'
	@$(COMPILE)
	@touch $@

$(VENV)/ready: pyproject.toml mlsec_nb/_labextension/install.json labextension/package-lock.json | $(BIN)/python
	@echo "Installing mlsec_nb, JupyterLab and the tools for its tests into $(VENV) (about two minutes) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(COMPILE)
	test labextension/node_modules -nt labextension/package-lock.json || ($(NPM) ci)
	@touch labextension/node_modules $(VENV)/installed $@
