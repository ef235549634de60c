"""gspread's HTTP client with patience: bounded tries, jitter, a total deadline, time-outs.

gspread's own BackOffHTTPClient never gives up and re-sends appends; this one re-sends only
what cannot have been applied: reads, and anything answered with 429 or never connected.
"""

import random
import time
from collections.abc import Callable
from typing import Any

import requests
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

TRIES = 5
DEADLINE_S = 20.0
TIMEOUT_S = (5.0, 30.0)
_LONGEST_WAIT_S = 8.0


class PatientHTTPClient(HTTPClient):
    """Tries again where that is safe. `sleep`, `clock` and `jitter` can be replaced in tests."""

    sleep: Callable[[float], None] = staticmethod(time.sleep)
    clock: Callable[[], float] = staticmethod(time.monotonic)
    jitter: Callable[[], float] = staticmethod(random.random)

    def __init__(self, auth: Any, session: requests.Session | None = None) -> None:
        super().__init__(auth, session)
        self.set_timeout(TIMEOUT_S)

    def request(self, method: str, *args: Any, **kwargs: Any) -> requests.Response:
        """As gspread's, with tries; the last refusal is raised as it came."""
        deadline = self.clock() + DEADLINE_S
        for attempt in range(1, TRIES + 1):
            try:
                return super().request(method, *args, **kwargs)
            except (APIError, requests.RequestException) as error:
                wait_s = min(_LONGEST_WAIT_S, 2.0 ** (attempt - 1)) * (0.5 + self.jitter() / 2)
                is_late = attempt == TRIES or self.clock() + wait_s > deadline
                if is_late or not is_safe_to_repeat(method, error):
                    raise
            self.sleep(wait_s)
        raise AssertionError("unreachable: the last attempt returns or raises")


def is_safe_to_repeat(method: str, error: APIError | requests.RequestException) -> bool:
    """Whether the request cannot have been applied, or may be applied twice without harm."""
    is_read = method.lower() == "get"
    if isinstance(error, APIError):
        status = error.response.status_code
        return status == 429 or (is_read and status >= 500)
    if isinstance(error, requests.ConnectTimeout):
        return True
    return is_read and isinstance(error, requests.ConnectionError | requests.Timeout)


def is_ambiguous(error: APIError | requests.RequestException) -> bool:
    """Whether a write that failed so may have been applied all the same."""
    if isinstance(error, APIError):
        return error.response.status_code >= 500
    return not isinstance(error, requests.ConnectTimeout)
