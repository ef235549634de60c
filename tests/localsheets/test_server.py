from __future__ import annotations

import http.client
import json
import socket
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import google_auth_httplib2
import gspread
import pytest
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build

import lib.localsheets
from lib.localsheets import Faults, Server
from tests.localsheets.conftest import BASE

BOOKS = f"{BASE}/v4/spreadsheets"
FILES = "https://www.googleapis.com/drive/v3/files"
LIMIT = 64 * 2**20


@pytest.fixture
def server(faults: Faults) -> Iterator[Server]:
    with lib.localsheets.serve(faults=faults) as running:
        yield running


@pytest.fixture
def session(server: Server) -> Iterator[requests.Session]:
    with lib.localsheets.session_at(server.url) as made:
        yield made


def spoken(server: Server) -> http.client.HTTPConnection:
    """A connection of its own, for what no ordinary client says."""
    return http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)


def plugged(server: Server) -> socket.socket:
    where = urlsplit(server.url)
    return socket.create_connection((where.hostname, where.port), timeout=60)


def heard(plug: socket.socket) -> bytes:
    """Everything until the server hangs up."""
    parts = []
    while part := plug.recv(65536):
        parts.append(part)
    return b"".join(parts)


# ── gspread over it ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "sent"),
    [
        ("a/b", "%27a%2Fb%27%21A1"),
        ("x:clear", "%27x%3Aclear%27%21A1"),
        ("It's 100%", "%27It%27%27s%20100%25%27%21A1"),
        ("%27", "%27%2527%27%21A1"),
    ],
)
def test_a_title_arrives_as_it_was_sent(
    session: requests.Session, server: Server, book: gspread.Spreadsheet, title: str, sent: str
) -> None:
    sheet = book.add_worksheet(title, 3, 3)
    sheet.update([["x"]], "A1")
    assert sheet.acell("A1").value == "x"
    assert server.requests()[-1].path == f"/v4/spreadsheets/{book.id}/values/{sent}"


def test_the_log_is_that_of_a_session_in_the_process(
    session: requests.Session, server: Server
) -> None:
    def act(client: gspread.Client) -> None:
        sheet = client.create("Boek").sheet1
        sheet.append_row(["a", 1])
        sheet.get("A1:B1")

    act(gspread.Client(auth=None, session=session))
    with lib.localsheets.session() as near:
        act(gspread.Client(auth=None, session=near))
        made = lib.localsheets.requests_made(near)
    assert [(r.method, r.kind, r.status) for r in server.requests()] == [
        (r.method, r.kind, r.status) for r in made
    ]
    assert len(made) == 5


def test_a_served_file_is_the_file_of_sessions(tmp_path: Path) -> None:
    path = tmp_path / "sheets.sqlite"
    with (
        lib.localsheets.serve(path) as server,
        lib.localsheets.session(path) as near,
        lib.localsheets.session_at(f"{server.url}/") as far,
    ):
        mine = gspread.Client(auth=None, session=near).create("Boek").sheet1
        mine.update([["één"]], "A1")
        theirs = gspread.Client(auth=None, session=far).open("Boek").sheet1
        assert theirs.acell("A1").value == "één"
        theirs.update([["twee"]], "A1")
        assert mine.acell("A1").value == "twee"


def test_many_connections_at_once(session: requests.Session, book: gspread.Spreadsheet) -> None:
    url = f"{BOOKS}/{book.id}/values/A1:append?valueInputOption=RAW"
    with ThreadPoolExecutor(16) as pool:
        sent = [pool.submit(session.post, url, json={"values": [[n]]}) for n in range(48)]
        assert {one.result(timeout=60).status_code for one in sent} == {200}
    assert sorted(int(n) for n in book.sheet1.col_values(1)) == list(range(48))


def test_nothing_but_google_goes_there(session: requests.Session) -> None:
    with pytest.raises(requests.exceptions.InvalidSchema):
        session.get("https://example.org/")


# ── who asks ─────────────────────────────────────────────────────────────────────────────────


def owner_of_a_new_book(tmp_path: Path, headers: dict[str, str]) -> tuple[int, str]:
    path = tmp_path / "sheets.sqlite"
    with lib.localsheets.serve(path, user="server@localsheets.example") as server:
        body = json.dumps({"properties": {"title": "Boek"}})
        with closing(spoken(server)) as connection:
            connection.request("POST", "/v4/spreadsheets", body, headers)
            answer = connection.getresponse()
            answer.read()
    if answer.status == 401:
        assert not path.exists()  # it did not come that far
        return answer.status, ""
    with closing(sqlite3.connect(path)) as db:
        owners = [owner for (owner,) in db.execute("SELECT address FROM permission")]
    return answer.status, "".join(owners)


