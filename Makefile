# The verbs of this project. `make help` lists them; CI calls the same ones as a person.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARCHIVE ?= build/sample-archive
PORT ?= 7860
# An index with CPU builds of torch, for machines where pip would fetch a CUDA build.
TORCH_INDEX ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check
PINS := -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test check mutants format clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16
	@echo
	@echo "  make run ARCHIVE=DIR PORT=N     serve another archive, on another port"
	@echo "  make run TORCH_INDEX=URL        take torch from an index with CPU builds"

run: $(VENV)/.run ## set up what is missing, build the sample archive once, serve the chat on 127.0.0.1:7860
	@if [ "$(ARCHIVE)" = build/sample-archive ] && [ ! -e $(ARCHIVE)/.built ]; then \
	  echo "Building the sample archive in $(ARCHIVE) ..." && \
	  $(BIN)/onrecord --archive $(ARCHIVE) add sources/samples && touch $(ARCHIVE)/.built; fi
	@$(BIN)/onrecord --archive $(ARCHIVE) serve --port $(PORT)

test: $(VENV)/.dev ## set up what is missing, run the whole test suite
	@$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev ## format, lint, types, import contract; changes nothing
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

mutants: $(VENV)/.dev ## change ten modules one place at a time, list the changes that no test notices
	@$(BIN)/python -m tests.mutants

format: $(VENV)/.dev ## put the code into shape
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean: ## remove the virtual environment and the sample archive
	rm -rf $(VENV) build

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is $$($(PYTHON) --version 2>&1): OnRecord needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Creating a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made: on Debian and Ubuntu, install the package python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.torch: constraints.txt | $(BIN)/python
	@echo "Installing torch (the largest download; later runs skip it) ..."
	@$(PIP) install $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(PINS) torch \
	  || { echo "torch could not be installed: check the network and the free disk space, or name an index with CPU builds: make TORCH_INDEX=URL"; exit 1; }
	@touch $@

$(VENV)/.run: pyproject.toml constraints.txt $(VENV)/.torch
	@echo "Installing OnRecord and what it needs ..."
	@$(PIP) install $(PINS) -e . || { echo "The installation failed: see pip's message above; make tries again from where it stopped"; exit 1; }
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Installing what the tests and checks need ..."
	@$(PIP) install $(PINS) -e '.[dev]' || { echo "The installation failed: see pip's message above; make tries again from where it stopped"; exit 1; }
	@touch $@
