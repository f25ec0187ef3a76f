# Every command a person types. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
, := ,
LOG := .venv/install.log

# In a terminal, one line says what pip is at and for how long; pip itself says only what goes wrong.
define install
@rm -f $(LOG); if [ -t 1 ]; then ( s=0; while kill -0 $$$$ 2>/dev/null; do \
	at=$$(grep -oE '(Collecting|Downloading|Installing) .*' $(LOG) 2>/dev/null | tail -n 1 | cut -c 1-60); \
	printf '\r\033[K%5d s   %s' $$s "$$at"; sleep 1; s=$$((s + 1)); done ) & fi; \
$(BIN)/pip --quiet --disable-pip-version-check --log $(LOG) install --progress-bar off -c constraints.txt $(1) \
	2>$(LOG).errors; code=$$?; \
if [ -t 1 ]; then kill $$!; printf '\r\033[K'; fi; cat $(LOG).errors >&2; exit $$code
endef

.PHONY: help
help:  ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

.PHONY: start
start: $(BIN)/.installed  ## set everything up and start learning
	@trap : INT; $(BIN)/bootcamp start || [ $$? -eq 130 ]  # left by Ctrl-C

.PHONY: cohort
cohort: $(BIN)/.installed-host  ## serve a made-up cohort, with every role to sign in as
	@trap : INT; $(BIN)/bootcamp serve --demo --port $(PORT) || [ $$? -eq 130 ]

.PHONY: test
test: $(BIN)/.installed-dev  ## run every test (with what they need: as root, Debian's packages too)
	@scripts/test

.PHONY: test-postgres
test-postgres: $(BIN)/.installed-dev  ## run the cohort's tests on a PostgreSQL of their own
	@scripts/test-postgres pytest -c tests/cohort/pytest.ini -n 2 tests/cohort

.PHONY: attacks
attacks: $(BIN)/.installed-dev  ## attack the isolation of others' code, for real (needs bubblewrap)
	$(BIN)/pytest tests/attacks

.PHONY: bench
bench: $(BIN)/.installed-dev  ## measure what the README's table says
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/check_latency.py
	$(BIN)/python benchmarks/lesson_page.py
	$(BIN)/python benchmarks/idle_watcher.py
	$(BIN)/python benchmarks/isolated_fork.py
	$(BIN)/python benchmarks/judge_throughput.py

.PHONY: screenshots
screenshots: $(BIN)/.installed-dev  ## make the screenshots of the docs anew
	GROUNDUP_SCREENSHOTS=$(CURDIR)/docs/screenshots $(BIN)/pytest -k without_a_reload tests/courses

.PHONY: verify
verify: $(BIN)/.installed  ## prove every check of the course
	@$(BIN)/bootcamp verify

.PHONY: wheel
wheel: $(BIN)/.installed-dev  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

.PHONY: clean
clean:  ## remove what was built; your work/ stays
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Groundup needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Install one and name it: make start PYTHON=python3.12")'
	@echo "Making an environment in .venv ..."
	@$(PYTHON) -m venv .venv

$(BIN)/.installed: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing (one to three minutes, torch first) ..."
	$(call install,torch)
	$(call install,-e .)
	@touch $@

$(BIN)/.installed-host: $(BIN)/.installed
	@echo "Installing what serving needs ..."
	$(call install,-e '.[host$(,)pdf]')
	@touch $@

$(BIN)/.installed-dev: $(BIN)/.installed
	@echo "Installing what the tests need ..."
	$(call install,-e '.[dev]')
	@touch $@
