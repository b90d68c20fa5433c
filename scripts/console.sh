#!/usr/bin/env bash
# Tests of the console in Debian's Chromium, which is installed where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/install-debian.sh
need 'chromium --version' chromium
npm run --silent console:test
