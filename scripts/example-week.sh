#!/usr/bin/env bash
# Runs examples/download-week.mjs against the built mock.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
node dist/cli.js --port 0 --now 2026-03-16T12:00:00Z --auth strict >"$work/log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do grep -q http "$work/log" && break; sleep 0.1; done
KORE_BASE_URL=$(grep -oE 'http://[^ ]+' "$work/log" | head -n 1) KORE_FROM=2026-03-02 node examples/download-week.mjs "$work/week"
wc -l "$work"/week/*.ndjson
