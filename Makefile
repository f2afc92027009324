# `make help` lists the targets. Everything runs in .venv, made on first use; VENV=… takes another folder.
# Written for GNU make 3.81 (macOS) and newer.

PYTHON ?= python3
VENV ?= .venv
SHELL := /bin/sh
.DEFAULT_GOAL := help

BIN := $(VENV)/bin
STAMP := $(VENV)/.complete

# The question goes to the program through the environment and standard input, so that neither make nor the
# shell reads anything in it. `value` takes it unexpanded; Q itself must not be exported, which would expand it.
unexport Q
ifneq ($(filter command environment,$(firstword $(origin Q))),)
RAG_QUESTION := $(value Q)
export RAG_QUESTION
endif

# An environment that was moved, or whose Python is gone, has a stamp but does not work.
ifneq "$(shell test -x '$(BIN)/python' && cat '$(STAMP)' 2>/dev/null)" "$(CURDIR)"
STALE := stale
endif

SAMPLE_INDEX := "$$('$(BIN)/python' -c 'from rag.places import sample_index; print(sample_index())')"

.PHONY: ask test setup lint types imports gate format check clean help stale

help:
	@echo 'make ask                ask the built-in sample documents at a prompt'
	@echo 'make ask Q="question"   ask them one question'
	@echo 'make test               run the tests (ARGS="-k word" passes options to pytest)'
	@echo 'make check              all that must hold before a commit: lint types imports test gate'
	@echo 'make lint               ruff: rules and format'
	@echo 'make types              mypy, strict'
	@echo 'make imports            import contracts'
	@echo 'make gate               hold the known answers, known lies and planted orders to their floors'
	@echo 'make format             let ruff mend and format the sources'
	@echo 'make setup              only prepare the environment in $(VENV)'
	@echo 'make clean              remove the environment and what the tools left'
	@echo 'Each prepares the environment first where it is missing or out of date. PYTHON=python3.12 chooses a Python.'

ask: $(STAMP)
ifeq ($(filter command environment,$(firstword $(origin Q))),)
	@'$(BIN)/rag' --index $(SAMPLE_INDEX)
else
	@printf '%s' "$$RAG_QUESTION" | '$(BIN)/rag' ask - --index $(SAMPLE_INDEX)
endif

test: $(STAMP)
	@echo 'Running the tests ...'
	@'$(BIN)/python' -m pytest $(ARGS)

lint: $(STAMP)
	@echo 'Checking the rules and the format of the sources ...'
	@'$(BIN)/ruff' check .
	@'$(BIN)/ruff' format --check .

types: $(STAMP)
	@echo 'Checking the types ...'
	@'$(BIN)/python' -m mypy

imports: $(STAMP)
	@echo 'Checking the import contracts ...'
	@'$(BIN)/lint-imports'

gate: $(STAMP)
	@echo 'Scoring the known answers on the sample ...'
	@'$(BIN)/rag' eval sample --gate --index $(SAMPLE_INDEX)
	@echo 'Trying known lies and planted orders on the check of what a model says ...'
	@'$(BIN)/rag' eval lies-sample injections --gate

format: $(STAMP)
	@'$(BIN)/ruff' check --fix .
	@'$(BIN)/ruff' format .

check: lint types imports test gate

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt $(STALE)
	@command -v '$(PYTHON)' >/dev/null || { \
	  echo 'There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$('$(PYTHON)' --version 2>&1) is too old: 3.11 or newer is needed. Name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '$(PYTHON) lacks its module venv. Install it (Debian, Ubuntu: apt install python3-venv) and try again.' >&2; exit 1; }
	@{ test ! -e '$(STAMP)' || test "$$(cat '$(STAMP)')" = '$(CURDIR)'; } && \
	  '$(BIN)/python' -m pip --version >/dev/null 2>&1 || { \
	  echo "Making an environment of $$('$(PYTHON)' --version 2>&1) in $(VENV) ..."; \
	  '$(PYTHON)' -m venv --clear '$(VENV)'; }
	@rm -f '$(STAMP)'
	@echo 'Installing the packages that constraints.txt names, 2 GB or more (once, some minutes) ...'
	@'$(BIN)/python' -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev,model]'
	@printf '%s\n' '$(CURDIR)' > '$(STAMP)'
	@echo 'The environment is ready.'

stale:

clean:
	rm -rf .venv .ci/venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find corpus index rag eval tests -name __pycache__ -type d -prune -exec rm -rf {} +
