# Two commands do all the set-up: `make demo` and `make test`.
# Both make a virtual environment, .venv, with the locked versions in it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Where Python may not keep what it compiles, as in many containers, each of the
# hundreds of processes that the tests start would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types tests lock bench clean

demo: $(VENV)/installed
	$(BIN)/careergraph path "data analyst" "chief AI officer"
	$(BIN)/careergraph query skills-of-role role=data-scientist
	$(BIN)/careergraph export html -o careers.html

test: lint types tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

tests: $(VENV)/installed-dev
	sh tests/install_chromium.sh
	sh tests/install_java.sh
	sh tests/install_npm.sh
	sh tests/install_virtuoso.sh
	$(BIN)/python -m pytest --numprocesses 2 --durations 20

# The benches run on the wheel, as a user has it.
bench: $(VENV)/installed-dev
	rm -rf build/bench
	$(BIN)/python -m build --quiet --wheel --no-isolation --outdir build/bench
	$(PYTHON) -m venv build/bench/venv
	build/bench/venv/bin/python -m pip install --quiet --require-hashes --requirement requirements-bench.lock
	build/bench/venv/bin/python -m pip install --quiet --no-deps build/bench/*.whl
	build/bench/venv/bin/python bench/cold_start.py
	build/bench/venv/bin/python bench/check.py
	build/bench/venv/bin/python bench/moves.py
	build/bench/venv/bin/python bench/match.py
	build/bench/venv/bin/python bench/paths.py --picture build/bench/paths.svg
	build/bench/venv/bin/python bench/skill_paths.py
	sh tests/install_chromium.sh
	build/bench/venv/bin/python bench/explorer.py
	build/bench/venv/bin/python bench/sparql.py
	build/bench/venv/bin/python bench/endpoint.py

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "careergraph needs Python 3.11 or newer; make PYTHON=python3.12 names another one")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(PIP) install --quiet --require-hashes --no-build-isolation --requirement requirements-dev.lock
	touch $@

# Needs uv; the locks hold for every Python from 3.11 on.
LOCK := uv pip compile pyproject.toml --extra server --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url \
	--no-emit-find-links --upgrade
lock:
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group dev --output-file requirements-dev.lock
	$(LOCK) --group bench --output-file requirements-bench.lock

clean:
	rm -rf $(VENV) build dist *.egg-info careers.html
