"""The adapters under a requests session: what would go to Google is answered nearer by."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.models import PreparedRequest, Response
from requests.utils import get_encoding_from_headers

from lib.localsheets.answer import Answer
from lib.localsheets.endpoint import Endpoint

HOSTS = ("https://sheets.googleapis.com/", "https://www.googleapis.com/")


class Adapter(BaseAdapter):
    """Answers in the process itself."""

    def __init__(self, endpoint: Endpoint, user: str) -> None:
        super().__init__()
        self.endpoint = endpoint
        self.user = user

    def send(self, request: PreparedRequest, *_args: Any, **_options: Any) -> Response:
        """Time-outs, proxies and certificates mean nothing here."""
        url = urlsplit(request.url or "")
        body = request.body or b""
        sent = body.encode() if isinstance(body, str) else body
        answer = self.endpoint.answer(self.user, request.method or "GET", url.path, url.query, sent)
        if answer.lost == "reset":
            said = "Connection aborted: connection reset by peer"
            raise requests.ConnectionError(said, request=request)
        if answer.lost == "timeout":
            raise requests.ReadTimeout("Read timed out", request=request)
        return _response(request, answer)

    def close(self) -> None:
        self.endpoint.storage.close()


class Redirected(HTTPAdapter):
    """Sends to a served localsheets instead; the two hosts of Google share one address there."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url.rstrip("/")

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        sent = request.copy()
        sent.url = self.url + request.path_url
        return super().send(sent, *args, **options)


def mounted(adapter: BaseAdapter) -> requests.Session:
    """A session that reaches nothing but this adapter."""
    session = requests.Session()
    session.trust_env = False  # no proxy or .netrc has a say in what never leaves for Google
    session.adapters.clear()
    for host in HOSTS:
        session.mount(host, adapter)
    return session


def _response(request: PreparedRequest, answer: Answer) -> Response:
    response = Response()
    response.status_code = answer.status
    response.url = request.url or ""
    response.request = request
    response.reason = answer.reason
    response.headers["Content-Type"] = answer.content_type
    response.headers.update(answer.headers)
    response.encoding = get_encoding_from_headers(response.headers)
    response.raw = BytesIO(answer.body)
    return response
