#!/bin/sh
# Write requirements/*.lock again from pyproject.toml: every version and its hashes, no index address.
# uv lives in a throwaway environment, so that it is no dependency of ours.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv
compile() {
  lock=$1
  shift
  "$tools/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --quiet "$@" -o "requirements/$lock.lock"
}
compile run --extra setup
compile seal --extra setup --extra seal --constraint requirements/run.lock
compile dev --extra setup --extra seal --extra dev --constraint requirements/seal.lock
