from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

import lib.localsheets
from lib.localsheets import Quota
from lib.localsheets.refusal import Refusal
from tests.localsheets.clock import HandClock
from tests.localsheets.conftest import BASE

FILES = "https://www.googleapis.com/drive/v3/files"
NOW_S = 1_643_700_000.0


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def session(clock: HandClock) -> Iterator[requests.Session]:
    with lib.localsheets.session(quota=Quota(), clock=clock) as made:
        yield made


def create(session: requests.Session) -> int:
    return session.post(f"{BASE}/v4/spreadsheets", json={}).status_code


def read(session: requests.Session) -> int:
    """404 is an answer like any other: the request was counted."""
    return session.get(f"{BASE}/v4/spreadsheets/none").status_code


def refused(quota: Quota, user: str, kind: str = "read", now_s: float = NOW_S) -> str:
    """Which limit says no; "" for a request that passes."""
    try:
        quota.count(user, kind, now_s)
    except Refusal as refusal:
        return str(refusal.body()["error"]["details"][0]["metadata"]["quota_limit"])
    return ""


def envelope(message: str, metric: str, limit: str) -> dict[str, Any]:
    return {
        "error": {
            "code": 429,
            "message": message,
            "status": "RESOURCE_EXHAUSTED",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "RATE_LIMIT_EXCEEDED",
                    "domain": "googleapis.com",
                    "metadata": {
                        "service": "sheets.googleapis.com",
                        "consumer": "projects/123456789012",
                        "quota_metric": f"sheets.googleapis.com/{metric}",
                        "quota_limit": limit,
                    },
                }
            ],
        }
    }


def test_off_by_default() -> None:
    with lib.localsheets.session() as session:
        assert {read(session) for _ in range(61)} == {404}


def test_the_sixty_first_of_a_minute_is_refused_in_the_recorded_words(
    session: requests.Session,
) -> None:
    assert [create(session) for _ in range(60)] == [200] * 60
    answer = session.post(f"{BASE}/v4/spreadsheets", json={})
    assert answer.status_code == 429
    assert answer.json() == envelope(
        "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per"
        " user' of service 'sheets.googleapis.com' for consumer 'project_number:123456789012'.",
        "write_requests",
        "WriteRequestsPerMinutePerUser",
    )
    assert "Retry-After" not in answer.headers
    assert len(session.get(FILES).json()["files"]) == 60


def test_reads_and_writes_are_counted_apart(session: requests.Session) -> None:
    assert [read(session) for _ in range(61)] == [404] * 60 + [429]
    assert [create(session) for _ in range(61)] == [200] * 60 + [429]


def test_drive_is_not_counted(session: requests.Session) -> None:
    assert {session.get(FILES).status_code for _ in range(61)} == {200}
    assert [read(session) for _ in range(61)] == [404] * 60 + [429]
    assert session.get(FILES).status_code == 200


def test_the_minute_slides(session: requests.Session, clock: HandClock) -> None:
    for _ in range(60):
        assert read(session) == 404
        clock.now_s += 0.5
    clock.now_s += 29.5
    assert read(session) == 429  # 59.5 s after the first
    clock.now_s += 0.5
    assert [read(session), read(session)] == [404, 429]
    clock.now_s += 0.5
    assert [read(session), read(session)] == [404, 429]


def test_a_refused_request_does_not_count(session: requests.Session, clock: HandClock) -> None:
    assert {create(session) for _ in range(60)} == {200}
    clock.now_s += 59
    assert {create(session) for _ in range(100)} == {429}
    clock.now_s += 1
    assert [create(session) for _ in range(61)] == [200] * 60 + [429]
    assert len(session.get(FILES, params={"pageSize": 1000}).json()["files"]) == 120


def test_a_request_that_weather_spoils_counts(clock: HandClock) -> None:
    faults = lib.localsheets.Faults()
    faults.next("unavailable", times=1)
    with lib.localsheets.session(quota=Quota(per_user=2), faults=faults, clock=clock) as session:
        assert [read(session) for _ in range(3)] == [503, 404, 429]


def test_google_s_numbers_are_the_default() -> None:
    quota = Quota()
    for user in "abcde":
        assert [refused(quota, user) for _ in range(61)] == [
            *[""] * 60, "ReadRequestsPerMinutePerUser"]  # fmt: skip
    assert refused(quota, "f") == "ReadRequestsPerMinutePerProject"
    assert refused(quota, "f", "write") == ""
    assert refused(quota, "f", now_s=NOW_S + 60) == ""


def test_what_a_user_is_refused_does_not_burden_the_project() -> None:
    quota = Quota(per_user=1, per_project=2)
    assert [bool(refused(quota, user)) for user in "aaaabc"] == [False, *[True] * 3, False, True]


def test_sessions_that_share_a_quota_are_one_project(clock: HandClock) -> None:
    quota = Quota(per_user=2, per_project=3)
    with (
        lib.localsheets.session(quota=quota, clock=clock, user="a@localsheets.example") as one,
        lib.localsheets.session(quota=quota, clock=clock, user="b@localsheets.example") as two,
    ):
        assert [read(one), read(one), read(one)] == [404, 404, 429]
        assert read(two) == 404
        assert two.get(f"{BASE}/v4/spreadsheets/none").json() == envelope(
            "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute'"
            " of service 'sheets.googleapis.com' for consumer 'project_number:123456789012'.",
            "read_requests",
            "ReadRequestsPerMinutePerProject",
        )


def test_users_of_one_server_are_counted_apart(clock: HandClock) -> None:
    with (
        lib.localsheets.serve(quota=Quota(per_user=2, per_project=3), clock=clock) as server,
        lib.localsheets.session_at(server.url, user="a@localsheets.example") as one,
        lib.localsheets.session_at(server.url, user="b@localsheets.example") as two,
    ):
        assert [read(one), read(one), read(one)] == [404, 404, 429]
        assert [read(two), read(two)] == [404, 429]


def test_threads_share_what_is_left() -> None:
    quota = Quota(per_user=100)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: refused(quota, "a"), range(400)))
    assert said.count("") == 100
