"""Test runs within a test run, each with a mock of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
from pytest_kore_mock import StartError, start_command, start_image, use_running


@pytest.fixture
def run(pytester, command):
    """Runs pytest in another process, as people do."""

    def run(*args, **files):
        for name, text in files.items():
            pytester.makepyfile(**{name: text})
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *args)

    return run


def health(url: str) -> int:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{url}/__admin/health") as answer:
        return answer.status


def is_gone(url: str, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            health(url)
        except OSError:
            return True
        time.sleep(0.1)
    return False


FIXTURES = """
    import json, urllib.request

    def ask(url, headers, bot):
        call = urllib.request.Request(f"{url}/api/public/bot/{bot}/getSessions", b'{"limit": 1}',
                                      {**headers, "content-type": "application/json"})
        with urllib.request.urlopen(call) as answer:
            return answer.status, json.load(answer), answer.headers

    def test_all(kore_mock, kore_url, kore_token, kore_account_id, kore_clock, kore_faults, kore_journal, kore_test_id):
        headers = {"auth": kore_token, "accountId": kore_account_id}
        assert kore_clock.now == "2026-03-09T12:00:00.000Z"
        status, body, answer = ask(kore_url, headers, kore_mock.bots[0])
        assert status == 200 and len(body["sessions"]) == 1
        assert kore_clock.advance("P1D") == "2026-03-10T12:00:00.000Z"
        assert ask(kore_url, headers, kore_mock.bots[0])[2]["X-Mock-Now"] == "2026-03-10T12:00:00.000Z"
        assert kore_clock.freeze("2026-03-01T00:00:00Z") == kore_clock.now
        fault = kore_faults.add({"status": 503}, times=1, operationId="getSessions")
        try:
            ask(kore_url, headers, kore_mock.bots[0])
            assert False, "the fault befalls it"
        except urllib.error.HTTPError as error:
            assert error.code == 503
        assert [one["taken"] for one in kore_faults.list()] == [1]
        kore_faults.remove(fault)
        assert kore_faults.list() == []
        assert [one["status"] for one in kore_journal.requests()] == [503, 200, 200]
        assert {one["testId"] for one in kore_journal.requests()} == {kore_test_id}
        assert kore_journal.count(status=200) == 2
        assert kore_journal.unmatched() == []
        kore_journal.assert_no_violations()

    def test_nothing_is_left(kore_mock, kore_clock, kore_faults, kore_journal):
        assert kore_clock.now == "2026-03-09T12:00:00.000Z"
        assert kore_faults.list() == [] and kore_journal.requests() == []
        assert kore_mock.admin("GET", "faults")["faults"] == []
"""


def test_the_fixtures_do_what_they_say(run):
    run(test_it=FIXTURES).assert_outcomes(passed=2)


def test_a_failing_test_shows_what_it_sent(run):
    result = run(
        test_it="""
        import urllib.request

        def test_wrong(kore_url, kore_headers, kore_mock):
            body = b'{"limit": "ten"}'
            call = urllib.request.Request(f"{kore_url}/api/public/bot/st-a/getSessions", body,
                                          {**kore_headers, "content-type": "application/json"})
            urllib.request.urlopen(call)

        def test_complaint(kore_url, kore_headers, kore_journal):
            try:
                urllib.request.urlopen(urllib.request.Request(f"{kore_url}/nowhere", headers=kore_headers))
            except urllib.error.HTTPError:
                pass
            kore_journal.assert_no_violations()
        """
    )
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*POST /api/public/bot/st-a/getSessions -> 412", "*body.limit: must be an integer*"])
    result.stdout.fnmatch_lines(["*the mock found something wrong with what was sent*", "*GET /nowhere: *"])


APART = """
    import os, pytest, urllib.request

    @pytest.mark.parametrize("n", range(8))
    def test_apart(n, kore_mock, kore_url, kore_headers, kore_clock, kore_journal):
        kore_clock.advance(f"P{n + 1}D")
        for _ in range(n + 1):
            urllib.request.urlopen(urllib.request.Request(f"{kore_url}/api/public/bot/st-a/v2/userEngagementTrend"
                "?aggregation_type=daily&start_date=2026-03-02&end_date=2026-03-04", b"", kore_headers)).read()
        assert kore_journal.count() == n + 1
        assert kore_clock.now == f"2026-03-{10 + n}T12:00:00.000Z"
        with open("urls", "a") as file:
            file.write(f"{os.environ['PYTEST_XDIST_WORKER']} {kore_url}\\n")
