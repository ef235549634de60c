"""gspread's HTTP client with patience: a quota, bounded tries, a total deadline, a circuit.

gspread's own BackOffHTTPClient never gives up and re-sends appends; this one re-sends only
what cannot have been applied: reads, and anything answered with 429 or never connected.
"""

import random
import time
from collections.abc import Callable, Mapping
from typing import Any

import gspread
import requests
from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from urllib3.exceptions import MaxRetryError, NewConnectionError

from lib.errors import SheetsBusy, SheetsRefused
from lib.store.circuit import Circuit
from lib.store.quota import SPARE, Quota
from lib.store.translate import translation

TRIES = 5
DEADLINE_S = 20.0
TIMEOUT_S = (5.0, 30.0)
_LONGEST_WAIT_S = 8.0
# Whole workbooks: while these are waited for, a page shows the Snapshot it has.
_SNAPSHOT = "/values:batchGet"

Failure = APIError | requests.RequestException | GoogleAuthError


class PatientHTTPClient(HTTPClient):
    """Tries again where that is safe. `sleep`, `clock` and `jitter` can be replaced in tests.
    `quota` None: not counted, as on the local backend. `sent`: how many requests went out, every
    try among them."""

    sleep: Callable[[float], None] = staticmethod(time.sleep)
    clock: Callable[[], float] = staticmethod(time.monotonic)
    jitter: Callable[[], float] = staticmethod(random.random)

    def __init__(
        self, auth: Any, session: requests.Session | None = None, quota: Quota | None = None
    ) -> None:
        super().__init__(auth, session)
        self.set_timeout(TIMEOUT_S)
        self._quota = quota
        self._circuit = Circuit()
        self.sent = 0

    def request(self, method: str, endpoint: str, **sent: Any) -> requests.Response:  # type: ignore[override]
        """As gspread's, with tries; the last refusal is raised as it came. SheetsBusy or
        SheetsUnreachable: not sent, for want of a token or because the circuit is open."""
        deadline = self.clock() + DEADLINE_S
        with self._circuit.passage(self.clock) as is_probe:
            tries = 1 if is_probe else TRIES
            for attempt in range(1, tries + 1):
                self._await_token(method, endpoint, deadline)
                try:
                    return self._answer(method, endpoint, sent)
                except (APIError, requests.RequestException, GoogleAuthError) as error:
                    wait_s = self.jitter() * min(_LONGEST_WAIT_S, 2.0 ** (attempt - 1))
                    is_late = attempt == tries or self.clock() + wait_s > deadline
                    if is_late or not is_safe_to_repeat(method, error):
                        raise
                self.sleep(wait_s)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _await_token(self, method: str, endpoint: str, deadline: float) -> None:
        if self._quota is None:
            return
        kind = "read" if _is_read(method) else "write"
        spare = SPARE if endpoint.endswith(_SNAPSHOT) else 0
        while wait_s := self._quota.take(kind, self.clock(), spare):
            if self.clock() + wait_s > deadline:
                raise SheetsBusy(wait_s)
            self.sleep(wait_s)

    def _answer(self, method: str, endpoint: str, sent: Mapping[str, Any]) -> requests.Response:
        """One answer. Its JSON is read here, so that a broken one is a failure like another."""
        self.sent += 1
        response = self.session.request(method, endpoint, timeout=self.timeout, **sent)
        if not response.ok:
            raise _refusal(response)
        # A page in HTML is some portal's on the way; Google sends JSON, a file, or nothing (204).
        kind = response.headers.get("Content-Type", "")
        if response.status_code != 204 and kind.startswith(("application/json", "text/html")):
            data = response.json()
            response.json = lambda **_: data  # type: ignore[method-assign]
        return response


def sent_by(client: gspread.Client) -> int:
    """How many requests a client of ours sent, every try among them."""
    if not isinstance(client.http_client, PatientHTTPClient):
        raise TypeError("not a patient client")
    return client.http_client.sent


def is_safe_to_repeat(method: str, error: Failure) -> bool:
    """Whether another try may help, and the request was not applied or may be applied twice."""
    if isinstance(translation(error), SheetsRefused):
        return False
    return _is_read(method) or not is_ambiguous(error)


def is_ambiguous(error: Failure) -> bool:
    """Whether a write that failed so may have been applied all the same."""
    if isinstance(error, APIError):
        return error.response.status_code == 408 or error.response.status_code >= 500
    if isinstance(error, GoogleAuthError | requests.ConnectTimeout):
        return False
    if isinstance(error, requests.exceptions.InvalidJSONError):
        return isinstance(error, requests.JSONDecodeError)
    return not _is_never_connected(error)


def _is_never_connected(error: requests.RequestException) -> bool:
    """No such host, or nobody listens there: what being offline looks like."""
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _is_read(method: str) -> bool:
    return method.lower() == "get"


def _refusal(response: requests.Response) -> APIError:
    try:
        return APIError(response)
    except (KeyError, TypeError):
        # JSON, but an error of another make than Google's, which gspread cannot take apart.
        response._content = b""
        return APIError(response)
