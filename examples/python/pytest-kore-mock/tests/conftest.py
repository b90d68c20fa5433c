from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[4]
#: What starts the mock of this repository; another is named by KORE_MOCK_COMMAND.
COMMAND = os.environ.get("KORE_MOCK_COMMAND") or f"node {shlex.quote(str(ROOT / 'dist/cli.js'))}"


@pytest.fixture(autouse=True)
def command(monkeypatch):
    """Every test run that a test starts finds the mock and the plugin."""
    for name in [name for name in os.environ if name.startswith("KORE_MOCK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KORE_MOCK_COMMAND", COMMAND)
    monkeypatch.setenv("KORE_MOCK_ARGS", "--now 2026-03-09T12:00:00Z")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    return COMMAND