"""


@pytest.mark.parametrize("flags, mocks", [([], 2), (["--kore-mock-shared"], 1)])
def test_workers_of_xdist(run, pytester, flags, mocks):
    pytest.importorskip("xdist")
    run("-n", "2", "--dist", "each" if mocks == 2 else "load", *flags, test_it=APART).assert_outcomes(
        passed=16 if mocks == 2 else 8
    )
    seen = [line.split() for line in (pytester.path / "urls").read_text().splitlines()]
    assert len({url for _, url in seen}) == mocks
    assert len({worker for worker, _ in seen}) == 2
    assert all(is_gone(url) for _, url in seen)


def test_one_mock_that_cannot_start_is_told_before_all_workers(run):
    pytest.importorskip("xdist")
    result = run("-n", "2", "--kore-mock-shared", "--kore-mock-command", "no-such-program", test_it=APART)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "there is no program no-such-program" in result.stdout.str() + result.stderr.str()


def test_settings_come_from_flag_environment_and_ini(run, pytester, monkeypatch):
    test = """
        def test_seed(kore_mock):
            assert kore_mock.world["seed"] == "{seed}"
    """
    pytester.makeini("[pytest]\nkore_mock_args = --seed ini\n")
    monkeypatch.delenv("KORE_MOCK_ARGS")
    run(test_it=test.format(seed="ini")).assert_outcomes(passed=1)
    monkeypatch.setenv("KORE_MOCK_ARGS", "--seed environment")
    run(test_it=test.format(seed="environment")).assert_outcomes(passed=1)
    run("--kore-mock-args=--seed flag", test_it=test.format(seed="flag")).assert_outcomes(passed=1)


def test_a_client_that_sends_ids_itself_is_left_alone(run):
    run(
        "--kore-mock-tag-requests=false",
        test_it="""
        import urllib.request

        def test_untagged(kore_url, kore_token, kore_journal):
            call = urllib.request.Request(f"{kore_url}/api/public/bot/st-a/getMessages", headers={"auth": kore_token})
            try:
                urllib.request.urlopen(call)
            except urllib.error.HTTPError:
                pass
            assert kore_journal.count() == 0
        """,
    ).assert_outcomes(passed=1)


def test_a_command_that_does_not_start_says_why(run):
    test = "def test_it(kore_mock): pass"
    for flags, words in [
        (["--kore-mock-command", "no-such-program"], "there is no program no-such-program"),
        (["--kore-mock-args=--scenario nothing"], 'there is no scenario "nothing"'),
        (["--kore-mock-url", "http://127.0.0.1:9", "--kore-mock-timeout", "0.2"], "no kore-mock answers at"),
        (["--kore-mock-command", f"{sys.executable} -c 'input()'", "--kore-mock-timeout", "0.5"], "does not listen after 0.5 s"),
    ]:
        result = run(*flags, test_it=test)
        result.assert_outcomes(errors=1)
        assert words in result.stdout.str(), result.stdout.str()


def test_a_running_mock_is_used_and_left_running(run, command):
    server = start_command(command.split(), ["--admin-token", "secret"], admin_token="secret")
    try:
        test = """
            def test_url(kore_mock):
                assert kore_mock.url == "{url}"
                assert kore_mock.clock.advance("P1D")
        """
        run("--kore-mock-url", server.url, "--kore-mock-admin-token", "secret", test_it=test.format(url=server.url)).assert_outcomes(passed=1)
        run("--kore-mock-url", server.url, test_it=test.format(url=server.url)).assert_outcomes(failed=1, errors=1)
        assert health(use_running(server.url).url) == 200
    finally:
        server.close()
    assert is_gone(server.url)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_it_ends_with_a_test_run_that_is_killed(pytester, command):
    pytester.makepyfile(
        test_it="""
        import time

        def test_long(kore_url):
            with open("url", "w") as file:
                file.write(kore_url + "\\n")
            time.sleep(600)
        """
    )
    runs = subprocess.Popen([sys.executable, "-m", "pytest", "-q"], cwd=pytester.path, stdout=subprocess.DEVNULL)
    file = pytester.path / "url"
    try:
        for _ in range(600):
            if file.exists() and file.read_text().endswith("\n"):
                break
            time.sleep(0.1)
        url = file.read_text().strip()
        assert health(url) == 200
    finally:
        runs.send_signal(signal.SIGKILL)
        runs.wait()
    assert is_gone(url)


ENGINE = """#!/usr/bin/env python3
# Stands for a container engine: `run` starts the mock at a free port, `port` tells which that is.
import os, re, subprocess, sys, threading
args, here = sys.argv[1:], os.path.dirname(os.path.abspath(__file__))
if args[0] == "port":
    assert args[2] == "4010", args
    print(open(os.path.join(here, args[1])).read())
    sys.exit()
name = args[args.index("--name") + 1]
assert args[:3] == ["run", "--rm", "--interactive"], args
assert "KORE_MOCK_ADMIN_TOKEN" in os.environ and os.environ["KORE_MOCK_ADMIN_TOKEN"] not in " ".join(args)
after = args[args.index("kore-mock:latest") + 1:]
mock = subprocess.Popen([*%(command)r, "--port", "0", *after], stdin=0, stdout=subprocess.PIPE, text=True)
line = mock.stdout.readline()
with open(os.path.join(here, name), "w") as file:
    file.write(re.search(r"http://(\\S+)", line).group(1))
print("kore-mock listens on http://127.0.0.1:4010", flush=True)
sys.exit(mock.wait())
"""


@pytest.mark.skipif(os.name != "posix", reason="the engine of this test is a script")
def test_an_image(run, pytester, command):
    engine = pytester.path / "engine"
    engine.write_text(ENGINE % {"command": command.split()})
    engine.chmod(0o755)
    flags = ["--kore-mock-image", "kore-mock:latest", "--kore-mock-engine", str(engine)]
    run(*flags, test_it=FIXTURES).assert_outcomes(passed=2)
    server = start_image("kore-mock:latest", ["--seed", "image"], engine=str(engine))
    assert health(server.url) == 200
    server.close()
    assert is_gone(server.url)
    with pytest.raises(StartError, match="no-such-engine"):
        start_image("kore-mock:latest", engine="no-such-engine")


def test_it_starts_only_for_who_wants_it(run):
    run("--kore-mock-command", "no-such-program", test_it="def test_other(): pass").assert_outcomes(passed=1)


def test_ids_are_headers(run):
    result = run(
        "-s",
        test_it="""
        import pytest

        @pytest.mark.parametrize("text", ["größe\\n", "x" * 300, "a/b"])
        def test_id(text, kore_test_id, kore_mock):
            assert kore_mock.clock.advance("PT1H")
            print("ID", kore_test_id)
        """,
    )
    result.assert_outcomes(passed=3)
    ids = re.findall(r"ID (\S+)", result.stdout.str())
    assert len(set(ids)) == 3 and all(one.isascii() and len(one) < 100 for one in ids)
