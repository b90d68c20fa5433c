"""Options, hooks and fixtures. Settings are looked for on the command line, then in the environment, then in the ini file."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shlex
from contextlib import nullcontext
from typing import Any, Iterator, Optional, Sequence

import pytest

from .client import Clock, Faults, Journal, KoreMock
from .server import Server, StartError, start_command, start_image, use_running

#: name, kind, default, help; `--kore-mock-NAME`, `KORE_MOCK_NAME` and `kore_mock_name` in the ini file.
SETTINGS: Sequence[tuple[str, str, Any, str]] = (
    ("command", "args", "npx kore-mock", "command that starts the mock"),
    ("args", "args", "", "further flags for it, such as '--scenario spike --seed a'"),
    ("image", "string", "", "container image to start instead of the command"),
    ("engine", "string", "docker", "what starts the image: docker, podman"),
    ("url", "string", "", "mock that runs already; nothing is started or ended then"),
    ("admin-token", "string", "", "token of its admin API, where it wants one"),
    ("timeout", "string", "60", "seconds in which the mock has to listen"),
    ("shared", "bool", False, "with xdist: one mock for all workers, whose tests are told apart by their ids; else each has its own"),
    ("tag-requests", "bool", True, "send the id of the test with every request that leaves by http.client (requests, urllib3, urllib)"),
)
#: One run, so that ids of two runs against one mock differ.
RUN = secrets.token_hex(4)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kore-mock")
    for name, kind, default, text in SETTINGS:
        if kind == "bool":
            how: dict[str, Any] = {"nargs": "?", "const": "true", "choices": ("true", "false")}
        else:
            how = {"metavar": name.upper()}
        group.addoption(f"--kore-mock-{name}", default=None, help=f"{text} (default: {default!r})", **how)
        parser.addini(_ini(name), text, type="bool" if kind == "bool" else "string", default=default)


def setting(config: pytest.Config, name: str) -> Any:
    """The value of a setting, by the kind that `SETTINGS` says."""
    kind = next(kind for one, kind, _, _ in SETTINGS if one == name)
    value = config.getoption(f"--kore-mock-{name}")
    if value is None:
        value = os.environ.get(f"KORE_MOCK_{name.upper().replace('-', '_')}") or config.getini(_ini(name))
    if kind == "args":
        return shlex.split(value)
    if kind == "bool":
        return value if isinstance(value, bool) else value.lower() in ("1", "true", "yes", "on")
    return value


def _ini(name: str) -> str:
    return f"kore_mock_{name.replace('-', '_')}"


def start(config: pytest.Config) -> Server:
    """The mock that the settings ask for."""
    token: Optional[str] = setting(config, "admin-token") or None
    timeout = float(setting(config, "timeout"))
    args = setting(config, "args")
    if setting(config, "url"):
        return use_running(setting(config, "url"), admin_token=token, timeout=timeout)
    if setting(config, "image"):
        engine = setting(config, "engine")
        return start_image(setting(config, "image"), args, admin_token=token, engine=engine, timeout=timeout)
    return start_command(setting(config, "command"), args, admin_token=token, timeout=timeout)


_shared: pytest.StashKey[Server] = pytest.StashKey()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """A worker of xdist is about to begin: where the mock is shared, it is told where that is."""
    config = node.config
    if not setting(config, "shared"):
        return
    if _shared not in config.stash:
        try:
            config.stash[_shared] = start(config)
        except StartError as error:
            pytest.exit(f"kore-mock: {error}", returncode=pytest.ExitCode.USAGE_ERROR)
    server = config.stash[_shared]
    node.workerinput["kore_mock"] = {"url": server.url, "admin_token": server.admin_token}


def pytest_unconfigure(config: pytest.Config) -> None:
    if _shared in config.stash:
        config.stash[_shared].close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that failed shows what it sent."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    mock = getattr(item, "funcargs", {}).get("kore_mock")
    if report.when != "call" or not report.failed or not isinstance(mock, KoreMock):
        return
    try:
        sent = list(reversed(mock.journal.requests()))
    except Exception as error:  # The mock may be what went wrong; the report of the test is not to be lost by it.
        report.sections.append(("kore-mock", f"its journal cannot be read: {error}"))
        return
    lines = [f"{one['method']} {one['path']} -> {one['status']}" + _wrong(one) for one in sent]
    report.sections.append(("kore-mock: what this test sent", "\n".join(lines) or "nothing"))


def _wrong(one: dict[str, Any]) -> str:
    return "".join(f"\n  {found['property']}: {found['message']}" for found in one["violations"])


@pytest.fixture(scope="session")
def kore_mock_server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The mock of this process, or the one that all workers share. It starts when the first test wants it."""
    given = getattr(pytestconfig, "workerinput", {}).get("kore_mock")
    try:
        server = use_running(**given) if given else start(pytestconfig)
    except StartError as error:
        pytest.fail(f"kore-mock: {error}", pytrace=False)
    yield server
    server.close()


@pytest.fixture
def kore_test_id(request: pytest.FixtureRequest) -> str:
    """What tells this test from all others."""
    node_id = request.node.nodeid
    digest = hashlib.sha256(node_id.encode()).hexdigest()[:8]
    return f"{RUN}-{digest}-" + re.sub(r"[^\w.-]+", "-", node_id.rsplit("/", 1)[-1], flags=re.ASCII)[:60]


@pytest.fixture
def kore_mock(pytestconfig: pytest.Config, kore_mock_server: Server, kore_test_id: str) -> Iterator[KoreMock]:
    """The mock as this test sees it. What the test has set is undone at its end."""
    mock = KoreMock(kore_mock_server, kore_test_id)
    with mock.tagging() if setting(pytestconfig, "tag-requests") else nullcontext():
        yield mock
    mock.reset()


@pytest.fixture
def kore_url(kore_mock: KoreMock) -> str:
    """Base URL of the APIs."""
    return kore_mock.url


@pytest.fixture
def kore_token(kore_mock: KoreMock) -> str:
    """A token that the mock takes, for the header `auth`."""
    return kore_mock.token()


@pytest.fixture
def kore_account_id(kore_mock: KoreMock) -> str:
    """The account, for the header `accountId`."""
    return kore_mock.account_id


@pytest.fixture
def kore_headers(kore_mock: KoreMock) -> dict[str, str]:
    """Token, account and id of the test."""
    return kore_mock.headers


@pytest.fixture
def kore_clock(kore_mock: KoreMock) -> Clock:
    return kore_mock.clock


@pytest.fixture
def kore_faults(kore_mock: KoreMock) -> Faults:
    return kore_mock.faults


@pytest.fixture
def kore_journal(kore_mock: KoreMock) -> Journal:
    return kore_mock.journal
