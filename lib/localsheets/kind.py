"""What a kind of batchUpdate request is: a function of the workbook and the request's body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lib.localsheets import contract, mask
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import invalid
from lib.localsheets.workbook import Workbook

Body = dict[str, Any]
# Changes the workbook and returns the content of the reply, {} when there is none.
Apply = Callable[[Workbook, Body], Body]


def fields_of(body: Body, message: str) -> Mask:
    """The mask of a request; every field it names must be one that is understood here."""
    text = body.get("fields", "")
    if not text:
        words = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        raise invalid(words)
    parsed = mask.parsed(text)
    contract.check_update(message, parsed)
    return parsed
