"""Who may do what with a file, and how permissions come and go (§1.2, §6, §10)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localsheets.conftest import EDITOR, LISTED, OWNER, STRANGER, VIEWER, World, share

FILE, BOOK = "/drive/v3/files/ID", "/v4/spreadsheets/ID"
APPENDED: dict[str, Any] = {"valueInputOption": "RAW"}
NAMED = {"requests": [{"updateSpreadsheetProperties": {"properties": {}, "fields": "title"}}]}
READS = [
    ("GET", BOOK, None, {}),
    ("GET", f"{BOOK}/values/A1", None, {}),
    ("GET", f"{BOOK}/values:batchGet", None, {"ranges": "A1"}),
]
WRITES = [
    ("PUT", f"{BOOK}/values/A1", {"values": [[1]]}, APPENDED),
    ("POST", f"{BOOK}/values/A1:append", {"values": [[1]]}, APPENDED),
    ("POST", f"{BOOK}/values/A1:clear", None, {}),
    ("POST", f"{BOOK}/values:batchClear", {"ranges": ["A1"]}, {}),
    ("POST", f"{BOOK}/values:batchUpdate", {"valueInputOption": "RAW"}, {}),
    ("POST", f"{BOOK}:batchUpdate", NAMED, {}),
]
DRIVE_READS = [
    ("GET", FILE, None, {}),
    ("GET", f"{FILE}/comments", None, {}),
    ("GET", f"{FILE}/export", None, {"mimeType": "text/csv"}),
    ("POST", f"{FILE}/copy", {}, {}),
]
DRIVE_WRITES = [
    ("GET", f"{FILE}/permissions", None, {}),
    ("POST", f"{FILE}/permissions", {"type": "anyone", "role": "reader"}, {}),
]
Call = tuple[str, str, Any, dict[str, Any]]


@pytest.mark.parametrize(
    ("calls", "viewer", "stranger"),
    [
        (READS, 200, (403, "The caller does not have permission")),
        (WRITES, 403, (403, "The caller does not have permission")),
        (DRIVE_READS, 200, (404, "File not found: {}.")),
        (DRIVE_WRITES, 403, (404, "File not found: {}.")),
    ],
    ids=["read", "write", "drive read", "drive write"],
)
def test_who_may(world: World, calls: list[Call], viewer: int, stranger: tuple[int, str]) -> None:
    for method, path, body, query in calls:
        for user in (OWNER, EDITOR, LISTED):
            assert world.ask(user, method, path, body, **query)[0] == 200, path
        assert world.ask(VIEWER, method, path, body, **query)[0] == viewer, path
        if "permissions" not in path:  # the last of them lets the stranger in
            status, answer = world.ask(STRANGER, method, path, body, **query)
            expected = (stranger[0], stranger[1].format(world.book_id))
            assert (status, answer["error"]["message"]) == expected, path
        assert world.ask("", method, path, body, **query)[0] == 401, path


@pytest.mark.parametrize(
    "call", READS + WRITES + DRIVE_READS + DRIVE_WRITES, ids=lambda one: one[1]
)
def test_a_file_that_is_not_there(world: World, call: Call) -> None:
    method, path, body, query = call
    status, answer = world.ask(OWNER, method, path.replace("ID", "nothing"), body, **query)
    is_drive = path.startswith(FILE)
    message = "File not found: nothing." if is_drive else "Requested entity was not found."
    assert (status, answer["error"]["message"]) == (404, message)
    assert answer["error"].get("status") == (None if is_drive else "NOT_FOUND")


def test_the_words_of_a_refusal(world: World) -> None:
    sheets = world.ask(VIEWER, "POST", f"{BOOK}:batchUpdate", NAMED)[1]["error"]
    assert (sheets["code"], sheets["status"]) == (403, "PERMISSION_DENIED")
    drive = world.ask(VIEWER, "DELETE", FILE)[1]["error"]
    assert (drive["code"], drive["errors"][0]["reason"]) == (403, "insufficientFilePermissions")


@pytest.mark.parametrize(
    ("kind", "field", "address", "sees", "sees_not"),
    [
        ("user", "emailAddress", STRANGER.upper(), [STRANGER], ["other@example.net"]),
        ("domain", "domain", "example.org", [STRANGER], ["a@notexample.org", "a@x.example.org"]),
        ("anyone", "", "", [STRANGER, "other@example.net"], []),
        ("group", "emailAddress", STRANGER, [], [STRANGER]),  # a group has no members here
    ],
)
@pytest.mark.parametrize("role", ["reader", "commenter", "writer"])
def test_giving_and_taking(
    world: World,
    kind: str,
    field: str,
    address: str,
    sees: list[str],
    sees_not: list[str],
    role: str,
) -> None:
    asked = {"type": kind, "role": role} | ({field: address} if field else {})
    status, answer = share(world, EDITOR, **asked)
    permission_id = answer["id"]
    default = {"kind": "drive#permission", "type": kind, "role": role, "id": permission_id}
    assert (status, answer) == (200, default)
    place = f"{FILE}/permissions/{permission_id}"
    assert world.ask(OWNER, "GET", place, fields="*")[1] == default | asked
    for user in sees + sees_not:
        written = world.ask(user, "POST", f"{BOOK}:batchUpdate", NAMED)[0]
        assert world.ask(user, "GET", BOOK)[0] == (200 if user in sees else 403)
        assert written == (200 if user in sees and role == "writer" else 403)
    assert world.ask(EDITOR, "DELETE", place) == (204, None)
    assert {world.ask(user, "GET", BOOK)[0] for user in [STRANGER, *sees]} == {403}
    message = f"Permission not found: {permission_id}."
    assert world.ask(OWNER, "DELETE", place)[1]["error"]["message"] == message


def listed(world: World, **query: Any) -> Any:
    return world.ask(OWNER, "GET", f"{FILE}/permissions", **query)[1]


def test_the_owner_stays(world: World) -> None:
    owner = listed(world)["permissions"][0]
    assert owner["role"] == "owner"
    for role in ("reader", "writer"):
        given = share(world, EDITOR, type="user", role=role, emailAddress=OWNER.upper())
        assert given == (200, owner)
    for user in (OWNER, EDITOR):
        assert world.ask(user, "DELETE", f"{FILE}/permissions/{owner['id']}")[0] == 403
    assert listed(world)["permissions"][0] == owner


def test_sharing_again_changes_the_role(world: World) -> None:
    share(world, type="user", role="reader", emailAddress=EDITOR.capitalize())
    found = listed(world, fields="permissions(role,emailAddress)")["permissions"]
    assert [(one["role"], one["emailAddress"].lower()) for one in found] == [
        ("owner", OWNER),
        ("writer", LISTED),
        ("reader", VIEWER),
        ("reader", EDITOR),
    ]


def test_the_best_of_several_permissions_counts(world: World) -> None:
    share(world, type="anyone", role="writer")
    assert world.batch(VIEWER, *NAMED["requests"])[0] == 200


def test_one_may_leave(world: World) -> None:
    ids = {one["emailAddress"]: one["id"] for one in listed(world, fields="*")["permissions"]}
    assert world.ask(VIEWER, "DELETE", f"{FILE}/permissions/{ids[EDITOR]}")[0] == 403
    assert world.ask(VIEWER, "DELETE", f"{FILE}/permissions/{ids[VIEWER]}")[0] == 204
    assert world.ask(VIEWER, "GET", FILE)[0] == 404


def test_pages_of_permissions(world: World) -> None:
    first = listed(world, pageSize=3)
    second = listed(world, pageSize=3, pageToken=first["nextPageToken"])
    assert (len(first["permissions"]), len(second["permissions"])) == (3, 1)
    assert "nextPageToken" not in second
    assert world.ask(OWNER, "GET", f"{FILE}/permissions", pageSize=101)[0] == 400


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"type": "user", "role": "writer"}, 400),
        ({"type": "user", "role": "king", "emailAddress": "a@example.org"}, 400),
        ({"type": "robot", "role": "writer", "emailAddress": "a@example.org"}, 400),
        ({"type": "domain", "role": "reader", "emailAddress": "a@example.org"}, 400),
        ({"type": "user", "role": "owner", "emailAddress": "a@example.org"}, 501),
    ],
)
def test_what_is_no_permission(world: World, asked: dict[str, str], status: int) -> None:
    assert share(world, **asked)[0] == status
    assert len(listed(world)["permissions"]) == 4


def test_only_the_owner_deletes(world: World) -> None:
    for user in (EDITOR, VIEWER):
        assert world.ask(user, "DELETE", FILE)[0] == 403
    assert world.ask(STRANGER, "DELETE", FILE)[0] == 404
    assert world.ask(OWNER, "DELETE", FILE) == (204, None)
    assert world.ask(OWNER, "GET", FILE)[0] == 404
    assert world.ask(EDITOR, "GET", BOOK)[0] == 404
