#!/usr/bin/env bash
# Runs an exporter of examples/ (`node examples/watermark.mjs`, `python3 examples/watermark.py`) against the built mock with rows that are late: it
# loses what was predicted, and with the look-back that was predicted nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
node dist/cli.js --port 0 --scenario late-data --now 2026-03-20T00:00:00Z >"$work/log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do grep -q http "$work/log" && break; sleep 0.1; done
KORE_BASE_URL=$(grep -oE 'http://[^ ]+' "$work/log" | head -n 1)
export KORE_BASE_URL
"$@" --days 1 | tee "$work/without"
grep -qE '^missed [1-9][0-9]* ' "$work/without"
"$@" --days 1 --lookback predicted | tee "$work/with"
grep -qE '^missed 0 \(predicted 0\) ' "$work/with"
