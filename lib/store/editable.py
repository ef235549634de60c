"""Whether a file may be edited, found out without changing anything in it."""

import secrets

from gspread.http_client import HTTPClient

from lib.errors import SheetsRefused
from lib.store.translate import translated

_FORBIDDEN = 403


def may_edit(http: HTTPClient, spreadsheet_id: str) -> bool:
    """Asks to replace a text that stands nowhere: Google refuses that to who may only read.
    StoreError when there is no answer, or another refusal."""
    nowhere = f"nergens-{secrets.token_hex(16)}"
    request = {"findReplace": {"find": nowhere, "replacement": nowhere, "allSheets": True}}
    try:
        with translated():
            http.batch_update(spreadsheet_id, {"requests": [request]})
    except SheetsRefused as error:
        if error.status == _FORBIDDEN:
            return False
        raise
    return True
