#!/usr/bin/env bash
# Tests the pytest plugin as it is installed, from its wheel, and the examples in Python with it, against the built command.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/install-debian.sh
# Where packages come from Debian they are those of the system's Python.
python=${PYTHON:-$([[ -x /usr/bin/python3 ]] && echo /usr/bin/python3 || echo python3)}
need "$python -c 'import pytest, requests, xdist, setuptools, wheel'" \
  python3 python3-pytest python3-requests python3-pytest-xdist python3-setuptools python3-wheel

root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r examples/python/pytest-kore-mock "$work/source"
wheel=$(cd "$work/source" && "$python" -c "
import setuptools.build_meta as build
print(build.build_wheel('$work'))" 2>"$work/log" | tail -n 1) || { cat "$work/log"; exit 1; }
"$python" -m zipfile -e "$work/$wheel" "$work/installed"
# The oldest Python that it is for reads all of it.
"$python" - <<'CHECK'
import ast, pathlib
files = sorted([*pathlib.Path("examples/python").rglob("*.py"), pathlib.Path("examples/watermark.py")])
for file in files:
    ast.parse(file.read_text(), str(file), feature_version=(3, 9))
print(f"{len(files)} files are Python 3.9")
CHECK
export PYTHONPATH=$work/installed PYTHONDONTWRITEBYTECODE=1
unset "${!KORE_MOCK_@}"
bash scripts/example-watermark.sh "$python" examples/watermark.py
run=("$python" -m pytest -p no:cacheprovider -q)
"${run[@]}" -n "$(nproc)" --rootdir "$root/examples/python/pytest-kore-mock" examples/python/pytest-kore-mock/tests
export KORE_MOCK_COMMAND="node $root/dist/cli.js"
"${run[@]}" --rootdir examples/python examples/python/test_exporter.py
"${run[@]}" -n 2 --kore-mock-shared --rootdir examples/python examples/python/test_exporter.py
