#!/bin/sh
# Everything a command of the Makefile needs, installed only where it is missing; safe to run again.
#   scripts/setup.sh run     what `make run` needs
#   scripts/setup.sh test    that, and the tools of the tests
# System packages are looked for by what is used (a program, a library, a font), not by their name.
set -eu
cd "$(dirname "$0")/.."
profile=${1:-run}
packages=

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
need() { packages="$packages $1"; }

recent() { have "$1" && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
ready() { recent "$1" && "$1" -c 'import venv, ensurepip' 2>/dev/null; }

# The distribution's own first: it is compiled with every optimisation, one made by hand seldom is.
find_python() {
  for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    if "$1" "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
}

look_for_python() {
  python=$(find_python recent)
  if [ -z "$python" ]; then
    need python3
    need python3-venv
  elif ! ready "$python"; then
    other=$(find_python ready)
    if [ -n "$other" ] && ! may_install; then
      python=$other
    else
      need "$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
    fi
  fi
}

may_install() { have apt-get && { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }; }

# A library is there when the loader finds it; ldconfig knows without Python.
library() { PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q "$1 "; }
font() { have fc-list && [ -n "$(fc-list "$1" family 2>/dev/null)" ]; }
redis() { [ -n "${REDIS_URL:-}" ] || have redis-server || have valkey-server; }
postgresql() { have initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

look_for_run() {
  library libpango-1.0.so.0 || need libpango-1.0-0
  library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
  library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
  have fc-list || need fontconfig
  font 'Liberation Sans' || need fonts-liberation
  font 'DejaVu Sans' || need fonts-dejavu-core
  redis || need redis-server
}

look_for_test() {
  have chromium-headless-shell || have chromium || have chromium-browser || have google-chrome ||
    need chromium-headless-shell
  have redis-server || have valkey-server || need redis-server
  postgresql || need postgresql
  have clamd || need clamav-daemon
  have pdftotext || need poppler-utils
  have openssl || need openssl
}

# Debian starts the services it installs; we only want their programs.
install_script='
set -eu
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf "#!/bin/sh\nexit 101\n" >"$policy"
  chmod 755 "$policy"
  trap "rm -f $policy" EXIT
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$@" >/dev/null
'

install_missing() {
  wanted=$(printf '%s\n' $packages | sort -u | tr '\n' ' ')
  have apt-get || give_up "apt-get n’existe pas sur cette machine"
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif have sudo && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
  elif have sudo && [ -t 0 ] && [ -t 2 ]; then
    as_root=sudo
  else
    give_up "ce compte n’a pas les droits d’administration"
  fi
  say "Installation des paquets système manquants : $wanted"
  $as_root sh -c "$install_script" sh $wanted || give_up "leur installation a échoué"
}

give_up() {
  say "Il manque des paquets système : $wanted"
  say "Guichet ne peut pas les installer ($1). Lancez cette commande avec les droits d’administration :"
  say "  apt-get update && apt-get install -y --no-install-recommends $wanted"
  say "puis recommencez."
  exit 1
}

digest() { cat "$@" | sha256sum | cut -c1-64; }

# The stamp holds the digest of what was installed: nothing is installed again while it stays true.
install_python_packages() {
  run_digest=$(digest requirements/run.lock pyproject.toml)
  dev_digest=$(digest requirements/run.lock requirements/dev.lock pyproject.toml)
  stamp=.venv/guichet-installed
  installed=$(cat "$stamp" 2>/dev/null || true)
  [ "$installed" = "dev $dev_digest $PWD" ] && return
  if [ "$profile" = run ]; then
    lock=run wanted="run $run_digest $PWD"
  else
    lock=dev wanted="dev $dev_digest $PWD"
  fi
  [ "$installed" = "$wanted" ] && return
  say "Installation des bibliothèques Python (requirements/$lock.lock)…"
  make_venv
  pip="$PWD/.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input"
  $pip --require-hashes --no-deps -r "requirements/$lock.lock"
  $pip --no-deps --no-build-isolation -e .
  printf '%s\n' "$wanted" >"$stamp"
}

# The official tests of JSON Schema travel inside the sources of `jsonschema`: unpacked, never installed.
fetch_schema_suite() {
  suite=.venv/share/json-schema-suite
  wanted=$(digest requirements/suite.lock)
  [ "$(cat "$suite/stamp" 2>/dev/null || true)" = "$wanted" ] && return
  say "Récupération des tests officiels de JSON Schema…"
  sources=$(mktemp -d)
  .venv/bin/python -m pip download -qq --disable-pip-version-check --no-input --no-deps --no-binary jsonschema \
    --require-hashes -r requirements/suite.lock -d "$sources"
  rm -rf "$suite"
  mkdir -p "$suite"
  tar -xzf "$sources"/jsonschema-*.tar.gz -C "$suite" --strip-components=3 --wildcards '*/json/tests/*'
  rm -rf "$sources"
  printf '%s\n' "$wanted" >"$suite/stamp"
}

make_venv() {
  if [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    return
  fi
  rm -rf .venv
  "$python" -m venv .venv
}

look_for_python
look_for_run
[ "$profile" = run ] || look_for_test
if [ -n "$packages" ]; then
  install_missing
  python=$(find_python ready)
fi
if [ -z "$python" ]; then
  say "Il faut Python 3.11 ou plus récent : cette distribution ne le propose pas. Installez-le, puis recommencez."
  exit 1
fi
install_python_packages
[ "$profile" = run ] || fetch_schema_suite
