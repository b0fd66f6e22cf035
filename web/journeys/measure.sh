#!/usr/bin/env bash
# Measures how soon the first screens of the office stand on a large database:
#
#   web/journeys/measure.sh DATABASE     a file of SQLite, or postgres://...
#
# The database has members and a programme, and nobody of the staff yet (`cargo xtask bench load growth members --cache DIR`
# leaves such files); an owner joins it, so give a copy. TESSERA_BINARY and TESSERA_CHROMIUM as for run.sh.
set -euo pipefail
database="${1:?usage: web/journeys/measure.sh DATABASE}"
case "$database" in
  postgres*://*) ;;
  *) database="$(realpath "$database")" ;;
esac
cd "$(dirname "$0")/.."

export TESSERA_DATABASE="$database"
export TESSERA_BINARY="${TESSERA_BINARY:-${CARGO_TARGET_DIR:-$PWD/../target}/release/tessera}"
exec ./node.sh npx vitest run --config journeys/measure.config.ts
