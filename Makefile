# `make` alone tells what each command does. Everything a command needs is installed first, if missing.
.DEFAULT_GOAL := help
.PHONY: help run test core check bench messages screenshots lock clean
BIN := .venv/bin
# What the core's tests do without: they search nothing, share nothing, log nothing, print nothing (-s).
QUICK := $(addprefix -p no:,hypothesispytest xdist xdist.looponfail logging doctest cacheprovider unraisableexception threadexception \
	warnings junitxml pastebin stepwise setuponly setupplan faulthandler debugging legacypath subtests unittest recwarn)
# Python keeps what it has compiled: a second start takes half the time.
unexport PYTHONDONTWRITEBYTECODE

help: ## Cette aide
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Démarrer Guichet sur http://localhost:8000, avec des données de démonstration (PORT=… pour un autre port)
	@scripts/setup.sh run
	@exec scripts/run.sh

test: ## Toutes les vérifications, puis toute la suite de tests
	@scripts/setup.sh test
	@# Collected once beside the checks: what pytest makes of the files of tests is then kept for its processes.
	@$(BIN)/pytest --collect-only -qq > /dev/null 2>&1 & scripts/check.sh
	@$(BIN)/pytest -n 3 --dist worksteal

core: ## Les tests du noyau seul, en deux secondes environ
	@scripts/setup.sh test
	@$(BIN)/python -m pytest tests/core -p tests.core.side_by_side -o console_output_style=classic --confcutdir=tests/core -qs $(QUICK)

check: ## Style, types, formulaires et gabarits, sans les tests
	@scripts/setup.sh test
	@scripts/check.sh

bench: ## Les mesures, en tableau et en JSON, avec leurs rapports
	@scripts/setup.sh test
	@$(BIN)/python -m bench

messages: ## Recalculer le modèle des messages à traduire
	@scripts/setup.sh test
	@scripts/messages.sh update

screenshots: ## Refaire les images du README et de la documentation avec les tests
	@scripts/setup.sh test
	@GUICHET_PICTURES=1 $(BIN)/pytest tests/browser/test_other_pages.py tests/adapters/test_fitted_papers.py -k pictures
	@GUICHET_PICTURES=1 $(BIN)/pytest tests/browser/test_studio_road.py tests/browser/test_builder.py

lock: ## Recalculer requirements/*.lock d’après pyproject.toml
	@scripts/lock.sh

clean: ## Effacer l’environnement et les caches ; jamais les données (instance/)
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find app tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
