#!/usr/bin/env bash
# An exporter of sessions that does all right, with curl, jq and openssl: it reads all days anew in each run, and puts the file in place at the end.
set -euo pipefail
out=$KORE_OUT/sessions.ndjson
new=$KORE_OUT/.new
token=$KORE_TOKEN

part() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

sign() {
  local now head body
  now=$(date +%s)
  head=$(printf '{"alg":"HS256","typ":"JWT"}' | part)
  body=$(printf '{"appId":"%s","sub":"exporter","iat":%s,"exp":%s}' "$KORE_CLIENT_ID" "$now" $((now + 3600)) | part)
  token=$head.$body.$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -hmac "$KORE_CLIENT_SECRET" -binary | part)
}

# Body of a request in, answer on stdout; it tries six times.
ask() {
  local try status wait
  for try in 1 2 3 4 5 6; do
    status=$(curl --silent --max-time 20 --dump-header "$new.head" --output "$new.body" --write-out '%{http_code}' \
      -H "auth: $token" -H "accountId: $KORE_ACCOUNT_ID" -H 'content-type: application/json' \
      --data "$1" "$KORE_BASE_URL/api/public/bot/$KORE_BOT_ID/getSessions") || status=000
    case $status in
      200) return 0 ;;
      401) sign ;;
      000 | 408 | 429 | 5*) ;;
      *) echo "refused with $status" >&2; exit 1 ;;
    esac
    wait=$(tr -d '\r' <"$new.head" | sed -n 's/^[Rr]etry-[Aa]fter: *//p' | tail -n 1)
    sleep "${wait:-0.$try}"
  done
  echo 'no answer' >&2
  exit 1
}

: >"$new.rows"
day=$KORE_FROM
while [[ $day < $KORE_TO || $day == "$KORE_TO" ]]; do
  skip=0
  more=true
  while [[ $more == true ]]; do
    ask "{\"dateFrom\":\"$day\",\"dateTo\":\"$day\",\"skip\":$skip,\"limit\":50}"
    jq -c '.sessions[]' "$new.body" >>"$new.rows"
    read -r count more < <(jq -r '"\(.sessions | length) \(.moreAvailable)"' "$new.body")
    skip=$((skip + count))
  done
  day=$(date -u -d "$day + 1 day" +%F)
done
# The latest of what came twice.
jq -s -c 'reverse | unique_by(.sessionId) | .[]' "$new.rows" >"$new.done"
mv "$new.done" "$out"
