"""Where every request arrives, by whichever transport: weather first, then the routes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Protocol

from lib.localsheets.answer import Answer
from lib.localsheets.faults import AFTERWARDS, INSTEAD, Faults
from lib.localsheets.quota import Quota
from lib.localsheets.refusal import Refusal, expired
from lib.localsheets.routes import answered, kind_of
from lib.localsheets.storage import Storage


class Clock(Protocol):
    """Seconds since the epoch, and waiting; the module `time` is one."""

    def time(self) -> float: ...

    def sleep(self, seconds: float, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Request:
    """`kind` is read or write, as Google's quota counts them; `status` 0: no answer arrived."""

    method: str
    path: str
    kind: str
    status: int


class Endpoint:
    def __init__(
        self, storage: Storage, clock: Clock, quota: Quota | None, faults: Faults, delay_s: float
    ) -> None:
        self.storage = storage
        self.clock = clock
        self.quota = quota
        self.faults = faults
        self.delay_s = delay_s
        self.log: deque[Request] = deque(maxlen=10_000)

    def answer(self, user: str, method: str, path: str, query: str, body: bytes) -> Answer:
        """`path` and `query` as sent, undecoded. `user` "": whose credentials are not valid."""
        kind = kind_of(method)
        delay_s = self.delay_s + self.faults.delay_s(method, path, kind)
        if delay_s:
            self.clock.sleep(delay_s)
        now_s = self.clock.time()
        try:
            self._admit(user, path, kind, now_s)
        except Refusal as refusal:
            answer = Answer.of(refusal)
        else:
            fault = self.faults.matching(method, path, kind)
            if fault in INSTEAD:
                answer = INSTEAD[fault](kind)
            else:
                answer = answered(self.storage, user, method, path, query, body, now_s)
            if fault in AFTERWARDS:
                answer = AFTERWARDS[fault](answer)
        self.log.append(Request(method, path, kind, answer.status))
        return answer

    def _admit(self, user: str, path: str, kind: str, now_s: float) -> None:
        """Drive has a quota of its own, which nobody reaches."""
        if not user:
            raise expired()
        if self.quota and path.startswith("/v4/"):
            self.quota.count(user, kind, now_s)
