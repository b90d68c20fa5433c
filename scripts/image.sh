#!/usr/bin/env bash
# There is no container engine in CI, so the Dockerfile's commands are run in a clean copy, and its health check with them.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill ${server:-} 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/build" "$work/app"
git ls-files -z --cached --others --exclude-standard | grep -zv '^bench/' | xargs -0 cp --parents -t "$work/build"

# RUN of the first stage, COPY of the second: as they stand in the Dockerfile.
(cd "$work/build" && eval "$(sed -n 's/^RUN //p' Dockerfile)") >"$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }
sed -nE 's#^COPY --from=build /app/(\S+) \S+#\1#p' Dockerfile | while read -r part; do cp -r "$work/build/$part" "$work/app/"; done
export $(sed -n 's/^ENV //p' Dockerfile)
# As platforms tell a container its port.
export PORT=$((20000 + RANDOM % 20000))
cd "$work/app"
eval "exec $(sed -n 's/^ENTRYPOINT //p' "$work/build/Dockerfile" | tr -d '[]",')" 2>"$work/stderr" &
server=$!
check=$(sed -nE 's/^  CMD //p' "$work/build/Dockerfile")
for _ in $(seq 50); do if eval "$check"; then healthy=yes; break; fi; sleep 0.2; done
[[ ${healthy:-no} == yes ]] || cat "$work/stderr"
echo "health check: ${healthy:-no}; packages: $(du -sm node_modules | cut -f1) MB"
address=$(hostname -I 2>/dev/null | cut -d' ' -f1)
base=http://${address:-127.0.0.1}:$PORT
curl -sf "$base/__admin/health"
echo
token=$(sed -nE 's/.*admin token of this run: (\S+).*/\1/p' "$work/stderr")
without=$(curl -s -o /dev/null -w '%{http_code}' "$base/__admin/version")
with=$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "$base/__admin/version")
echo "admin API: $without without the token that was printed, $with with it"
[[ $without == 403 && $with == 200 ]] || { cat "$work/stderr"; exit 1; }
[[ ${healthy:-no} == yes ]]
