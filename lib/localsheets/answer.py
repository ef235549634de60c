"""A finished HTTP answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal

from lib.localsheets.refusal import Refusal

_JSON = "application/json; charset=UTF-8"
_CHALLENGE = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'


@dataclass(frozen=True, slots=True)
class Answer:
    """`lost`: nothing of it arrives, for the connection is cut or the client waits in vain."""

    status: int
    body: bytes
    content_type: str = _JSON
    headers: dict[str, str] = field(default_factory=dict)
    lost: Literal["", "reset", "timeout"] = ""

    @property
    def reason(self) -> str:
        return HTTPStatus(self.status).phrase

    @classmethod
    def of(cls, refusal: Refusal) -> Answer:
        headers = {"www-authenticate": _CHALLENGE} if refusal.code == 401 else {}
        return cls(refusal.code, json.dumps(refusal.body()).encode(), headers=headers)
