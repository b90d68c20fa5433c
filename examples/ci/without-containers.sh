#!/usr/bin/env bash
# The mock in the background of a job that has Node only: start, wait for health, test, stop.
set -euo pipefail
set -m # the mock gets a process group of its own, so that what npx started ends with it
port=${KORE_MOCK_PORT:-4010}
npx kore-mock --port "$port" --seed ci &
mock=$!
trap 'kill -- -$mock' EXIT
for _ in $(seq 300); do
  if curl -sf "http://127.0.0.1:$port/__admin/health" >/dev/null; then break; fi
  sleep 0.1
done
KORE_BASE_URL=http://127.0.0.1:$port node "$(dirname "$0")/consumer.mjs"
