#!/usr/bin/env bash
# Goes through the built screens with a browser, against a real server:
#
#   cargo xtask ci journeys               builds the server, starts PostgreSQL, and runs everything on both stores
#   web/journeys/run.sh [FILE...]         against a server that is built already; files by a part of their name
#
# What decides is in the environment:
#   TESSERA_BINARY          the server, with web/dist in it; by default the one that `cargo build` left
#   TESSERA_CHROMIUM        the browser, when it is not on the search path
#   TESSERA_TEST_POSTGRES   a PostgreSQL server to make databases in; without it only SQLite is tried
#   TESSERA_SHOTS           a folder for pictures of the screens; without it none are kept
set -euo pipefail
cd "$(dirname "$0")/.."

export TESSERA_BINARY="${TESSERA_BINARY:-${CARGO_TARGET_DIR:-$PWD/../target}/debug/tessera}"
[ -n "${TESSERA_TEST_POSTGRES:-}" ] ||
  echo "only on SQLite: TESSERA_TEST_POSTGRES names no server; \`cargo xtask ci journeys\` starts one" >&2
exec ./node.sh npx vitest run --config journeys/vitest.config.ts "$@"
