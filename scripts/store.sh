#!/usr/bin/env bash
# A store for replicas: bash scripts/store.sh [PORT] serves one until it is ended (default 6379); with `--install` it only sees to it
# that there is a server, Valkey or Redis, and installs Debian's where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/install-debian.sh
server() { command -v valkey-server || command -v redis-server; }
if ! server >/dev/null; then
  package=redis-server
  if command -v apt-cache >/dev/null && apt-cache show valkey-server >/dev/null 2>&1; then package=valkey-server; fi
  need "command -v $package" "$package"
fi
"$(server)" --version
if [[ ${1:-} == --install ]]; then exit 0; fi
exec "$(server)" --port "${1:-6379}" --bind 127.0.0.1 --save '' --appendonly no
