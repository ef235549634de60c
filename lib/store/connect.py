"""Google or local? Only here; everything above uses the same gspread client."""

from functools import partial

import gspread
from gspread.auth import service_account_from_dict

from lib import localsheets
from lib.private import make_folder
from lib.settings import Settings
from lib.store.quota import quota_of
from lib.store.retry import PatientHTTPClient

LOCAL_FILE = "sheets.sqlite"


def address(settings: Settings) -> str:
    """Who the app is to the sheets: the address that a spreadsheet is shared with."""
    account = settings.service_account
    return localsheets.OWNER if account is None else str(account.get("client_email", ""))


def connect(settings: Settings) -> gspread.Client:
    """A client for the configured backend, with time-outs and bounded patience."""
    if settings.sheets_url:  # as whoever the app is; of a service account only the address goes
        served = localsheets.session_at(settings.sheets_url, user=address(settings))
        return gspread.Client(auth=None, session=served, http_client=PatientHTTPClient)  # type: ignore[arg-type]
    if settings.service_account is not None:
        account = dict(settings.service_account)
        patient = partial(PatientHTTPClient, quota=quota_of(account.get("client_email", "")))
        return service_account_from_dict(account, http_client=patient)  # type: ignore[arg-type]
    make_folder(settings.data)
    # Only its owner may read the file; SQLite gives its side files the same rights.
    (settings.data / LOCAL_FILE).touch(mode=0o600)
    session = localsheets.session(settings.data / LOCAL_FILE, delay_s=settings.delay_s)
    return gspread.Client(auth=None, session=session, http_client=PatientHTTPClient)  # type: ignore[arg-type]
