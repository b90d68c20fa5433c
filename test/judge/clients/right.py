#!/usr/bin/env python3
"""An exporter of sessions that does all right, with Python's own library.

Rows are kept by their id in sessions.ndjson, which is replaced as a whole; each run reads the days that may still change.
"""

import base64
import hashlib
import hmac
import json
import os
import time
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta

ENV = os.environ
FILE = os.path.join(ENV["KORE_OUT"], "sessions.ndjson")
STATE = os.path.join(ENV["KORE_OUT"], "state.json")
LIMIT = 50


def signed_token():
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    now = int(time.time())
    head = part({"alg": "HS256", "typ": "JWT"})
    body = part({"appId": ENV["KORE_CLIENT_ID"], "sub": "exporter", "iat": now, "exp": now + 3600})
    mac = hmac.new(ENV["KORE_CLIENT_SECRET"].encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


class Api:
    def __init__(self):
        self.token = ENV["KORE_TOKEN"]

    def ask(self, body):
        for attempt in range(1, 7):
            wait = 0.1 * 2**attempt
            try:
                with urllib.request.urlopen(self.request(body), timeout=20) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                if error.code == 401 and attempt <= 3:
                    self.token = signed_token()
                elif error.code not in (408, 429) and error.code < 500:
                    raise SystemExit(f"refused with {error.code}")
                wait = float(error.headers.get("Retry-After") or wait)
            except (OSError, ValueError, urllib.error.URLError):
                pass
            except Exception as error:  # http.client has errors of its own for a body that ends too early
                if type(error).__module__ != "http.client":
                    raise
            time.sleep(wait)
        raise SystemExit("no answer")

    def request(self, body):
        return urllib.request.Request(
            f"{ENV['KORE_BASE_URL']}/api/public/bot/{ENV['KORE_BOT_ID']}/getSessions",
            data=json.dumps(body).encode(),
            headers={"auth": self.token, "accountId": ENV["KORE_ACCOUNT_ID"], "content-type": "application/json"},
        )


def replace(path, text):
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def main():
    rows = {}
    if os.path.exists(FILE):
        with open(FILE, encoding="utf-8") as file:
            rows = {row["sessionId"]: row for row in map(json.loads, file)}
    first = date.fromisoformat(ENV["KORE_FROM"])
    if os.path.exists(STATE):
        with open(STATE, encoding="utf-8") as file:
            done = datetime.fromisoformat(json.load(file)["done"].replace("Z", "+00:00"))
        first = max(first, (done - timedelta(days=1)).date())
    last = min(date.fromisoformat(ENV["KORE_TO"]), date.fromisoformat(ENV["KORE_NOW"][:10]))
    api = Api()
    while first <= last:
        skip, more = 0, True
        while more:
            answer = api.ask({"dateFrom": str(first), "dateTo": str(first), "skip": skip, "limit": LIMIT})
            for row in answer["sessions"]:
                rows[row["sessionId"]] = row
            skip, more = skip + len(answer["sessions"]), answer["moreAvailable"]
        first += timedelta(days=1)
    replace(FILE, "".join(json.dumps(row) + "\n" for row in rows.values()))
    replace(STATE, json.dumps({"done": ENV["KORE_NOW"]}))


main()
