# Every target sets up what it needs; "make" alone lists them.

VENV   ?= .venv
PYTHON ?= $(shell .ci/find_python)
OUT    ?= outputs
DEMO   ?= experiment=kol_mix population.audience=1000000 population.n_users=10000 n_days=11 campaign.start_day=3 campaign.budget_cny=110000 study.replicates=5
PYTEST_ARGS ?= -n 2 --dist loadfile

BIN   := $(VENV)/bin
READY := $(VENV)/.ready
# What is never imported is never compiled to byte code: pip would do it for every module of every library.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile

# Byte code is kept, beside the libraries and whatever the environment says: where it is not, each test that starts the
# command compiles it all anew, and the suite takes half as long again.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(abspath $(VENV))/pycache

.DEFAULT_GOAL := help
comma := ,
EXPERIMENTS := $(filter-out none pairing kol_mix market_size,$(basename $(notdir $(sort $(wildcard configs/experiment/*.yaml)))))

.PHONY: help setup demo experiments test check test-all clusters other-pythons baseline bench docs site figures

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(READY) ## Make .venv and install the project into it (once)

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)"
	@echo "Setting up $(VENV) with $(PYTHON): a few minutes the first time"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) -e . -c constraints.txt
	@echo "Compiling the kernels, once, while the tools for work on it are installed: about two minutes"
	@scratch=$$(mktemp -d) || exit 1; \
	$(BIN)/xhs-sim run population.n_users=500 n_days=1 --out $$scratch >/dev/null 2>&1 & \
	$(INSTALL) -e '.[dev,explore,dashboard,docs]' -c constraints.txt; failed=$$?; wait; rm -rf $$scratch; exit $$failed
	@touch $@

demo: $(READY) ## Ask which creator mix brings more, in a market of a million people; ends with the answer and the report
	$(BIN)/xhs-sim compare $(DEMO) --out $(OUT)

experiments: demo ## Run every shipped experiment at its small size, in one go
	$(BIN)/xhs-sim compare experiment=$(subst $() ,$(comma),$(EXPERIMENTS)) --out $(OUT)

test: $(READY) ## Run the tests, without the slow ones
	$(BIN)/pytest $(PYTEST_ARGS)

check: $(READY) ## What every change must pass: style, types, directions of import, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports
	$(MAKE) test

test-all: $(READY) ## Run all tests, and the suite under every other Python that is here
	$(BIN)/pytest -m "not bench" $(PYTEST_ARGS)
	$(MAKE) other-pythons

clusters: $(READY) ## Try sweeps on a Ray cluster of two nodes, on loopback, and through submitit (installs both, 250 MB)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[ray,slurm]' -c constraints.txt
	$(BIN)/pytest -m "not bench" -n 0 tests/unit/lab/engines

other-pythons:
	@own=$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	for version in 3.11 3.12 3.13; do \
	    test $$version = $$own && continue; \
	    python=$$(.ci/find_python $$version) || { echo "Python $$version is not here: skipped"; continue; }; \
	    echo "The suite under Python $$version:"; \
	    $(MAKE) test VENV=.venv-$$version PYTHON=$$python || exit 1; \
	done

baseline: $(READY) ## Renew the numbers that tests/regression holds the model to; prints what moved
	$(BIN)/python tests/regression/refresh.py

bench: $(READY) ## Measure speed, its stages and memory; writes outputs/bench.json
	$(BIN)/python tests/bench/run.py

docs: $(READY) ## Write docs/parameters.md, data_dictionary.md and metrics.md again
	$(BIN)/python docs/generate.py

site: $(READY) ## Build the pages as a site that needs no network, into outputs/site
	$(BIN)/python -m sphinx --fail-on-warning --quiet -c docs -d $(OUT)/.site . $(OUT)/site
	@echo "Open $(OUT)/site/index.html"

figures: $(READY) ## Draw the report of the demo again from what is on disk
	$(BIN)/xhs-sim report $(OUT)/kol_mix
