"""A client of the analytics APIs as one would write it with requests: it knows nothing of the mock."""

from __future__ import annotations

import time
from typing import Iterator

import requests


class Exporter:
    """Reads the sessions of a bot, page by page."""

    def __init__(self, base_url: str, token: str, account_id: str, pause=time.sleep) -> None:
        self._base_url = base_url
        self._pause = pause
        self._session = requests.Session()
        self._session.headers.update({"auth": token, "accountId": account_id})

    def sessions(self, bot_id: str, date_from: str, date_to: str, page: int = 100) -> Iterator[dict]:
        """Every session of a range of at most seven days, newest first."""
        skip = 0
        while True:
            body = {"dateFrom": date_from, "dateTo": date_to, "skip": skip, "limit": page}
            answer = self._post(f"/api/public/bot/{bot_id}/getSessions", body)
            yield from answer["sessions"]
            if not answer["moreAvailable"]:
                return
            skip += page

    def _post(self, path: str, body: dict) -> dict:
        for _ in range(5):
            answer = self._session.post(self._base_url + path, json=body, timeout=30)
            if answer.status_code != 429:
                answer.raise_for_status()
                return answer.json()
            self._pause(int(answer.headers.get("Retry-After", "60")))
        raise RuntimeError(f"{path}: the rate limit was reached five times")