@pytest.mark.parametrize(
    ("headers", "status", "owner"),
    [
        ({}, 200, "server@localsheets.example"),
        ({"Authorization": "Bearer a@localsheets.example"}, 200, "a@localsheets.example"),
        ({"authorization": "bearer  a@localsheets.example"}, 200, "a@localsheets.example"),
        ({"Authorization": "Bearer "}, 401, ""),
        ({"Authorization": "Bearer"}, 401, ""),
        ({"Authorization": "Basic YTpi"}, 401, ""),
        ({"Authorization": ""}, 401, ""),
    ],
)
def test_the_token_is_the_user(
    tmp_path: Path, headers: dict[str, str], status: int, owner: str
) -> None:
    assert owner_of_a_new_book(tmp_path, headers) == (status, owner)


@pytest.mark.parametrize("is_served", [False, True])
def test_nobody_is_refused_everywhere(server: Server, is_served: bool) -> None:
    made = (
        lib.localsheets.session_at(server.url, user="")
        if is_served
        else lib.localsheets.session(user="")
    )
    with made as session:
        for answer in (session.get(FILES), session.get(f"{BOOKS}/x"), session.post(BOOKS, json={})):
            assert answer.status_code == 401
            assert answer.json()["error"]["errors"][0]["reason"] == "authError"
            assert 'error="invalid_token"' in answer.headers["www-authenticate"]


# ── HTTP ─────────────────────────────────────────────────────────────────────────────────────


def test_a_connection_serves_many_requests(server: Server) -> None:
    with closing(spoken(server)) as connection:
        connection.connect()
        socket_ = connection.sock
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            connection.request(method, "/v4/nothing", b"{}")
            answer = connection.getresponse()
            error = json.load(answer)["error"]
            assert (answer.version, answer.status) == (11, 501)
            assert error["message"] == f"localsheets does not do this: {method} /v4/nothing"
            assert connection.sock is socket_
    assert [made.method for made in server.requests()] == ["GET", "POST", "PUT", "PATCH", "DELETE"]


def test_a_body_in_chunks(session: requests.Session, book: gspread.Spreadsheet) -> None:
    pieces = [b'{"values": [["', "één".encode(), b'", "', b"x" * 40_000, b'"]]}']
    url = f"{BOOKS}/{book.id}/values/A1?valueInputOption=RAW"
    answer = session.put(url, data=iter(pieces))
    assert answer.request.headers["Transfer-Encoding"] == "chunked"
    assert answer.status_code == 200
    assert book.sheet1.row_values(1) == ["één", "x" * 40_000]


def test_chunks_with_extensions_and_trailers(server: Server) -> None:
    with closing(plugged(server)) as plug:
        plug.sendall(
            b"POST /v4/spreadsheets HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n"
            b'5;a="b"\r\n{"pro\r\n'
            b'1C\r\nperties":{"title":"Chunks"}}\r\n'
            b"0\r\nTrailer: x\r\n\r\n"
            b"GET /drive/v3/files HTTP/1.1\r\nConnection: close\r\n\r\n"
        )
        created, listed = heard(plug).split(b"HTTP/1.1 200 OK")[1:]
    title = json.loads(created.partition(b"\r\n\r\n")[2])["properties"]["title"]
    (file,) = json.loads(listed.partition(b"\r\n\r\n")[2])["files"]
    assert (title, file["name"]) == ("Chunks", "Chunks")


def test_a_body_of_64_mib_is_the_largest(session: requests.Session, server: Server) -> None:
    answer = session.post(BOOKS, data=bytes(LIMIT + 1))
    assert answer.status_code == 413
    assert answer.json()["error"]["message"] == (
        "Request payload size exceeds the limit: 67108864 bytes."
    )
    assert answer.headers["Connection"] == "close"
    assert session.post(BOOKS, data=bytes(LIMIT)).status_code == 400  # read, and no JSON
    assert [made.status for made in server.requests()] == [400]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Content-Length: 67108865\r\n\r\n", 413),
        (b"Transfer-Encoding: chunked\r\n\r\n4000001\r\n", 413),
        (b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n4000000\r\n", 413),
        (b"Content-Length: -1\r\n\r\n", 400),
        (b"Content-Length: ten\r\n\r\n", 400),
        (b"Transfer-Encoding: chunked\r\n\r\n-5\r\n", 400),
        (b"Transfer-Encoding: chunked\r\n\r\n\xff\r\n", 400),
    ],
)
def test_what_is_refused_before_it_is_read(server: Server, head: bytes, status: int) -> None:
    with closing(plugged(server)) as plug:
        plug.sendall(b"POST /v4/spreadsheets HTTP/1.1\r\n" + head)
        plug.shutdown(socket.SHUT_WR)
        assert heard(plug).startswith(f"HTTP/1.1 {status} ".encode())
    assert server.requests() == []


