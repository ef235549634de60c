"""A protected range as an object: what it shows, who stands among its editors, who changes it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localsheets.conftest import (
    EDITOR,
    LISTED,
    OWNER,
    PROTECTED,
    VIEWER,
    World,
    grid,
    share,
)

Request = dict[str, Any]
INSIDE, BESIDE = grid(2, 1, 4, 3), grid(4, 3, 5, 4)


def test_what_a_protection_looks_like(world: World) -> None:
    """The reply shows the editors as sent, the next reading those there are."""
    place = {"startRowIndex": 1, "endRowIndex": 2}
    asked = {"range": place | {"sheetId": 0}, "editors": {}, "requestingUserCanEdit": False}
    for more in ({}, {"warningOnly": True}):
        added = world.done({"addProtectedRange": {"protectedRange": asked | more}})[0]
        shown = added["addProtectedRange"]["protectedRange"]
        protection_id = shown.pop("protectedRangeId")
        assert shown == {"range": place, "editors": {}, "requestingUserCanEdit": True} | more
        held = world.sheet()["protectedRanges"][-1]
        assert held == shown | {
            "protectedRangeId": protection_id,
            "editors": {"users": [OWNER]},
        }


def test_editors_are_shown_to_editors(world: World) -> None:
    world.protect({"sheetId": 0}, editors={"users": [LISTED]})
    seen = {user: world.sheet(user)["protectedRanges"][0] for user in (OWNER, LISTED, EDITOR)}
    assert seen[OWNER]["editors"] == seen[LISTED]["editors"] == {"users": [LISTED, OWNER]}
    assert "editors" not in seen[EDITOR]
    assert "requestingUserCanEdit" not in seen[EDITOR]
    world.protect({"sheetId": 0}, warningOnly=True)
    assert "requestingUserCanEdit" in world.sheet(EDITOR)["protectedRanges"][1]
    viewed = world.sheet(VIEWER)["protectedRanges"][1]
    assert not viewed.keys() & {"editors", "requestingUserCanEdit"}


def test_an_editor_stays_among_the_editors(world: World) -> None:
    for editors in (None, {}, {"users": []}, {"users": [LISTED]}):
        request = {"protectedRange": {"range": INSIDE, "editors": editors}}
        text = world.message({"addProtectedRange": request}, user=EDITOR)
        assert text == "You can't remove yourself as an editor."
    protection_id = world.protect(INSIDE, EDITOR, editors={"users": [EDITOR]})
    assert world.sheet(EDITOR)["protectedRanges"][0]["editors"] == {"users": [EDITOR, OWNER]}
    left = {"protectedRangeId": protection_id, "editors": {"users": [LISTED]}}
    for fields in ("editors", "editors.users", "*"):
        request = {"protectedRange": left | {"range": INSIDE}, "fields": fields}
        text = world.message({"updateProtectedRange": request}, user=EDITOR)
        assert text == "You can't remove yourself as an editor."


def test_a_warning_has_no_editors(world: World) -> None:
    request = {"range": INSIDE, "warningOnly": True, "editors": {"users": [OWNER]}}
    text = "ProtectedRange is warningOnly. Editors cannot be set on it."
    assert world.message({"addProtectedRange": {"protectedRange": request}}) == text


def update(protection_id: int, fields: str, **values: Any) -> Request:
    given = {"protectedRangeId": protection_id, **values}
    return {"updateProtectedRange": {"protectedRange": given, "fields": fields}}


def test_switching_a_warning_off(world: World) -> None:
    """Without editors in mask or body, whoever may edit the file may edit the range."""
    for fields, values, editors in (
        ("warningOnly", {}, [OWNER, EDITOR, LISTED]),
        ("warningOnly,editors", {}, [OWNER]),
        ("warningOnly,editors", {"editors": {"users": [LISTED]}}, [LISTED, OWNER]),
    ):
        protection_id = world.protect(INSIDE, warningOnly=True)
        world.done(update(protection_id, "description", description="d"))
        world.done(update(protection_id, fields, **values))
        held = world.sheet()["protectedRanges"][0]
        assert (held["description"], sorted(held["editors"]["users"])) == ("d", sorted(editors))
        world.done(update(protection_id, "warningOnly", warningOnly=True))
        assert world.sheet()["protectedRanges"][0]["editors"] == {"users": [OWNER]}
        world.done({"deleteProtectedRange": {"protectedRangeId": protection_id}})


@pytest.mark.parametrize("name", ["updateProtectedRange", "deleteProtectedRange"])
def test_who_may_change_a_protection(world: World, name: str) -> None:
    protection_id = world.protect(INSIDE, editors={"users": [LISTED]})
    request = update(protection_id, "description", description="d")
    if name == "deleteProtectedRange":
        request = {name: {"protectedRangeId": protection_id}}
    assert world.message(request, user=EDITOR) == PROTECTED
    assert world.batch(LISTED, request)[0] == 200


def test_a_protection_moves_to_another_sheet(filled: World) -> None:
    protection_id = filled.protect(INSIDE)
    filled.done(update(protection_id, "range", range=grid(0, 0, 2, 2, 7)))
    assert "protectedRanges" not in filled.sheet()
    assert filled.sheet(index=1)["protectedRanges"][0]["range"] == grid(0, 0, 2, 2, 7)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "No range specified."),
        ({"range": grid(1, 1, 1, 2)}, "The range has no cells."),
        ({"range": {"sheetId": 9}}, "No grid with id: 9"),
        (
            {"range": INSIDE, "unprotectedRanges": [BESIDE]},
            "Unprotected ranges can only be set on a protected sheet.",
        ),
        (
            {"range": {"sheetId": 0}, "unprotectedRanges": [{"sheetId": 7}]},
            "All ranges must be on the same sheet.",
        ),
    ],
)
def test_what_is_no_protection(filled: World, given: Request, text: str) -> None:
    assert filled.message({"addProtectedRange": {"protectedRange": given}}) == text
    protection_id = filled.protect({"sheetId": 0})
    assert filled.message(update(protection_id, "*", **given)) == text


def test_an_unknown_protection(world: World) -> None:
    for request in (update(5, "*"), {"deleteProtectedRange": {"protectedRangeId": 5}}):
        assert world.message(request) == "No protectedRange with id: 5"
    assert world.message({"deleteProtectedRange": {}}) == "No protectedRange with id: None"


def test_a_copy_of_a_sheet_is_protected_on_its_own(filled: World) -> None:
    old_id = filled.protect(INSIDE, editors={"users": [LISTED]})
    filled.done({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 8}})
    place = grid(2, 1, 4, 3, 8)
    change = {"repeatCell": {"range": place, "cell": {}, "fields": "note"}}
    assert filled.message(change, user=EDITOR) == PROTECTED
    new_id = filled.sheet()["protectedRanges"][0]["protectedRangeId"]
    assert new_id != old_id
    filled.done({"deleteProtectedRange": {"protectedRangeId": new_id}})
    assert "protectedRanges" not in filled.sheet()
    assert "protectedRanges" in filled.sheet(index=1)


def test_a_copy_of_a_file_lets_its_copier_alone_in(filled: World) -> None:
    filled.protect(INSIDE, editors={"users": [EDITOR]})
    copied = filled.ask(LISTED, "POST", "/drive/v3/files/ID/copy", {})[1]
    other = World(filled.endpoint, copied["id"])
    share(other, LISTED, type="user", role="writer", emailAddress=EDITOR)
    held = other.sheet(LISTED)["protectedRanges"][0]
    assert (held["range"], held["editors"]) == (INSIDE, {"users": [LISTED]})
    change = {"repeatCell": {"range": INSIDE, "cell": {}, "fields": "note"}}
    assert other.message(change, user=EDITOR) == PROTECTED
    assert other.batch(LISTED, change)[0] == 200
