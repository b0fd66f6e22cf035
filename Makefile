# The commands of Tessera. `make help` lists them.
#
# Build results live in a folder that outlasts the checkout, so that a fresh clone builds fast the
# second time. Set CARGO_TARGET_DIR to put them elsewhere.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/tessera/target

.DEFAULT_GOAL := help
.PHONY: help demo test web bench gen fmt clean-cache needs-rust needs-python needs-postgres needs-npm needs-chromium

help: ## show this list
	@echo "Tessera: customer loyalty in one binary."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "Build results: $(CARGO_TARGET_DIR)"

demo: needs-rust needs-npm ## start a shop with two thousand real customers, then serve it
	web/build.sh --quick
	cargo run --release -p tessera-cli -- demo

test: needs-rust needs-python needs-postgres needs-npm needs-chromium ## run everything that has to be green
	cargo xtask ci

web: needs-npm ## check, test and build the screens, which become part of the binary
	web/build.sh

bench: needs-rust ## run all measurements (cargo xtask bench NAME runs one)
	cargo xtask bench

gen: needs-rust ## write the generated files again
	cargo xtask gen

fmt: needs-rust ## format all code
	cargo fmt --all

clean-cache: ## throw away build results and tools that were installed for tests
	rm -rf "$(CARGO_TARGET_DIR)" "$(or $(XDG_CACHE_HOME),$(HOME)/.cache)"/tessera/schemathesis-*

needs-rust:
	@command -v cargo >/dev/null || { \
	  echo "Missing: cargo, the Rust tool. Get it from https://rustup.rs, open a new terminal, try again." >&2; \
	  exit 1; }
	@command -v cc >/dev/null || { \
	  echo "Missing: cc, a C compiler; the embedded database is written in C." >&2; \
	  echo "Debian, Ubuntu: sudo apt install build-essential    Fedora: sudo dnf install gcc" >&2; \
	  echo "Alpine: apk add build-base                          macOS: xcode-select --install" >&2; \
	  exit 1; }

# The screens need a newer Node than many systems have; web/node.sh fetches one when it must.
needs-npm:
	@command -v npm >/dev/null || { \
	  echo "Missing: npm, which fetches the libraries of the screens." >&2; \
	  echo "Debian, Ubuntu: sudo apt install npm                Fedora: sudo dnf install npm" >&2; \
	  exit 1; }

needs-python:
	@command -v python3 >/dev/null || { \
	  echo "Missing: python3; the test of the API runs schemathesis, which is a Python program." >&2; \
	  echo "Debian, Ubuntu: sudo apt install python3-venv       Fedora: sudo dnf install python3" >&2; \
	  exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Missing: the venv module of python3. Debian, Ubuntu: sudo apt install python3-venv" >&2; \
	  exit 1; }

# The tests start servers of their own, never the one of the system. Root with apt-get installs the
# package, saying so; everybody else is told how.
needs-postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing postgresql, which the tests start servers from: apt-get install postgresql" >&2; \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q postgresql; \
	  else \
	    echo "Missing: the server of PostgreSQL, version 14 or later; tests start it in a temporary folder." >&2; \
	    echo "Debian, Ubuntu: sudo apt install postgresql         Fedora: sudo dnf install postgresql-server" >&2; \
	    echo "Alpine: apk add postgresql                          macOS: brew install postgresql" >&2; \
	    exit 1; \
	  fi; }

# The journeys through the screens need a browser; TESSERA_CHROMIUM names one that is not on the search path.
needs-chromium:
	@[ -n "$$TESSERA_CHROMIUM" ] || command -v chromium chromium-browser google-chrome-stable google-chrome chrome \
	  >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing chromium, in which the screens are tested: apt-get install chromium" >&2; \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium; \
	  else \
	    echo "Missing: chromium, the browser in which the screens are tested." >&2; \
	    echo "Debian, Ubuntu: sudo apt install chromium           Fedora: sudo dnf install chromium" >&2; \
	    echo "Alpine: apk add chromium                            elsewhere: set TESSERA_CHROMIUM" >&2; \
	    exit 1; \
	  fi; }
