#!/usr/bin/env bash
# Fetches the libraries when the lock has changed, checks and tests the web apps, and builds them to web/dist:
#
#   web/build.sh           everything
#   web/build.sh --quick   only the build, for those who change the server
#
# Needs what web/node.sh needs.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '==> %s\n' "$*"; }

# npm itself says nowhere for which lock the folder was filled.
stamp=node_modules/.filled-for
wanted="$(cksum < package-lock.json) $(cksum < package.json)"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  say "libraries"
  ./node.sh npm ci
  printf '%s' "$wanted" > "$stamp"
fi

if [ "${1:-}" != --quick ]; then
  say "checks"
  ./node.sh npm run --silent check
  say "tests"
  ./node.sh npm run --silent test
fi
say "build"
./node.sh npm run --silent build
# The list of chunks has served its purpose; the server embeds the rest.
rm -rf dist/*/.vite
