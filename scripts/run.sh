#!/bin/sh
# What `make run` does once everything is installed: database, demonstration data, then `guichet run`.
# Nothing is ever wiped: running it again finds what was there.
set -eu
cd "$(dirname "$0")/.."
export GUICHET_DEMO="${GUICHET_DEMO:-oui}"
export GUICHET_PORT="${GUICHET_PORT:-${PORT:-8000}}"
exec .venv/bin/guichet run --prepare
