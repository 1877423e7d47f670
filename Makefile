# `make run` serves the chat over seeds/; `make test` checks everything. Both set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 7860
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: run test check bench install programs

run: install
	$(BIN)/tenkyo index seeds
	$(BIN)/tenkyo serve --port $(PORT)

test: .venv/test-installed programs check
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: .venv/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Measures quality and speed on seeds/, or on every set in a folder: make bench EVAL=FOLDER;
# then fifty people at once, on the first of them or the one that is named: LOAD=SET
bench: .venv/test-installed
	$(BIN)/python -m tests.bench $(if $(EVAL),--eval "$(EVAL)")
	$(BIN)/python -m tests.bench.load $(if $(EVAL),--eval "$(EVAL)") $(if $(LOAD),--set "$(LOAD)")

install: .venv/installed

.venv/installed: constraints.txt pyproject.toml
	@echo "Setting up .venv (the first time takes some minutes) ..."
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) torch
	$(PIP) --editable .
	touch $@

.venv/test-installed: .venv/installed
	$(PIP) --editable '.[test]'
	touch $@

# The tests drive Debian's chromium, whose Japanese screenshots need a font, its tesseract, nginx, curl,
# git, OpenSSH's server, Dovecot, OpenLDAP and PostgreSQL.
programs:
	@command -v chromium >/dev/null && command -v curl >/dev/null && test -x /usr/sbin/nginx \
		&& command -v git >/dev/null && test -x /usr/sbin/sshd && test -x /usr/sbin/dovecot && test -x /usr/sbin/slapd \
		&& ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && fc-list :lang=ja 2>/dev/null | grep -q . \
		&& tesseract --list-langs 2>/dev/null | grep -qx jpn || sh tests/install_programs.sh
