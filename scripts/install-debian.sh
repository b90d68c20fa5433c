# For scripts that need Debian packages: `need TEST PACKAGE...` installs them unless the command TEST already works.
need() {
  local test=$1
  shift
  if bash -c "$test" >/dev/null 2>&1; then return; fi
  if ! command -v apt-get >/dev/null; then
    echo "missing here: $*; install what your system calls them, and run this again"
    return 1
  fi
  local log
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  if { apt-get update && apt-get install --yes --no-install-recommends "$@"; } >"$log" 2>&1 && bash -c "$test" >/dev/null 2>&1; then
    echo "installed: $*"
    rm -f "$log"
  else
    tail -n 20 "$log"
    return 1
  fi
}
