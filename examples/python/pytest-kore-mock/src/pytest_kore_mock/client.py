"""What a test does with a mock. All of it is for the id of this test alone."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from typing import Any, Iterator, Optional

from .server import Server, _opener

TEST_ID = "X-Test-Id"


class AdminError(Exception):
    """The admin API refused a call; `status` and `answer` say how."""

    def __init__(self, call: str, status: int, answer: str) -> None:
        super().__init__(f"{call}: {status} {answer}")
        self.status = status
        self.answer = answer


class KoreMock:
    """A mock as one test sees it: its clock, faults, quotas and journal are those of `test_id`."""

    def __init__(self, server: Server, test_id: str) -> None:
        self.server = server
        self.url = server.url
        self.test_id = test_id
        self.clock = Clock(self)
        self.faults = Faults(self)
        self.journal = Journal(self)
        self._world: Optional[dict[str, Any]] = None

    @property
    def world(self) -> dict[str, Any]:
        """What can be asked for: account, bots, seed."""
        if self._world is None:
            self._world = self.admin("GET", "world")
        return self._world

    @property
    def account_id(self) -> str:
        return self.world["account"]["id"]

    @property
    def bots(self) -> list[str]:
        """Ids of the bots of the scenario, the first one first."""
        return [bot["id"] for bot in self.world["bots"]]

    def token(self, app: Optional[str] = None, **options: Any) -> str:
        """
        A token of an app of the scenario (its first one), with `options` as `POST /__admin/tokens` takes them, such as
        `expired=True`. It never expires unless they say `expiresIn`: a test may move its clock by days.
        """
        return self.admin("POST", "tokens", {"expiresIn": None, **({} if app is None else {"app": app}), **options})["token"]

    @property
    def headers(self) -> dict[str, str]:
        """What a client has to send: its token, its account, and which test it belongs to."""
        return {"auth": self.token(), "accountId": self.account_id, TEST_ID: self.test_id}

    def reset(self) -> None:
        """Clock, faults, quotas and journal as they were when the test began."""
        self.admin("POST", "reset")

    def admin(self, method: str, path: str, body: Optional[object] = None) -> Any:
        """A call of the admin API: `path` is what stands behind `/__admin/`."""
        headers = {TEST_ID: self.test_id}
        if self.server.admin_token is not None:
            headers["Authorization"] = f"Bearer {self.server.admin_token}"
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/__admin/{path}", data, headers, method=method)
        try:
            with _opener.open(request, timeout=30) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise AdminError(f"{method} {request.full_url}", error.code, error.read().decode("utf-8", "replace")) from None
        return json.loads(text) if text else None

    @contextmanager
    def tagging(self) -> Iterator[None]:
        """
        Puts the id of the test into every request to the mock that leaves by `http.client`, as requests, urllib3 and urllib do, so
        that a client needs no change. One that sends an id already keeps it; httpx and aiohttp take `headers`.
        """
        address = urllib.parse.urlsplit(self.url)
        end_headers = http.client.HTTPConnection.endheaders
        mock = self

        def end_with_id(self: http.client.HTTPConnection, *args: Any, **more: Any) -> None:
            sent = getattr(self, "_buffer", [])
            has_id = any(line.lower().startswith(TEST_ID.lower().encode() + b":") for line in sent)
            if (self.host, self.port) == (address.hostname, address.port) and not has_id:
                self.putheader(TEST_ID, mock.test_id)
            end_headers(self, *args, **more)

        http.client.HTTPConnection.endheaders = end_with_id  # type: ignore[method-assign]
        try:
            yield
        finally:
            http.client.HTTPConnection.endheaders = end_headers  # type: ignore[method-assign]


class Clock:
    """The clock that this test lives by."""

    def __init__(self, mock: KoreMock) -> None:
        self._mock = mock

    @property
    def now(self) -> str:
        return self._mock.admin("GET", "clock")["now"]

    def freeze(self, instant: Optional[str] = None) -> str:
        """Stops it: at an instant such as 2026-03-09T12:00:00Z, or where it is."""
        return self._set({"now": instant or self.now})

    def advance(self, duration: str) -> str:
        """Moves it on by an ISO 8601 duration, such as PT1H or P1D."""
        return self._set({"advance": duration})

    def real(self) -> str:
        """Lets it go with the machine's."""
        return self._set({"mode": "real"})

    def _set(self, what: dict[str, str]) -> str:
        return self._mock.admin("PUT", "clock", what)["now"]


class Faults:
    """What goes wrong with calls of this test."""

    def __init__(self, mock: KoreMock) -> None:
        self._mock = mock

    def add(self, fault: dict[str, Any], times: Optional[int] = None, **match: Any) -> str:
        """
        `fault` is what happens, such as `{"status": 429}`; `match` whom it befalls, such as `operationId="getSessions"`.
        Gives the id of the fault.
        """
        body = {"match": match, "fault": fault, **({} if times is None else {"times": times})}
        return self._mock.admin("POST", "faults", body)["id"]

    def remove(self, fault_id: str) -> None:
        self._mock.admin("DELETE", f"faults/{urllib.parse.quote(fault_id, safe='')}")

    def list(self) -> list[dict[str, Any]]:
        """Those of this test, and how many calls each has befallen (`taken`)."""
        every = self._mock.admin("GET", "faults")["faults"]
        return [fault for fault in every if fault["match"].get("testId") == self._mock.test_id]


class Journal:
    """What clients sent in this test."""

    def __init__(self, mock: KoreMock) -> None:
        self._mock = mock

    def requests(self, **criteria: Any) -> list[dict[str, Any]]:
        """The exchanges, as the admin API tells them; `criteria` as `POST /__admin/requests/find` takes them."""
        return self._mock.admin("POST", "requests/find", {"limit": 1000, **criteria})["requests"]

    def count(self, **criteria: Any) -> int:
        return self._mock.admin("POST", "requests/count", criteria)["count"]

    def unmatched(self) -> list[dict[str, Any]]:
        """Requests that met no operation, with what comes nearest."""
        return self._mock.admin("GET", "requests/unmatched")["requests"]

    def assert_no_violations(self) -> None:
        """Fails with what was wrong with each request."""
        wrong = [(one["method"], one["path"], one["violations"]) for one in self.requests() if one.get("violations")]
        lines = [f"{method} {path}: {json.dumps(found)}" for method, path, found in wrong]
        assert not wrong, "the mock found something wrong with what was sent:\n" + "\n".join(lines)
