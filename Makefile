# Everything is done from here; a fresh machine needs Python 3.11 or later, make and git.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test nightly lint format bench schema docs clean help
.DELETE_ON_ERROR:

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: $(VENV)/installed ## convert seeds/ to out/ and show what was made
	$(BIN)/tiaoli convert seeds -o out

test: lint $(VENV)/engined ## lint, types and every test but the slow ones
	$(BIN)/python -m pytest -m 'not nightly' --numprocesses auto --dist loadscope

nightly: $(VENV)/engined ## the slow tests: the wheel in a fresh environment, the corpus, clusters
	$(BIN)/python -m pytest -m nightly

lint: $(VENV)/developed ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/developed ## put the code in the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/benched ## how long conversion and start-up take; the HTML reader beside its peers
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.folder

schema: $(VENV)/installed ## write the JSON Schemas anew from the models
	$(BIN)/tiaoli schema > $(VENV)/schema.json
	mv $(VENV)/schema.json converter/tiaoli/document.schema.json
	$(BIN)/tiaoli schema rules > $(VENV)/schema.json
	mv $(VENV)/schema.json converter/tiaoli/rulebook/rules.schema.json

docs: $(VENV)/installed ## write the generated pages of docs/ anew
	$(BIN)/python docs/diagnostics.py > $(VENV)/diagnostics.md
	mv $(VENV)/diagnostics.md docs/diagnostics.md
	$(BIN)/python docs/reference.py en > $(VENV)/reference.md
	mv $(VENV)/reference.md docs/reference.md
	$(BIN)/python docs/reference.py zh > $(VENV)/reference.md
	mv $(VENV)/reference.md docs/reference.zh.md

clean: ## remove what can be made again
	rm -rf $(VENV) out dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files `installed` and `developed` say when each was last done: a second run starts at once.
$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "tiaoli needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@

# Dependency groups came with pip 25.1; the pip of Python 3.11 is older.
$(VENV)/developed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

# Spark and Ray are a gigabyte; without them, or without Java, their tests are skipped.
$(VENV)/engined: $(VENV)/developed
	$(BIN)/python -m pip install --quiet --group engines
	@touch $@

$(VENV)/benched: $(VENV)/developed
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@
