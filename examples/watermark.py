#!/usr/bin/env python3
"""An exporter that copies the sessions of a bot by their start: each hour those that began since it asked last.

Rows that become visible late are lost to it, unless it looks back. It runs against a mock whose rows are late, moves that mock's clock hour by
hour, and compares what it has with the truth, and what it lost with what was predicted.

    kore-mock --scenario late-data --now 2026-03-20T00:00:00Z
    python3 examples/watermark.py [--lookback PT0S | predicted] [--from 2026-03-02] [--days 3]

KORE_BASE_URL: default http://127.0.0.1:4010; KORE_BOT_ID: default the bot of the mock's default scenario. Nothing but Python is needed.
"""
import argparse
import json
import os
import re
import sys
import urllib.request
from datetime import datetime, timedelta, timezone

BASE = os.environ.get("KORE_BASE_URL") or "http://127.0.0.1:4010"
BOT = os.environ.get("KORE_BOT_ID") or "st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6"
HOUR = timedelta(hours=1)


def call(method, path, body=None, headers=None):
    """One call; a refusal ends the program."""
    request = urllib.request.Request(
        BASE + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"content-type": "application/json", **(headers or {})},
    )
    with urllib.request.urlopen(request) as reply:
        return reply.read().decode()


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"


def duration(text):
    """PT1H30M as a timedelta."""
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text)
    if found is None:
        raise SystemExit(f"--lookback must be an ISO duration such as PT1H; found {text}")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lookback", default="PT0S")
    parser.add_argument("--from", dest="begin", default="2026-03-02")
    parser.add_argument("--days", type=int, default=3)
    asked = parser.parse_args()
    begin = datetime.strptime(asked.begin, "%Y-%m-%d").replace(tzinfo=timezone.utc)
    end = begin + timedelta(days=asked.days)
    window = f"botId={BOT}&from={iso(begin)}&to={iso(end - timedelta(milliseconds=1))}"

    def predict(lookback):
        return json.loads(call("GET", f"/__admin/predict?kind=sessions&lookback={lookback}&{window}"))

    lookback = predict("PT0S")["lookbackNeeded"] if asked.lookback == "predicted" else asked.lookback
    call("PUT", "/__admin/clock", {"now": iso(begin)})
    # Without an end, as days go by in seconds here.
    token = json.loads(call("POST", "/__admin/tokens", {"expiresIn": None}))["token"]
    stored = {}
    now = begin + HOUR
    while True:
        call("PUT", "/__admin/clock", {"now": iso(now)})
        since = max(begin, now - HOUR - duration(lookback))
        if since > end:
            break
        skip, more = 0, True
        while more:
            page = json.loads(
                call(
                    "POST",
                    f"/api/public/bot/{BOT}/getSessions",
                    {"dateFrom": iso(since), "dateTo": iso(now), "skip": skip, "limit": 1000},
                    {"auth": token},
                )
            )
            # A row that it has already is stored once.
            stored.update((session["sessionId"], session) for session in page["sessions"])
            skip, more = skip + 1000, page["moreAvailable"]
        now += HOUR

    lines = call("GET", f"/__admin/truth/sessions?{window}&at={iso(end)}").splitlines()
    missed = sum(1 for line in lines if json.loads(line)["id"] not in stored)
    predicted = predict(lookback)["lost"]
    print(f"missed {missed} (predicted {predicted}) of {len(lines)}, look-back {lookback}")
    return 0 if missed == predicted else 1


if __name__ == "__main__":
    sys.exit(main())
