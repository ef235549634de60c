"""The client as it is built: on Google with a service account, and on the local backend."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials
from requests.adapters import BaseAdapter

from lib import localsheets
from lib.errors import SheetsUnreachable
from lib.settings import Settings
from lib.store.connect import connect
from lib.store.retry import TIMEOUT_S, TRIES, PatientHTTPClient
from lib.store.translate import translated
from tests.conftest import private_key

TOKEN = b'{"access_token": "fictief", "expires_in": 3600}'
CELLS = b'{"values": [["a"]]}'


class Answers(BaseAdapter):
    """Answers in order, the last one for ever; None is no answer. Keeps what was asked."""

    def __init__(self, *answers: tuple[int, bytes] | None) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[tuple[str, str | None]] = []
        self.timeouts: list[Any] = []

    def send(self, request: Any, *args: Any, timeout: Any = None, **options: Any) -> Any:
        self.asked.append((request.method, request.headers.get("Authorization")))
        self.timeouts.append(timeout)
        now = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if now is None:
            raise requests.ConnectTimeout
        response = requests.Response()
        response.status_code, response._content = now
        response.headers["Content-Type"] = "application/json; charset=UTF-8"
        response.request = request
        return response

    def close(self) -> None: ...


@pytest.fixture(scope="module")
def account() -> dict[str, str]:
    return {
        "type": "service_account",
        "client_email": "dienst@voorbeeld.example",
        "private_key": private_key(),
        "private_key_id": "fictief",
        "token_uri": "https://oauth2.voorbeeld.example/token",
    }


@pytest.fixture
def google(account: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[gspread.Client]:
    monkeypatch.setattr(PatientHTTPClient, "sleep", lambda self, seconds: None)
    # A question of google-auth's own in a thread of its own, which answers nothing here.
    regions = "_maybe_start_regional_access_boundary_refresh"
    monkeypatch.setattr(Credentials, regions, lambda self, request, url: None)
    client = connect(Settings(data=Path("unused"), service_account=account))
    yield client
    session: Any = client.http_client.session
    session._auth_request_session.close()
    session.close()


def wired(client: gspread.Client, tokens: Answers, sheets: Answers) -> PatientHTTPClient:
    http: Any = client.http_client
    assert isinstance(http.session, AuthorizedSession)
    http.session.mount("https://", sheets)
    http.session._auth_request_session.mount("https://", tokens)
    return http  # type: ignore[no-any-return]


def test_the_time_outs_reach_google_and_its_sign_in(google: gspread.Client) -> None:
    tokens, sheets = Answers((200, TOKEN)), Answers((200, CELLS))
    answered = wired(google, tokens, sheets).values_get("id", "A1")
    assert answered["values"] == [["a"]]
    assert (tokens.timeouts, sheets.timeouts) == ([TIMEOUT_S], [TIMEOUT_S])
    assert sheets.asked == [("GET", "Bearer fictief")]


def test_an_expired_token_is_renewed_and_the_write_is_applied_once(google: gspread.Client) -> None:
    tokens = Answers((200, TOKEN))
    sheets = Answers((401, b'{"error": {"code": 401, "status": "UNAUTHENTICATED"}}'), (200, b"{}"))
    assert wired(google, tokens, sheets).batch_update("id", {"requests": []}) == {}
    assert len(tokens.asked) == 2
    assert len(sheets.asked) == 2


def test_a_sign_in_that_cannot_be_reached_is_tried_again_and_nothing_is_sent(
    google: gspread.Client,
) -> None:
    tokens, sheets = Answers(None), Answers((200, CELLS))
    http = wired(google, tokens, sheets)
    with pytest.raises(SheetsUnreachable), translated():
        http.batch_update("id", {"requests": []})
    assert (len(tokens.asked), sheets.asked) == (TRIES, [])
    tokens.answers = [(200, TOKEN)]
    sheets.answers = [(200, b"{}")]
    assert http.batch_update("id", {"requests": []}) == {}


def test_every_client_of_an_account_has_one_quota(account: dict[str, str]) -> None:
    def quota(email: str) -> object:
        settings = Settings(data=Path("unused"), service_account={**account, "client_email": email})
        http: Any = connect(settings).http_client
        return http._quota

    first = quota("dienst@voorbeeld.example")
    assert first is not None
    assert quota("dienst@voorbeeld.example") is first
    assert quota("andere-dienst@voorbeeld.example") is not first


def test_the_local_backend_has_time_outs_and_no_quota(tmp_path: Path) -> None:
    client = connect(Settings(data=tmp_path))
    http: Any = client.http_client
    assert isinstance(http, PatientHTTPClient)
    assert (http.timeout, http._quota) == (TIMEOUT_S, None)
    assert client.create("Boek").sheet1.acell("A1").value is None
    http.session.close()


def test_a_service_account_on_served_sheets_reads_what_is_shared_with_it(
    account: dict[str, str], tmp_path: Path
) -> None:
    with localsheets.serve(tmp_path / "sheets.sqlite", user="") as server:
        settings = Settings(data=tmp_path, service_account=account, sheets_url=server.url)
        with localsheets.session_at(server.url) as session:
            owner = gspread.Client(auth=None, session=session)
            spreadsheet = owner.create("Fictief")
            app = connect(settings)
            served: Any = app.http_client.session
            # The address is all that goes there of the account.
            assert served.headers["Authorization"] == f"Bearer {account['client_email']}"
            with pytest.raises(PermissionError):
                app.open_by_key(spreadsheet.id)
            owner.insert_permission(
                spreadsheet.id, account["client_email"], "user", "writer", notify=False
            )
            assert app.open_by_key(spreadsheet.id).title == "Fictief"
            served.close()
