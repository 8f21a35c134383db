#!/bin/sh
# The checks that need no test: style, types, templates, form definitions and workflows.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/ruff check --quiet
.venv/bin/ruff format --check --quiet
.venv/bin/mypy --no-error-summary
.venv/bin/djlint app/web/templates --lint --quiet
scripts/messages.sh check
.venv/bin/guichet check
