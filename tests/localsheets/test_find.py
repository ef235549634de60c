"""findReplace: where it looks, what it changes, what it counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localsheets.conftest import OWNER, World, grid


def counts(world: World, find: str, replacement: str = "", **more: Any) -> dict[str, int]:
    where = {} if more.keys() & {"range", "sheetId", "allSheets"} else {"allSheets": True}
    body = {"find": find, "replacement": replacement} | where | more
    (reply,) = world.done({"findReplace": body})
    found: dict[str, int] = reply["findReplace"]
    return found


@pytest.mark.parametrize(
    ("find", "replacement", "more", "expected"),
    [
        ("a", "x", {}, ["xx b", "X", "x.c"]),
        ("a", "x", {"matchCase": True}, ["xx b", "A", "x.c"]),
        ("a", "x", {"matchEntireCell": True}, ["aa b", "x", "a.c"]),
        ("a", "x", {"matchEntireCell": True, "matchCase": True}, ["aa b", "A", "a.c"]),
        (".", "x", {}, ["aa b", "A", "axc"]),
        ("A", "$1\\", {"matchEntireCell": True}, ["aa b", "$1\\", "a.c"]),
        (r"a(.)", "<$1>", {"searchByRegex": True}, ["<a> b", "A", "<.>c"]),
        (r"(a)|(b)", r"$2\$1", {"searchByRegex": True}, ["$1$1 b$1", "$1", "$1.c"]),
        ("a+.*", "", {"searchByRegex": True, "matchEntireCell": True}, ["", "", ""]),
        (".*", "x", {"searchByRegex": True, "matchEntireCell": True}, ["x", "x", "x"]),
        (r"\w", "x", {"searchByRegex": True}, ["xx x", "x", "x.x"]),
    ],
)
def test_text(
    world: World, find: str, replacement: str, more: dict[str, Any], expected: list[str]
) -> None:
    texts = ["aa b", "A", "a.c"]
    world.write([[text] for text in texts])
    expected = [new.replace("X", "x") for new in expected]
    found = counts(world, find, replacement, **more)
    seen = [row[0] if row else "" for row in world.values("A1:A3")]
    assert seen + [""] * (3 - len(seen)) == expected
    changed = sum(old != new for old, new in zip(texts, expected, strict=True))
    assert found.get("valuesChanged", 0) == found.get("rowsChanged", 0) == changed


def test_counts(world: World) -> None:
    world.done({"addSheet": {"properties": {"title": "Ander", "sheetId": 7}}})
    world.write([["aa", "a"], ["b"], ["a"]])
    world.write([["a"]], "Ander!C3")
    assert counts(world, "a", "x") == {
        "occurrencesChanged": 5,
        "valuesChanged": 4,
        "rowsChanged": 3,
        "sheetsChanged": 2,
    }
    assert counts(world, "a", "x") == {}


@pytest.mark.parametrize(
    ("where", "changed"),
    [
        ({"sheetId": 0}, ["A1", "B2", "C3"]),
        ({"sheetId": 7}, ["Ander!A1"]),
        ({"allSheets": True}, ["A1", "B2", "C3", "Ander!A1"]),
        ({"range": grid(1, 1, 6, 5)}, ["B2", "C3"]),
        ({"range": {"startColumnIndex": 2}}, ["C3"]),
        ({"sheetId": 0, "allSheets": False}, ["A1", "B2", "C3"]),
    ],
)
def test_where(world: World, where: dict[str, Any], changed: list[str]) -> None:
    world.done({"addSheet": {"properties": {"title": "Ander", "sheetId": 7}}})
    places = ["A1", "B2", "C3", "Ander!A1"]
    for place in places:
        world.write([["a"]], place)
    counts(world, "a", "x", **where)
    assert [place for place in places if world.values(place) == [["x"]]] == changed


def test_numbers_and_formulas(world: World) -> None:
    """Numbers and booleans stay; a formula is worked out anew, and only when asked."""
    world.write([[1, True, "1", "=1+1", "=1/1"]], option="USER_ENTERED")
    world.write([["1"]], "C1")
    found = counts(world, "1", "3")
    assert found == {
        "occurrencesChanged": 1,
        "valuesChanged": 1,
        "rowsChanged": 1,
        "sheetsChanged": 1,
    }
    assert world.values("A1:E1", "FORMULA") == [[1, True, "3", "=1+1", "=1/1"]]
    found = counts(world, "1", "3", includeFormulas=True, range=grid(0, 3, 1, 5))
    assert found == {
        "occurrencesChanged": 4,
        "formulasChanged": 2,
        "rowsChanged": 1,
        "sheetsChanged": 1,
    }
    assert world.values("A1:E1", "FORMULA") == [[1, True, "3", "=3+3", "=3/3"]]
    assert world.values("A1:E1") == [[1, True, "3", 6, 1]]
    counts(world, "=3+3", "7", includeFormulas=True)
    assert world.values("D1", "FORMULA") == [[7]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"find": "a"}, 400),
        ({"find": "a", "sheetId": 0, "allSheets": True}, 400),
        ({"find": "a", "sheetId": 0, "range": {}}, 400),
        ({"find": "a", "allSheets": False}, 400),
        ({"find": "a", "sheetId": 9}, 400),
        ({"find": "", "allSheets": True}, 400),
        ({"find": "a", "replacement": "$1", "searchByRegex": True, "allSheets": True}, 400),
        ({"find": "a", "replacement": "x" * 50_001, "allSheets": True}, 400),
        ({"find": "(", "searchByRegex": True, "allSheets": True}, 501),
        ({"find": r"\p{L}", "searchByRegex": True, "allSheets": True}, 501),
        ({"find": "[a[b]]", "searchByRegex": True, "allSheets": True}, 501),
        ({"find": "[a&&b]", "searchByRegex": True, "allSheets": True}, 501),
        ({"find": "a{99999999999}", "searchByRegex": True, "allSheets": True}, 501),
    ],
)
def test_refused(world: World, body: dict[str, Any], status: int) -> None:
    world.write([["a"]])
    assert world.batch(OWNER, {"findReplace": body})[0] == status
    assert world.values("A1") == [["a"]]
