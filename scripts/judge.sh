#!/usr/bin/env bash
# Tries the judge itself: a part of `npm run judge:proof`, for which clients in Python and shell need their tools.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/install-debian.sh
need 'command -v python3 && command -v curl && command -v jq && command -v openssl' python3 curl jq openssl
unset "${!KORE_MOCK_@}"
npm run --silent judge:proof -- --seeds 2 --right 1000 --commands 20