def test_who_leaves_in_the_middle_changes_nothing(
    server: Server, session: requests.Session, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(plugged(server)) as plug:
        plug.sendall(b"POST /v4/spreadsheets HTTP/1.1\r\nContent-Length: 5\r\n\r\n{}")
        plug.shutdown(socket.SHUT_WR)
        assert heard(plug) == b""
    assert session.get(FILES).json()["files"] == []
    assert capfd.readouterr().err == ""


def test_a_held_connection_is_closed_in_the_end(
    server: Server, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lib.localsheets.server._HELD_S == 30
    monkeypatch.setattr(lib.localsheets.server, "_HELD_S", 0.01)
    faults.next("timeout_before")
    with closing(plugged(server)) as plug:
        plug.sendall(b"GET /drive/v3/files HTTP/1.1\r\n\r\n")
        assert heard(plug) == b""
    assert [made.status for made in server.requests()] == [0]


# ── the end ──────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_left_when_it_ends(faults: Faults, capfd: pytest.CaptureFixture[str]) -> None:
    before = set(threading.enumerate())
    faults.next("timeout_before", path="held")
    with lib.localsheets.serve(faults=faults) as server:
        idle, held = plugged(server), plugged(server)
        idle.sendall(b"GET /drive/v3/files HTTP/1.1\r\n\r\n")
        assert idle.recv(12) == b"HTTP/1.1 200"
        held.sendall(b"GET /v4/held HTTP/1.1\r\n\r\n")
        with lib.localsheets.session_at(server.url) as session:
            for _ in range(5_000):
                if any(made.status == 0 for made in server.requests()):
                    break
                assert session.get(FILES).status_code == 200
    assert set(threading.enumerate()) - before == set()
    with closing(idle), closing(held):
        assert heard(idle).endswith(b"}")
        assert heard(held) == b""
    with pytest.raises(ConnectionRefusedError):
        plugged(server)
    assert capfd.readouterr().err == ""


def test_a_port_that_is_taken_is_an_error(server: Server) -> None:
    with pytest.raises(OSError), lib.localsheets.serve(port=server.server_address[1]):
        pass


# ── Google's own client ──────────────────────────────────────────────────────────────────────


def test_googles_own_client_sees_what_gspread_sees(
    server: Server, session: requests.Session, book: gspread.Spreadsheet
) -> None:
    def service(name: str, version: str, folder: str) -> Any:
        http = google_auth_httplib2.AuthorizedHttp(Credentials(token="owner@localsheets.example"))
        where = {"api_endpoint": server.url + folder}
        return build(name, version, http=http, static_discovery=True, client_options=where)

    with service("sheets", "v4", "") as sheets, service("drive", "v3", "/drive/v3/") as drive:
        values = sheets.spreadsheets().values()
        rename = {"properties": {"sheetId": 0, "title": "It's a/b:c"}, "fields": "title"}
        sheets.spreadsheets().batchUpdate(
            spreadsheetId=book.id, body={"requests": [{"updateSheetProperties": rename}]}
        ).execute()
        where = "'It''s a/b:c'!A1:C2"
        written = values.update(
            spreadsheetId=book.id,
            range=where,
            valueInputOption="USER_ENTERED",
            body={"values": [["=1+1", "2-1-2022", "x"], ["é"]]},
        ).execute()
        got = values.get(spreadsheetId=book.id, range=where).execute()
        properties = sheets.spreadsheets().get(spreadsheetId=book.id).execute()
        files = drive.files().list(q="name = 'Boek'").execute()["files"]
    assert written["updatedRange"] == where
    assert written["updatedCells"] == 4
    assert got == book.values_get(where)
    assert got["values"] == [["2", "2-1-2022", "x"], ["é"]]
    assert properties == book.fetch_sheet_metadata()
    assert [file["id"] for file in files] == [book.id]
    assert [book.id] == [
        file["id"] for file in session.get(FILES, params={"q": "name = 'Boek'"}).json()["files"]
    ]
