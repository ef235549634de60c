"""The adapter under a requests session: what would go to Google is answered here."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.models import PreparedRequest, Response

from lib.localsheets.answer import Answer
from lib.localsheets.faults import Fault, Faults
from lib.localsheets.routes import answered, kind_of
from lib.localsheets.storage import Storage

HOSTS = ("https://sheets.googleapis.com/", "https://www.googleapis.com/")


@dataclass(frozen=True, slots=True)
class Request:
    """`kind` is read or write, as Google's quota counts them; `status` 0: no answer arrived."""

    method: str
    path: str
    kind: str
    status: int


class Adapter(BaseAdapter):
    def __init__(self, storage: Storage, user: str, delay_s: float, faults: Faults) -> None:
        super().__init__()
        self.storage = storage
        self.user = user
        self.delay_s = delay_s
        self.faults = faults
        self.log: deque[Request] = deque(maxlen=10_000)

    def send(self, request: PreparedRequest, *_args: Any, **_options: Any) -> Response:
        """Time-outs, proxies and certificates mean nothing here."""
        url = urlsplit(request.url or "")
        method = request.method or "GET"
        kind = kind_of(method, url.path)
        if self.delay_s:
            time.sleep(self.delay_s)
        fault = self.faults.matching(method, url.path, kind)
        try:
            answer = self._answer(fault, method, url.path, url.query, request.body)
        except requests.RequestException as error:
            error.request = request
            self.log.append(Request(method, url.path, kind, 0))
            raise
        self.log.append(Request(method, url.path, kind, answer.status))
        return _response(request, answer)

    def close(self) -> None:
        self.storage.close()

    def _answer(
        self, fault: Fault | None, method: str, path: str, query: str, body: bytes | str | None
    ) -> Answer:
        if fault and fault.happens_before:
            return fault.answer()
        sent = body.encode() if isinstance(body, str) else body or b""
        answer = answered(self.storage, self.user, method, path, query, sent, time.time())
        return fault.answer() if fault else answer


def _response(request: PreparedRequest, answer: Answer) -> Response:
    response = Response()
    response.status_code = answer.status
    response.url = request.url or ""
    response.request = request
    response.reason = answer.reason
    response.encoding = "utf-8"
    response.headers["Content-Type"] = answer.content_type
    response.headers.update(answer.headers)
    response.raw = BytesIO(answer.body)
    return response
