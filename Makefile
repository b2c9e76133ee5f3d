# Every target is something a person would run; `make` alone explains them.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
DAY    ?= 2025-06-30
SCALE  ?= 0.01
BIN    := .venv/bin
DEMO   := $(BIN)/jiyao --demo
OTHER  := tests/evaluation/credentials/independent
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run demo people check test browser credentials fix bench lock schemas clean

help:  ## Explain every target
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: demo  ## Build the demonstration province, determine it, and serve it on http://127.0.0.1:8000 (DAY=2025-06-30 SCALE=0.01)
	@$(DEMO) demo-accounts --on $(DAY)
	@$(DEMO) demo-funds --on $(DAY)
	@$(DEMO) demo-bodies --on $(DAY)
	@JIYAO_DAY=$(DAY) JIYAO_LOG=text $(DEMO) serve

demo: .venv/run  ## The same without serving; nothing of it waits for input
	@$(DEMO) prepare
	@$(DEMO) synth --scale $(SCALE) --unless-filled
	@$(DEMO) run --on $(DAY)
	@echo
	@echo "Next: the same with demonstration values  $(BIN)/jiyao --demo run --on $(DAY) --demonstration-values"
	@echo "      is the record whole                 $(BIN)/jiyao audit verify"
	@echo "      one person of your own              $(BIN)/jiyao check --facts examples/welder.json --on $(DAY)"
	@echo "      a measure in words                  $(BIN)/jiyao explain skill-upgrade-subsidy --on $(DAY)"
	@echo "      in Chinese                          $(BIN)/jiyao --lang zh --demo run --on $(DAY)"
	@echo

people: .venv/run  ## Check the pack and determine its example people, without a database (DAY=2025-06-30)
	@$(BIN)/jiyao pack check
	@$(BIN)/jiyao people --on $(DAY)

check: .venv/dev  ## Style, types, layers, sizes
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check --quiet src tests bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/jiyao pack check
	@$(BIN)/jiyao --demo pack check

test: .venv/dev browser credentials  ## The whole suite, shuffled, on two processes, without network; what needs a database on both
	@$(BIN)/pytest -q
	@$(BIN)/python -m tests.postgresql $(BIN)/pytest -q -m database

browser:  # for the journeys; where it cannot be installed they are left out, and say so
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  echo "Installing a browser for the journeys"; \
	  { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } 2>/dev/null \
	  || echo "No browser here and none to be installed: the journeys through pages are left out"; }

credentials:  # another implementation that judges ours; where Node cannot be had its tests are left out, and say so
	@command -v npm >/dev/null || { \
	  echo "Installing Node for the other implementation of credentials"; \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; } 2>/dev/null || true; }
	@[ $(OTHER)/node_modules/.package-lock.json -nt $(OTHER)/package-lock.json ] \
	  || { command -v npm >/dev/null && npm ci --silent --prefix $(OTHER); } \
	  || echo "No Node here, or no packages for it: credentials are not checked with another implementation"

fix: .venv/dev  ## Mend style where a machine can
	@$(BIN)/ruff check --fix --quiet src tests bench || true
	@$(BIN)/ruff format --quiet src tests bench

bench: .venv/bench .venv/dev  ## Compare with OpenFisca, ZEN and NumPy; whole provinces; 1,000 credentials; 30,000 certificates verified and printed; 100,000 payments; a million cases; fifty readers of pages (PERSONS=1000000)
	@$(BIN)/jiyao bench
	@$(BIN)/python -m bench.latency
	@$(BIN)/python -m bench.credentials
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m bench.verification 30000
	@$(BIN)/python -m bench.run --persons $(or $(PERSONS),1000000)
	@$(BIN)/python -m bench.province --scales $(or $(SCALES),0.01 0.1 1)
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m bench.payments
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m bench.queue
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m bench.offers
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m bench.readers --people $(or $(PERSONS),1000000)

schemas: .venv/run  ## Write the published JSON Schemas, the permission table and the life of a case again
	@$(BIN)/jiyao pack schemas
	@$(BIN)/jiyao --lang en permissions > docs/reference/permission-table.md
	@$(BIN)/jiyao life > docs/reference/life-of-a-case.md

lock: .venv/dev  ## Resolve dependencies again into requirements/, pinned and hashed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for set in run dev bench; do \
	  extra=$$([ $$set = run ] || echo "--extra $$set"); \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links --no-annotate $$extra pyproject.toml requirements/build.in -o requirements/$$set.txt; \
	done

clean:  ## Remove the environment and everything made here
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@echo "Making the environment in .venv"
	@$(PYTHON) -m venv .venv

.venv/run: requirements/run.txt pyproject.toml | .venv/bin/python
	@$(PIP) -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	@$(PIP) -r requirements/dev.txt
	@touch $@

.venv/bench: requirements/bench.txt .venv/run
	@$(PIP) -r requirements/bench.txt
	@touch $@
