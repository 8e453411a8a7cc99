# Northline. `make run` opens the console, `make test` proves it; both set up everything they need in .venv.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Text encodings differ between machines; ours is UTF-8 everywhere.
export PYTHONUTF8 := 1
# Compiled files make the start four times faster: whatever the shell says, they are written.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test lint types bench wheel lock clean

help: ## say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Northline needs Python 3.11 or later; $(PYTHON) is older. Say which to use: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "This Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv. On Fedora: sudo dnf install python3-pip." >&2; exit 1; }
	@test -x $(PY) && $(PY) -c 'import pip' 2>/dev/null || $(PYTHON) -m venv $(VENV)
	@touch $@

# Every file is checked against the hash in the lock; then Northline itself, editable, without asking any index.
$(VENV)/.run: $(VENV)/.python locks/run.txt pyproject.toml
	@echo "Installing Northline into $(VENV) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/run.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(PY) -m compileall -q console protocols resources
	@touch $@

$(VENV)/.test: $(VENV)/.run locks/test.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/test.txt
	@touch $@

run: $(VENV)/.run ## set up everything and open the console
	@$(VENV)/bin/northline setup
	@if [ -t 0 ] && [ -t 1 ]; then exec $(VENV)/bin/northline; else sh .ci/example; fi

test: $(VENV)/.test lint ## set up everything and run every test
	@$(PY) -m pytest

lint: $(VENV)/.test ## style, types, and which package may import which
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --quiet --check .
	@$(VENV)/bin/lint-imports --no-cache >/dev/null || $(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/mypy

bench: $(VENV)/.test ## print median and p99 beside a baseline measured in the same run
	@for bench in tests/speed/bench_*.py; do echo "== $$bench"; $(PY) $$bench || exit 1; done

wheel: $(VENV)/.test ## build dist/northline-*.whl, with places.db inside
	@$(PY) -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .

lock: $(VENV)/.test ## pin every dependency again, with hashes and no registry's name
	@$(PY) -m pip install --quiet --disable-pip-version-check uv
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra build pyproject.toml -o locks/run.txt
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra build --extra test pyproject.toml -o locks/test.txt

clean: ## remove what was built here; your data folder stays
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
