"""Bad weather on demand: which requests are slow or go wrong, and how. Off unless asked for."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from lib.localsheets.answer import Answer
from lib.localsheets.quota import exceeded
from lib.localsheets.refusal import Refusal, denied, expired, not_found, unavailable


@dataclass(frozen=True, slots=True)
class Scope:
    """Which requests a rule is about."""

    on: str
    path: re.Pattern[str]

    def holds(self, method: str, path: str, kind: str) -> bool:
        return self.on in ("any", kind, method) and self.path.search(path) is not None


@dataclass(slots=True)
class Rule:
    """`times` requests, after letting `after` matching ones pass; None: all of them."""

    fault: str
    scope: Scope
    times: int | None
    after: int
    chance: float


class Faults:
    """The rules of one session, in order; the first that applies to a request decides."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - weather, not secrets
        self._rules: list[Rule] = []
        self._delays: list[tuple[float, Scope]] = []
        self._lock = threading.Lock()

    def next(
        self, fault: str, *, on: str = "any", path: str = "", times: int = 1, after: int = 0
    ) -> None:
        """The next `times` requests: `on` is any, read, write or an HTTP method; `path` a regex."""
        self._add(Rule(fault, _scope(on, path), times, after, 1.0))

    def always(self, fault: str, *, on: str = "any", path: str = "", chance: float = 1.0) -> None:
        """Every matching request, or each with a chance, until `clear`."""
        self._add(Rule(fault, _scope(on, path), None, 0, chance))

    def delay(self, seconds: float, *, on: str = "any", path: str = "") -> None:
        """Slept before every matching request until `clear`; several rules add up."""
        scope = _scope(on, path)
        with self._lock:
            self._delays.append((seconds, scope))

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()
            self._delays.clear()

    def matching(self, method: str, path: str, kind: str) -> str | None:
        """The name of what happens to this request: in INSTEAD or in AFTERWARDS."""
        with self._lock:
            for rule in self._rules:
                if rule.scope.holds(method, path, kind) and self._applies(rule):
                    return rule.fault
        return None

    def delay_s(self, method: str, path: str, kind: str) -> float:
        with self._lock:
            return sum(s for s, scope in self._delays if scope.holds(method, path, kind))

    def _add(self, rule: Rule) -> None:
        _check(rule.fault, {*INSTEAD, *AFTERWARDS})
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


def _scope(on: str, path: str) -> Scope:
    _check(on, {"any", "read", "write", "GET", "POST", "PUT", "PATCH", "DELETE"})
    return Scope(on, re.compile(path))


def _check(given: str, known: set[str]) -> None:
    if given not in known:
        raise ValueError(f"'{given}' is none of {', '.join(sorted(known))}")


def _internal() -> Refusal:
    return Refusal(500, "Internal error encountered.", status="INTERNAL")


def _page(status: int) -> Answer:
    title = f"Error {status} (Server Error)!!1"
    body = f"<!DOCTYPE html><html><title>{title}</title></html>"
    return Answer(status, body.encode(), "text/html; charset=UTF-8")


def _cut(answer: Answer) -> Answer:
    return replace(answer, body=answer.body[: len(answer.body) // 2])


_RESET = Answer(0, b"", lost="reset")
_TIMEOUT = Answer(0, b"", lost="timeout")

# Not applied: the kind of request → what the client gets.
INSTEAD: dict[str, Callable[[str], Answer]] = {
    "quota": lambda kind: Answer.of(exceeded(kind)),
    "unavailable": lambda _: Answer.of(unavailable()),
    "internal": lambda _: Answer.of(_internal()),
    "denied": lambda _: Answer.of(denied()),
    "not_found": lambda _: Answer.of(not_found()),
    "expired": lambda _: Answer.of(expired()),
    "html_500": lambda _: _page(500),
    "html_502": lambda _: _page(502),
    "html_503": lambda _: _page(503),
    "reset_before": lambda _: _RESET,
    "timeout_before": lambda _: _TIMEOUT,
}
# Applied, unseen: the true answer → what the client gets.
AFTERWARDS: dict[str, Callable[[Answer], Answer]] = {
    "reset_after": lambda _: _RESET,
    "timeout_after": lambda _: _TIMEOUT,
    "truncated": _cut,
}
