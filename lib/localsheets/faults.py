"""Bad weather on demand: which requests go wrong, and how. Off unless asked for."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

import requests

from lib.localsheets.answer import Answer
from lib.localsheets.refusal import Refusal, not_found, unavailable

_HTML = b"<!DOCTYPE html><html><title>Error 502 (Server Error)!!1</title></html>"


@dataclass(frozen=True, slots=True)
class Fault:
    """What the client gets. Not `happens_before`: the request is applied first, unseen."""

    happens_before: bool
    answer: Callable[[], Answer]


@dataclass(slots=True)
class Rule:
    """`times` requests, after letting `after` matching ones pass; None: all of them."""

    fault: str
    on: str
    path: re.Pattern[str]
    times: int | None
    after: int
    chance: float


class Faults:
    """The rules of one session, in order; the first that applies to a request decides."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - weather, not secrets
        self._rules: list[Rule] = []
        self._lock = threading.Lock()

    def next(
        self, fault: str, *, on: str = "any", path: str = "", times: int = 1, after: int = 0
    ) -> None:
        """The next `times` requests: `on` is any, read, write or an HTTP method; `path` a regex."""
        self._add(Rule(fault, on, re.compile(path), times, after, 1.0))

    def always(self, fault: str, *, on: str = "any", path: str = "", chance: float = 1.0) -> None:
        """Every matching request, or each with a chance, until `clear`."""
        self._add(Rule(fault, on, re.compile(path), None, 0, chance))

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def matching(self, method: str, path: str, kind: str) -> Fault | None:
        with self._lock:
            for rule in self._rules:
                matches = rule.on in ("any", kind, method) and rule.path.search(path)
                if matches and self._applies(rule):
                    return _fault(rule.fault, kind)
        return None

    def _add(self, rule: Rule) -> None:
        for given, known in ((rule.fault, NAMES), (rule.on, _ON)):
            if given not in known:
                raise ValueError(f"'{given}' is none of {', '.join(sorted(known))}")
        with self._lock:
            self._rules.append(rule)

    def _applies(self, rule: Rule) -> bool:
        if rule.after:
            rule.after -= 1
            return False
        if rule.times is None:
            return self._random.random() < rule.chance
        if rule.times:
            rule.times -= 1
            return True
        return False


def _raised(error: requests.RequestException) -> Answer:
    raise error


def _reset() -> Answer:
    return _raised(requests.ConnectionError("Connection aborted: connection reset by peer"))


def _timeout() -> Answer:
    return _raised(requests.ReadTimeout("Read timed out"))


def quota(kind: str) -> Refusal:
    """Exactly the recorded 429; no Retry-After goes with it."""
    metric = kind.capitalize()
    message = (
        f"Quota exceeded for quota metric '{metric} requests' and limit '{metric} requests per"
        " minute per user' of service 'sheets.googleapis.com' for consumer"
        " 'project_number:123456789012'."
    )
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "consumer": "projects/123456789012",
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "quota_limit": f"{metric}RequestsPerMinutePerUser",
        },
    }
    return Refusal(429, message, status="RESOURCE_EXHAUSTED", details=[info])


def _internal() -> Refusal:
    return Refusal(500, "Internal error encountered.", status="INTERNAL")


def _denied() -> Refusal:
    return Refusal(403, "The caller does not have permission", status="PERMISSION_DENIED")


def _expired() -> Refusal:
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
        " cookie or other valid authentication credential. See"
        " https://developers.google.com/identity/sign-in/web/devconsole-project."
    )
    reason = {
        "message": "Invalid Credentials",
        "domain": "global",
        "reason": "authError",
        "location": "Authorization",
        "locationType": "header",
    }
    return Refusal(401, message, errors=[reason], status="UNAUTHENTICATED")


_SPOKEN: dict[str, Callable[[], Refusal]] = {
    "unavailable": unavailable,
    "internal": _internal,
    "denied": _denied,
    "not_found": not_found,
    "expired": _expired,
}
_BROKEN: dict[str, Callable[[], Answer]] = {
    "html_502": lambda: Answer(502, _HTML, "text/html; charset=UTF-8"),
    "reset_before": _reset,
    "reset_after": _reset,
    "timeout_before": _timeout,
    "timeout_after": _timeout,
}
NAMES = {"quota", *_SPOKEN, *_BROKEN}
_ON = {"any", "read", "write", "GET", "POST", "PUT", "DELETE"}


def _fault(name: str, kind: str) -> Fault:
    if name == "quota":
        return Fault(True, lambda: Answer.of(quota(kind)))
    if name in _SPOKEN:
        return Fault(True, lambda: Answer.of(_SPOKEN[name]()))
    return Fault(not name.endswith("_after"), _BROKEN[name])
