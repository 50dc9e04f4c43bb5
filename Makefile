# Every target works in a fresh clone: the first one makes .venv from requirements.lock.

PYTHON ?= python3
BIN := .venv/bin
APT_GET := $(shell [ "$$(id -u)" = 0 ] && command -v apt-get)

# The stamp holds the folder it was made in: a copied, moved or half-made .venv is made anew.
STALE := $(shell [ "$$(cat .venv/.stamp 2>/dev/null)" = "$$(pwd -P)" ] && $(BIN)/python -I -c 'import aromatiza' >/dev/null 2>&1 || echo rebuild)

.DELETE_ON_ERROR:
.PHONY: help setup demo test ffprobe sdk check static format golden coverage lock clean rebuild

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: .venv/.stamp ## make .venv, if it is missing, outdated or broken

demo: .venv/.stamp ## run the main job on the embedded sandbox
	@$(BIN)/aromatiza demo

test: .venv/.stamp ffprobe sdk ## run all tests
	@$(BIN)/python -m pytest

check: test static ## everything that must hold: format, lint, types, imports, tests

static: .venv/.stamp ## check format, lint, types and imports only
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.stamp ## format the code and repair what lint can repair
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

golden: .venv/.stamp ## write golden files and the catalogue anew; look at the difference before you commit it
	@GOLDEN=1 $(BIN)/python -m pytest -n 0 tests/preview/test_layout.py tests/docs/test_problems.py tests/wrong

coverage: .venv/.stamp ffprobe sdk ## run all tests and list the lines and branches they miss
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# The tests that measure videos are held against ffprobe; without it they are skipped, and say so.
ffprobe:
	@command -v ffprobe >/dev/null || { \
	    $(if $(APT_GET),echo "Installing ffmpeg ..."; apt-get update -qq && apt-get install -y -qq --no-install-recommends ffmpeg >/dev/null 2>&1,false); } || \
	    echo "No ffprobe here: the tests that compare our measures with it are skipped. On Debian and Ubuntu: apt install ffmpeg" >&2

# The networks' own SDKs check the sandbox. They live apart, so that ours stays light; a machine that cannot have
# them skips their tests, and says so.
sdk: .venv-sdk/.stamp ## make .venv-sdk, where the networks' own SDKs live

.venv-sdk/.stamp: tests/sdk/requirements.lock .venv/.stamp
	@rm -rf .venv-sdk
	@echo "Installing the networks' own SDKs for the tests (half a minute the first time) ..."
	@"$(PYTHON)" -m venv .venv-sdk && .venv-sdk/bin/python -m pip install --quiet --disable-pip-version-check \
	    --require-hashes -r tests/sdk/requirements.lock && pwd -P > $@ || { rm -rf .venv-sdk; \
	    echo "The networks' own SDKs cannot be installed here: the tests in tests/sdk are skipped" >&2; }

lock: ## write both lock files anew, keeping the versions that still fit (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pipx install uv" >&2; exit 1; }
	uv --no-config pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet -o requirements.lock
	uv --no-config pip compile tests/sdk/requirements.in --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet \
	    -o tests/sdk/requirements.lock

clean: ## remove .venv and everything that tools left behind
	rm -rf .venv .venv-sdk build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	find aromatiza tests -name __pycache__ -prune -exec rm -rf {} +

.venv/.stamp: requirements.lock pyproject.toml $(STALE)
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "aromatiza needs Python 3.11 or newer, and '$(PYTHON)' is not. Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
	    exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    $(if $(APT_GET),echo "Installing python3-venv ..."; apt-get update -qq && apt-get install -y -qq python3-venv && ,) \
	    "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; } || { \
	    echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(if $(STALE),rm -rf .venv,rm -f $@)
	@[ -d .venv ] || { echo "Making .venv ..."; "$(PYTHON)" -m venv .venv; }
	@echo "Installing the locked packages (half a minute the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@pwd -P > $@
