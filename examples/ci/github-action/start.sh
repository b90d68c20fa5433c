#!/usr/bin/env bash
# Starts the mock in the background of a job, waits until it listens, and tells later steps where it is. It ends with the job's runner.
set -euo pipefail
log=${RUNNER_TEMP:-/tmp}/kore-mock.log
# shellcheck disable=SC2086 # Words of the inputs are words here.
nohup $KORE_ACTION_COMMAND --port "$KORE_ACTION_PORT" $KORE_ACTION_ARGS >"$log" 2>&1 </dev/null &
mock=$!
echo "$mock" >"${log%.log}.pid"
url=
for _ in $(seq $((KORE_ACTION_TIMEOUT * 10))); do
  url=$(sed -nE 's/^kore-mock listens on (\S+).*/\1/p' "$log" | head -n 1)
  [[ -n $url ]] && break
  if ! kill -0 "$mock" 2>/dev/null; then break; fi
  sleep 0.1
done
if [[ -z $url ]]; then
  cat "$log"
  kill "$mock" 2>/dev/null || true
  echo "::error::kore-mock does not listen; what it said stands above"
  exit 1
fi
read_json() { node -p 'JSON.parse(require("fs").readFileSync(0, "utf8"))'"$1"; }
headers=(-H 'content-type: application/json')
if [[ -n ${KORE_MOCK_ADMIN_TOKEN:-} ]]; then headers+=(-H "Authorization: Bearer $KORE_MOCK_ADMIN_TOKEN"); fi
world=$(curl -sSf "${headers[@]}" "$url/__admin/world")
token=$(curl -sSf "${headers[@]}" -X POST "$url/__admin/tokens" -d '{"expiresIn": null}' | read_json .token)
{
  echo "url=$url"
  echo "token=$token"
  echo "account-id=$(read_json .account.id <<<"$world")"
  echo "bot-id=$(read_json '.bots[0]?.id ?? ""' <<<"$world")"
} >>"$GITHUB_OUTPUT"
echo "kore-mock answers at $url"
