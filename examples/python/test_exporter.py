"""What a project's own tests look like with the plugin: pytest examples/python/test_exporter.py"""

from __future__ import annotations

import pytest
import requests
from exporter import Exporter


@pytest.fixture
def exporter(kore_url, kore_token, kore_account_id):
    pauses = []
    made = Exporter(kore_url, kore_token, kore_account_id, pause=pauses.append)
    made.pauses = pauses
    return made


def test_it_reads_every_page(exporter, kore_mock, kore_clock, kore_journal):
    kore_clock.freeze("2026-03-09T12:00:00Z")
    sessions = list(exporter.sessions(kore_mock.bots[0], "2026-03-02", "2026-03-02", page=500))
    assert len({session["sessionId"] for session in sessions}) == len(sessions)
    assert all(session["start_time"].startswith("2026-03-02") for session in sessions)
    assert kore_journal.count(operationId="getSessions") == len(sessions) // 500 + 1
    kore_journal.assert_no_violations()


def test_it_waits_as_long_as_it_is_told(exporter, kore_mock, kore_clock, kore_faults):
    kore_clock.freeze("2026-03-09T12:00:00Z")
    kore_faults.add({"status": 429}, times=2, operationId="getSessions")
    assert list(exporter.sessions(kore_mock.bots[0], "2026-03-02", "2026-03-02", page=2000))
    assert len(exporter.pauses) == 2 and all(pause > 0 for pause in exporter.pauses)


def test_a_range_that_is_too_long_is_told(exporter, kore_mock):
    with pytest.raises(requests.HTTPError) as refused:
        list(exporter.sessions(kore_mock.bots[0], "2026-03-01", "2026-03-20"))
    assert refused.value.response.status_code == 400
    assert "7 days" in refused.value.response.json()["errors"][0]["msg"]


def test_a_token_that_is_too_old(kore_mock, kore_url, kore_account_id):
    exporter = Exporter(kore_url, kore_mock.token(expired=True), kore_account_id)
    with pytest.raises(requests.HTTPError, match="401"):
        list(exporter.sessions(kore_mock.bots[0], "2026-03-02", "2026-03-02"))
