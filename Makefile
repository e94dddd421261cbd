# `make help` lists the targets. Each does its own set-up.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 5000
PYTHON_BIN := .venv/bin/python
TAXONOMY := shared/animals/data/taxonomy.sqlite3
MODEL := shared/vision/data/efficientnet_lite2.onnx
CHECKOV := build/checkov/bin/checkov
SITE := build/site/about/index.html
CLIENT := build/client/index.html
UV_COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate

ENV ?= dev
RELEASE_TO = $(PYTHON_BIN) -m scripts.release

.PHONY: help setup client run demo test browse check check-cloud check-types check-docs check-code bench package deploy destroy rollback lock format clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | column -t -s '|'

setup: $(PYTHON_BIN) node_modules/.done $(TAXONOMY) $(MODEL) $(SITE) ## Install everything that the other targets need

client: setup ## Export the web client  [GODOT=engine]
	@$(PYTHON_BIN) -m scripts.export_client build/client
	@$(MAKE) $(SITE)

run: setup $(CLIENT) ## Run the whole product on this machine  [PORT=5000 DATA=dir]
	@$(MAKE) $(SITE)
	@exec $(PYTHON_BIN) -m localcloud --port $(PORT) $(if $(DATA),--data "$(DATA)")

demo: setup ## Photograph to dex, end to end  [PHOTOS="a.jpg b.heic" API=url JSON=file ADDRESS=your IP address]
	@$(PYTHON_BIN) -m scripts.demo $(if $(API),--api "$(API)") $(if $(ADDRESS),--address "$(ADDRESS)") $(if $(JSON),--json "$(JSON)") $(PHOTOS)

test: setup $(CLIENT) ## Run every test; browser tests need Chromium  [CHROMIUM=program]
	@$(MAKE) $(SITE)
	@$(PYTHON_BIN) -m pytest

browse: setup $(CLIENT) ## Run only the client's browser tests  [CHROMIUM=program]
	@$(MAKE) $(SITE)
	@$(PYTHON_BIN) -m pytest -m browser tests/client

check: setup $(CHECKOV) ## Format, lint, types, import contracts, docs, Terraform
	@$(MAKE) --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync) check-cloud check-types check-docs check-code

check-cloud:
	$(PYTHON_BIN) -m pytest -m "not thorough" tests/terraform
	$(CHECKOV) --config-file terraform/checkov.yaml

check-types:
	$(PYTHON_BIN) -m mypy

check-docs:
	$(PYTHON_BIN) -m pytest tests/contract

check-code:
	$(PYTHON_BIN) -m ruff format --check .
	$(PYTHON_BIN) -m ruff check .
	.venv/bin/lint-imports

bench: setup ## Run the benchmarks  [LOGS=file]
	$(PYTHON_BIN) -m scripts.bench_imports
	$(PYTHON_BIN) -m scripts.bench_images
	$(PYTHON_BIN) -m scripts.bench_names
	$(PYTHON_BIN) -m scripts.bench_scale
	$(PYTHON_BIN) -m scripts.bench_tree
	$(PYTHON_BIN) -m scripts.bench_client_scenes
	$(PYTHON_BIN) -m scripts.bench_client_page
	$(PYTHON_BIN) -m scripts.bench_cost $(LOGS)
	$(PYTHON_BIN) -m scripts.bench_abuse
	$(PYTHON_BIN) -m scripts.bench_social
	$(PYTHON_BIN) -m scripts.bench_functions

package: setup ## Package each function as a zip in build/functions
	@$(PYTHON_BIN) -m scripts.package build/functions

deploy: setup $(CLIENT) ## Release everything to Google Cloud  PROJECT=id [ENV=dev ADDRESS=your IP address]
	@$(MAKE) $(SITE)
	@$(RELEASE_TO) deploy "$(PROJECT)" --env $(ENV) $(if $(ADDRESS),--address "$(ADDRESS)")

destroy: $(PYTHON_BIN) ## Delete everything in a dev project  PROJECT=id
	@$(RELEASE_TO) destroy "$(PROJECT)"

rollback: $(PYTHON_BIN) ## Release an earlier tag  PROJECT=id RELEASE=tag [ENV=dev]
	@$(RELEASE_TO) rollback "$(PROJECT)" --env $(ENV) --release "$(RELEASE)"

format: $(PYTHON_BIN) ## Format the code
	$(PYTHON_BIN) -m ruff format .
	$(PYTHON_BIN) -m ruff check --fix .

lock: $(PYTHON_BIN) ## Upgrade and pin all dependencies
	$(UV_COMPILE) --upgrade requirements.in -o requirements.txt
	$(UV_COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt
	$(UV_COMPILE) --upgrade requirements-checkov.in -o requirements-checkov.txt
	npm install --package-lock-only --ignore-scripts

clean: ## Remove everything that setup made
	rm -rf .venv node_modules build $(TAXONOMY) $(MODEL)

$(PYTHON_BIN): requirements-dev.txt
	@python=$$(scripts/find_python) || exit 1; echo "Set-up: Python environment ($$python), about a minute …"; \
	rm -rf .venv && "$$python" -m venv .venv && \
	.venv/bin/pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

$(CHECKOV): requirements-checkov.txt $(PYTHON_BIN)
	@echo "Set-up: checkov in its own environment, about a minute …"
	@rm -rf build/checkov && $(PYTHON_BIN) -m venv build/checkov && \
	build/checkov/bin/pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-checkov.txt
	@touch $@

node_modules/.done: package.json package-lock.json
	@command -v npm >/dev/null || { echo "Node.js 20 or newer with npm is missing: install it (Debian: apt-get install nodejs npm)." >&2; exit 1; }
	@echo "Set-up: node packages (Auth emulator, Hosting), about a minute …"
	@npm ci --ignore-scripts --silent && touch $@

$(TAXONOMY): $(TAXONOMY).xz $(wildcard $(dir $(TAXONOMY))*.csv) scripts/taxonomy/index.py shared/animals/words.py $(PYTHON_BIN)
	@echo "Set-up: taxonomy and its index of names, half a minute …"
	@$(PYTHON_BIN) -m scripts.taxonomy.index $@

$(MODEL): scripts/build_local_model.py $(PYTHON_BIN)
	@echo "Set-up: local model …"
	@$(PYTHON_BIN) -m scripts.build_local_model $@

$(CLIENT): $(shell find client -type f -not -path 'client/.godot/*') scripts/export_client.py $(PYTHON_BIN) node_modules/.done
	@echo "Set-up: the client, about a minute …"
	@$(PYTHON_BIN) -m scripts.export_client build/client --or-explain

$(SITE): $(shell find shared functions scripts/build_site.py scripts/site docs/errors.md -type f -not -name '*.pyc') $(wildcard $(CLIENT)) $(PYTHON_BIN) node_modules/.done
	@echo "Set-up: site …"
	@$(PYTHON_BIN) -m scripts.build_site build/site
