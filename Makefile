# Everything here works from nothing but Python 3.11, make and git.
PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

export DO_NOT_TRACK := 1

.DEFAULT_GOAL := help
.PHONY: help release test torture acceptance evaluation bench lint format clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

release: $(INSTALLED) ## build the next release into dist/, where anything changed since the newest one
	@$(BIN)/parley release

test: lint ## check style and types, then run every test, in two processes
	@$(BIN)/pytest --numprocesses 2 --dist loadfile

torture: $(INSTALLED) ## try hostile input and faults for hours, and count what survives
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[torture]'
	@$(BIN)/python -m tests.torture
	@PARLEY_TEST_BUCKETS=200 $(BIN)/pytest tests/test_engines.py

acceptance: $(INSTALLED) ## try the releases with the programs of others, in environments of their own (slow the first time)
	@$(BIN)/pytest tests/acceptance

evaluation: $(INSTALLED) ## measure on the corpora of PARLEY_DEVELOPMENT_DATA and on generated records, for the card
	@test -n "$(PARLEY_DEVELOPMENT_DATA)" || { echo "set PARLEY_DEVELOPMENT_DATA to the folder that holds corpora/"; exit 2; }
	@$(BIN)/parley evaluate --corpus "$(PARLEY_DEVELOPMENT_DATA)/corpora" --held-out --json seeds/evaluation.json
	@$(BIN)/python -m tests.benchmarks.noise --json seeds/evaluation.json

bench: $(INSTALLED) ## measure the speed, beside what a user would use instead
	@$(BIN)/python -m tests.benchmarks.speed
	@$(BIN)/python -m tests.benchmarks.release

lint: $(INSTALLED) ## check style and types only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(INSTALLED) ## put the code into the agreed style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean: ## remove the virtual environment and all that was made along the way (never dist/)
	rm -rf $(VENV) .prefect .work build .pytest_cache .hypothesis .mypy_cache .ruff_cache

$(INSTALLED): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages into $(VENV) (a few minutes the first time)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[browser,dask,dev,publish,sign,test]'
	@touch $@
