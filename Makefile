# The two doors: `make run` and `make test`. `make help` lists the rest.

export PORT LISTEN DEMO_PASSWORD DATABASE_URL REDIS_URL

# The first Python on the PATH that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
IN = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check pytest format bench shell migrations requirements clean python

help: ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 22

run: python ## Start everything on this machine, with the demo force (PORT=8000, DEMO_PASSWORD=…)
	@$(PYTHON) -m tools.bootstrap run
	@exec $(IN) -m tools.run

test: python ## Every check and every test, as CI runs them
	@$(PYTHON) -m tools.bootstrap test
	@exec $(IN) -m tools.test

check: python ## The checks without the tests
	@$(PYTHON) -m tools.bootstrap test
	@exec $(IN) -m tools.test --checks

pytest: python ## Some tests: make pytest ARGS="tests/unit -k clock"
	@$(PYTHON) -m tools.bootstrap test
	@exec $(IN) -m tools.test --tests $(ARGS)

format: python ## Put the code into its one form
	@$(PYTHON) -m tools.bootstrap test
	@$(IN) -m ruff format . && $(IN) -m ruff check --fix .

bench: python ## Measure the pages and the API beside hand-written SQL
	@$(PYTHON) -m tools.bootstrap test
	@exec $(IN) -m tools.inside $(IN) -m bench $(ARGS)

shell: python ## A Django shell on the data of `make run`
	@$(PYTHON) -m tools.bootstrap test
	@exec $(IN) -m tools.inside $(IN) manage.py shell

migrations: python ## Write the migrations that changed models need
	@$(PYTHON) -m tools.bootstrap test
	@exec $(IN) -m tools.inside $(IN) manage.py makemigrations $(ARGS)

requirements: python ## Pin the packages of requirements*.in anew
	@$(PYTHON) tools/pin.py $(ARGS)

clean: ## Throw away what was made here: environment, data, built files
	@rm -rf $$(cat var/postgres-is-in 2>/dev/null)
	@rm -rf .venv var node_modules staticfiles static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

python:
	@test -n "$(PYTHON)" || { echo; echo "Python 3.11 or newer is needed, and none is on the PATH."; echo; exit 1; }
