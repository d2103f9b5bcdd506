# On Record. `make run` is all a newcomer needs; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
python := .venv/bin/python

.PHONY: help setup setup-dev run dev test test-all lint format lock clean sbom backup restore bench-attribution bench-robustness bench-speakers bench-gap bench-conflicts bench-candidates bench-files bench-hostile fuzz bench-arguments

help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

setup: ## Make .venv/ with all that running needs
	@found=$$(sh bin/find-python) && exec "$$found" bin/install.py run

setup-dev: ## The same, with what tests and checks need
	@found=$$(sh bin/find-python) && exec "$$found" bin/install.py dev

run: setup ## Run the app: servers, worker and web; Ctrl-C stops all
	@exec $(python) -m config.run

dev: setup-dev ## Run the app for developing: reloads on change
	@exec $(python) -m config.run --dev

test: setup-dev ## Run the tests that need no browser
	@exec $(python) -m pytest -m "not slow" -n 2

test-all: setup-dev ## Run all tests, the slow ones too (browser, kills)
	@exec $(python) -m pytest -n 2

lint: setup-dev ## Check style, types, arrows between packages, settings, migrations
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	.venv/bin/lint-imports
	$(python) -m mypy .
	HTTPS=yes $(python) manage.py check --deploy --fail-level WARNING
	$(python) manage.py makemigrations --check --dry-run
	$(python) manage.py settings_page --check

format: setup-dev ## Format the code
	$(python) -m ruff check --fix .
	$(python) -m ruff format .

lock: ## Lock the newest packages that requirements*.in allow (needs uv)
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-header --upgrade -q -o requirements.txt requirements.in
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-header --upgrade -q -o requirements-embedded.txt requirements-embedded.in
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-header --upgrade -q -o requirements-dev.txt requirements-dev.in
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-header --upgrade -q -o requirements-training.txt requirements-training.in

clean: ## Remove what can be made again; never the data in var/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

sbom: setup ## Write what On Record is made of as CycloneDX JSON: TO=file
	@[ -n "$(TO)" ] || { echo "Say where to: make sbom TO=sbom.json"; exit 2; }
	@exec $(python) bin/sbom.py "$(TO)"

backup: setup ## Write all that is kept to a folder, while the app runs: TO=folder
	@[ -n "$(TO)" ] || { echo "Say where to: make backup TO=/mnt/backups/today"; exit 2; }
	@exec $(python) -m config.keeping backup "$(TO)"

restore: setup ## Bring a backup back into an empty place: FROM=folder
	@[ -n "$(FROM)" ] || { echo "Say where from: make restore FROM=/mnt/backups/today"; exit 2; }
	@exec $(python) -m config.keeping restore "$(FROM)"

bench-attribution: bench-arguments setup ## Score the reader: CORPUS=folder of texts INSTANCES=file of gold attributions
	@exec $(python) -m benchmarks.attribution --corpus "$(CORPUS)" --instances "$(INSTANCES)"

bench-robustness: setup ## Score the reader on texts as they come: marks lost, lines broken, posts, transcripts
	@exec $(python) -m benchmarks.robustness

bench-speakers: setup ## Score who is said to speak, on short news texts, and where nobody can be named
	@exec $(python) -m benchmarks.speakers

bench-conflicts: setup ## Score the judge of conflicts on pairs of news claims, with the floors under it
	@exec $(python) -m benchmarks.conflicts

bench-candidates: setup ## Score finding a claim's partner on a large record, and its speed: CLAIMS=100000
	@exec $(python) -m benchmarks.candidates --claims "$(or $(CLAIMS),100000)"

bench-files: setup ## Score what is found in files of every kind: text, headline, byline, outlet, date
	@exec $(python) -m benchmarks.files

bench-hostile: setup ## Try hostile files of every kind: what was read or why not, CPU seconds, memory
	@exec $(python) -m benchmarks.hostile

fuzz: setup-dev ## Search the readers of files for what breaks them, with atheris (Linux): MINUTES=20
	@exec $(python) -m benchmarks.fuzz --minutes "$(or $(MINUTES),20)"

bench-gap: setup ## Score whom "he" and "she" mean, in GAP's form: FILE=lines of JSON, .gz or not
	@[ -n "$(FILE)" ] || { echo "Say what to score on: make bench-gap FILE=gap_validation.jsonl"; exit 2; }
	@exec $(python) -m benchmarks.gap "$(FILE)"

bench-arguments:
	@[ -n "$(CORPUS)" ] && [ -n "$(INSTANCES)" ] || { echo "Say what to score on: make bench-attribution CORPUS=folder-of-texts INSTANCES=gold-file"; exit 2; }
