#!/bin/sh
# The template of messages for translators (gettext), taken out of the code and the page templates.
#   scripts/messages.sh update   write app/translations/messages.pot anew
#   scripts/messages.sh check    fail when it is out of date
set -eu
cd "$(dirname "$0")/.."
kept=app/translations/messages.pot
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
.venv/bin/pybabel --quiet extract --mapping babel.cfg --keywords ngettext:1,2 --no-location --omit-header \
  --sort-output --output "$fresh" app pdf_templates
if [ "${1:-check}" = update ]; then
  cp "$fresh" "$kept"
elif ! cmp -s "$fresh" "$kept"; then
  echo "$kept is out of date: run make messages" >&2
  exit 1
fi
