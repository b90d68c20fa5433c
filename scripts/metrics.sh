#!/usr/bin/env bash
# Has Prometheus' own tool look at the metrics of one process and of several, where Debian's package can be had; the rules are held
# by test/admin/metrics.test.ts everywhere.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
mocks=()
trap 'kill "${mocks[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
promtool=$(command -v promtool || true)
if [[ -z $promtool ]]; then
  if ! command -v apt-get >/dev/null; then echo 'no promtool and no apt-get here: left out'; exit 0; fi
  # Unpacked, not installed: the package would start a server.
  (cd "$work" && apt-get update && apt-get download prometheus && dpkg -x prometheus_*.deb .) >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
  promtool=$work/usr/bin/promtool
fi
for workers in 1 2; do
  mkfifo "$work/said.$workers"
  node dist/cli.js --port 0 --workers "$workers" --seed metrics >"$work/said.$workers" &
  mocks+=($!)
  read -r line <"$work/said.$workers"
  url=${line##* }
  for path in bot/st-a/getSessions bot/st-a/getSessions?containmentType=none nowhere; do
    curl -s -o /dev/null -X POST "$url/api/public/$path" -H 'auth: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBJZCI6ImNzLWRlbW8ifQ.bm8tc2VjcmV0'
  done
  curl -sf "$url/__admin/metrics" >"$work/metrics"
  found=$("$promtool" check metrics <"$work/metrics" 2>&1) || { echo "$found"; exit 1; }
  # It ends with 0 where it only has something to say.
  if [[ -n $found ]]; then echo "$found"; exit 1; fi
  echo "$workers worker(s): $(grep -c '^# TYPE' "$work/metrics") metrics, promtool has nothing to say"
done
