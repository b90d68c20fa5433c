#!/usr/bin/env bash
# Runs the example of each test runner, and those for CI as far as a machine without containers can.
set -euo pipefail
cd "$(dirname "$0")/.."
quietly() { "$@" >"${TMPDIR:-/tmp}/example.$$" 2>&1 || { cat "${TMPDIR:-/tmp}/example.$$"; echo "failed: $*"; exit 1; }; echo "good: $*"; }
quietly node --test examples/tests/node.test.mjs
quietly npx tap --disable-coverage --allow-empty-coverage examples/tests/tap.test.mjs
quietly npx vitest run --root . examples/tests/vitest.test.mjs
NODE_OPTIONS=--experimental-vm-modules quietly npx jest --config examples/tests/jest.config.json
quietly npx jest --config examples/tests/jest-commonjs.config.json
# What the workflows run, beside a mock that is there as it would be in a service container.
KORE_MOCK_PORT=$((20000 + RANDOM % 20000)) quietly bash examples/ci/without-containers.sh
quietly npx tsx scripts/check-ci-examples.ts
quietly bash scripts/example-watermark.sh node examples/watermark.mjs
# It needs a container engine.
quietly node --check examples/tests/testcontainers.test.mjs
rm -f "${TMPDIR:-/tmp}/example.$$"
