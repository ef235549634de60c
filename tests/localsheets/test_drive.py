"""Files: made, found, copied (§6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localsheets.conftest import EDITOR, OWNER, STRANGER, VIEWER, World, grid

FILES, FILE = "/drive/v3/files", "/drive/v3/files/ID"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"


def made(world: World, name: str, user: str = OWNER, **more: Any) -> str:
    body = {"name": name, "mimeType": SPREADSHEET} | more
    status, answer = world.ask(user, "POST", FILES, body)
    assert status == 200, answer
    return str(answer["id"])


def names(world: World, user: str = OWNER, **query: Any) -> list[str]:
    status, answer = world.ask(user, "GET", FILES, **query)
    assert status == 200, answer
    return [file["name"] for file in answer["files"]]


def test_a_list_holds_what_one_may_read(world: World) -> None:
    made(world, "Van een ander", STRANGER)
    assert names(world, STRANGER) == ["Van een ander"]
    for user in (OWNER, EDITOR, VIEWER):
        assert names(world, user) == ["Untitled spreadsheet"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        (f"mimeType='{SPREADSHEET}'", ["a", "It's", "a", "Untitled spreadsheet"]),
        (f'mimeType="{SPREADSHEET}" and name = "a"', ["a", "a"]),
        (f'mimeType="{SPREADSHEET}" and name = "a" and parents in "map"', ["a"]),
        (r"name = 'It\'s'", ["It's"]),
        ('name = "It\'s"', ["It's"]),
        ("mimeType = 'application/pdf'", []),
        ("", ["a", "It's", "a", "Untitled spreadsheet"]),
    ],
)
def test_queries(world: World, q: str, found: list[str]) -> None:
    for name, more in (("a", {}), ("It's", {}), ("a", {"parents": ["map"]})):
        made(world, name, **more)
    assert sorted(names(world, q=q)) == sorted(found)


@pytest.mark.parametrize("q", ["trashed = false", "name contains 'a'", "name = 'a' or name = 'b'"])
def test_other_queries_are_refused(world: World, q: str) -> None:
    assert world.ask(OWNER, "GET", FILES, q=q)[0] == 501


def test_pages(world: World) -> None:
    for number in range(4):
        made(world, str(number))
    seen, token = [], ""
    for size in (2, 2, 1):
        answer = world.ask(OWNER, "GET", FILES, pageSize=2, pageToken=token)[1]
        assert len(answer["files"]) == size
        seen += [file["id"] for file in answer["files"]]
        token = answer.get("nextPageToken", "")
    assert (len(set(seen)), token) == (5, "")
    for wrong in ({"pageSize": 0}, {"pageSize": 1001}, {"pageToken": "x"}):
        assert world.ask(OWNER, "GET", FILES, **wrong)[0] == 400


def test_a_copy(world: World) -> None:
    """Cells and what lies over them, time zone and locale; nobody but the copier is in it."""
    world.write([["1-2-2022", "=1/2"]], option="USER_ENTERED")
    properties = {"locale": "nl_NL", "timeZone": "Europe/Amsterdam"}
    world.done(
        {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}},
        {"addSheet": {"properties": {"title": "Twee", "hidden": True}}},
        {"addNamedRange": {"namedRange": {"name": "naam", "range": grid(0, 0, 1, 2)}}},
        {"mergeCells": {"range": grid(2, 0, 3, 2)}},
        {
            "updateDimensionProperties": {
                "range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
                "properties": {"pixelSize": 7},
                "fields": "pixelSize",
            }
        },
    )
    source = world.everything()
    status, file = world.ask(
        VIEWER, "POST", f"{FILE}/copy", {"name": None, "mimeType": SPREADSHEET}
    )
    assert (status, file["name"]) == (200, "Copy of Untitled spreadsheet")
    copied = World(world.endpoint, file["id"])
    assert copied.ask(OWNER, "GET", FILE)[0] == 404
    shown = copied.ask(VIEWER, "GET", "/v4/spreadsheets/ID", includeGridData=True)[1]
    assert shown.pop("spreadsheetId") == copied.book_id
    assert shown["properties"].pop("title") == "Copy of Untitled spreadsheet"
    for name in ("spreadsheetUrl", "spreadsheetId"):
        source.pop(name)
    shown.pop("spreadsheetUrl")
    source["properties"].pop("title")
    assert shown == source
    permissions = copied.ask(VIEWER, "GET", f"{FILE}/permissions", fields="*")[1]["permissions"]
    assert [(one["role"], one["emailAddress"]) for one in permissions] == [("owner", VIEWER)]


def test_a_file_says_what_is_asked(world: World) -> None:
    file_id = made(world, "Boek", parents=["map"])
    whole = World(world.endpoint, file_id)
    default = {"kind": "drive#file", "id": file_id, "name": "Boek", "mimeType": SPREADSHEET}
    assert whole.ask(OWNER, "GET", FILE) == (200, default)
    some = whole.ask(OWNER, "GET", FILE, fields="name,parents")
    assert some == (200, {"name": "Boek", "parents": ["map"]})


@pytest.mark.parametrize(
    "body",
    [{"name": "x"}, {"mimeType": "text/csv"}, {"mimeType": SPREADSHEET, "parents": ["a", "b"]}],
)
def test_other_files_are_refused(world: World, body: dict[str, Any]) -> None:
    assert world.ask(OWNER, "POST", FILES, body)[0] == 501
    assert names(world) == ["Untitled spreadsheet"]
