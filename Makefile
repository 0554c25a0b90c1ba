# `make book` and `make test` do everything from a bare checkout: Python 3.11 and make are enough.
.DEFAULT_GOAL := help
.PHONY: help book serve test mutants feedback bench notebooks check floors hosted lab lock repository clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# The environment is ready when this file is newer than the lock.
READY := $(VENV)/.ready
SITE := _build/html
PORT ?= 8000
HOSTED_PYTHON ?= python3.13

# One thread per process: the book's networks are small, and two processes beat two threads there.
export OMP_NUM_THREADS ?= 1
export MKL_NUM_THREADS ?= 1

help: ## what there is to call
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:3]; sys.exit(not (3, 11, 5) <= v < (3, 12) and f"Python 3.11.5 or a later 3.11 is needed (the lock is made for it), found {v[0]}.{v[1]}.{v[2]}; call: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

book: $(READY) ## set up, execute every chapter, build the site; prints its first page
	@$(BIN)/python -m book.tools.build
	@echo "The book is at $(abspath $(SITE))/index.html"

serve: book ## build, then serve the site on localhost
	@echo "http://localhost:$(PORT)/"
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(SITE) $(PORT)

# The book has just run every notebook to its end: not once more in short (that is for `make hosted`).
test: book ## set up, build the book, run every test
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q -m "not smoke" --junitxml=_build/tests.xml $(ARGS)

mutants: $(READY) ## small mistakes in the reference answers: which of them no check notices (ARGS="duality")
	$(BIN)/python -m tests.mutation $(ARGS)

feedback: $(READY) ## every wrong answer with the verdict it gets, on one page to read (ARGS="duality.c_transform")
	$(BIN)/python -m book.tools.feedback $(ARGS)

bench: $(READY) ## tables of what things cost, measured side by side (ARGS="pages --short")
	$(BIN)/python -m benchmarks $(ARGS)

floors: ## test the package with the lowest versions that pyproject.toml promises (TORCH=2.13.0)
	$(PYTHON) book/tools/versions.py floors $(PYTHON) torch=$(TORCH)

hosted: ## test package and notebooks with the versions of hosted notebooks (HOSTED_PYTHON=, TORCH=)
	$(PYTHON) book/tools/versions.py hosted $(HOSTED_PYTHON) torch=$(TORCH)

repository: $(READY) ## move the book to another repository: URL=https://github.com/OWNER/NAME
	$(BIN)/python -m book.tools.repository "$(URL)"

notebooks: $(READY) ## regenerate each .ipynb from its .md
	$(BIN)/python book/tools/pairs.py write

check: $(READY) ## style, types, spelling, notebook pairs, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell README.md CONTRIBUTING.md CHANGELOG.md book chapters gantutor benchmarks tests
	$(BIN)/python book/tools/pairs.py check
	$(BIN)/python -m pytest -q -p no:xdist tests/test_layers.py

lab: $(READY) ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. --FileContentsManager.preferred_dir=chapters $(ARGS)

lock: ## write requirements.txt anew from pyproject.toml (fresh environment)
	$(PYTHON) book/tools/lock.py

clean: ## remove what was built (not the environment)
	rm -rf _build
