"""What a strict data validation rule keeps out, in both locales."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localsheets.conftest import OWNER, World, grid

REFUSED = "The data you entered violates the data validation rules of the cell."
CELL = grid(0, 0, 1, 1)
Request = dict[str, Any]


def setting(kind: str, *words: str, strict: bool = True, place: Request = CELL) -> Request:
    values = [{"userEnteredValue": word} for word in words]
    rule = {"condition": {"type": kind, "values": values}, "strict": strict}
    return {"setDataValidation": {"range": place, "rule": rule}}


def locale(name: str) -> Request:
    properties = {"properties": {"locale": name}, "fields": "locale"}
    return {"updateSpreadsheetProperties": properties}


def is_taken(world: World, value: Any, option: str = "RAW", place: str = "A1") -> bool:
    path, body = f"/v4/spreadsheets/ID/values/{place}", {"values": [[value]]}
    before = world.everything()
    status, answer = world.ask(OWNER, "PUT", path, body, valueInputOption=option)
    if status != 200:
        assert (status, answer["error"]["message"]) == (400, REFUSED)
        assert world.everything() == before
    return status == 200


@pytest.mark.parametrize(
    ("kind", "words", "good", "bad"),
    [
        ("NUMBER_GREATER", ["1"], [2, 1.5], [1, 0, "2", True]),
        ("NUMBER_GREATER_THAN_EQ", ["1"], [1], [0.9]),
        ("NUMBER_LESS", ["1"], [0], [1]),
        ("NUMBER_LESS_THAN_EQ", ["1"], [1], [2]),
        ("NUMBER_EQ", ["1"], [1, 1.0], [2, "1", True]),
        ("NUMBER_NOT_EQ", ["1"], [2], [1, "x"]),
        ("NUMBER_BETWEEN", ["1", "3"], [1, 3], [0, 4, "2"]),
        ("NUMBER_NOT_BETWEEN", ["1", "3"], [0, 4], [1, 3, "x"]),
        ("DATE_EQ", ["2024-02-01"], [45323, 45323.5], [45322, 45324, "2024-02-01"]),
        ("DATE_BEFORE", ["2024-02-01"], [45322.9], [45323, 45323.5]),
        ("DATE_AFTER", ["2024-02-01"], [45324], [45323.5]),
        ("DATE_ON_OR_BEFORE", ["2024-02-01"], [45323.5], [45324]),
        ("DATE_ON_OR_AFTER", ["2024-02-01"], [45323], [45322.9]),
        ("DATE_BETWEEN", ["2024-02-01", "2024-02-02"], [45323, 45324.5], [45322.9, 45325]),
        ("DATE_NOT_BETWEEN", ["2024-02-01", "2024-02-02"], [45322.9, 45325], [45323, 45324.5]),
        ("DATE_IS_VALID", [], [45323], ["2024-02-01", True]),
        ("TEXT_CONTAINS", ["ab"], ["xABx"], ["a b"]),
        ("TEXT_CONTAINS", ["2"], ["a2", 12, 0.2], [1]),
        ("TEXT_NOT_CONTAINS", ["ab"], ["a b", 1], ["xABx"]),
        ("TEXT_EQ", ["01"], ["01"], ["1", 1]),
        ("TEXT_EQ", ["1"], ["1", 1], [True, "01"]),
        ("ONE_OF_LIST", ["a", "1", "1-2"], ["a", 1, "1", "1-2"], ["A", "b", True, 2]),
        ("BOOLEAN", [], [True, False], ["TRUE", 1, 0]),
        ("BOOLEAN", ["ja", "nee"], ["ja", "nee"], [True, "Ja"]),
        ("BOOLEAN", ["1"], [1], [True, 0]),
    ],
)
@pytest.mark.parametrize("name", ["en_US", "nl_NL"])
def test_a_strict_rule(
    world: World, kind: str, words: list[str], good: list[Any], bad: list[Any], name: str
) -> None:
    world.done(locale(name), setting(kind, *words))
    for value in good:
        assert is_taken(world, value), value
        assert is_taken(world, ""), value
    for value in bad:
        assert not is_taken(world, value), value


def test_words_are_read_by_the_locale(world: World) -> None:
    world.done(locale("nl_NL"), setting("NUMBER_EQ", "1,5"))
    world.done(setting("DATE_EQ", "1-2-2024", place=grid(0, 1, 1, 2)))
    assert is_taken(world, "1,5", "USER_ENTERED")
    assert not is_taken(world, "1.5", "USER_ENTERED")
    assert is_taken(world, "1-2-2024", "USER_ENTERED", "B1")
    world.done(locale("en_US"))
    assert not is_taken(world, 1.5)  # the limit is no number any more
    assert is_taken(world, "2-1-2024", "USER_ENTERED", "B1") is False
    assert is_taken(world, "1-2-2024", "USER_ENTERED", "B1")


@pytest.mark.parametrize("word", ["=Lijst!A2:B3", "Lijst!A2:B3", "=keuzes"])
def test_one_of_a_range(world: World, word: str) -> None:
    place = grid(1, 0, 3, 2, 7)
    world.done(
        {"addSheet": {"properties": {"title": "Lijst", "sheetId": 7}}},
        {"addNamedRange": {"namedRange": {"name": "keuzes", "range": place}}},
    )
    world.write([["kop"], ["a, b", 1], ["c"], ["d"]], "Lijst!A1")
    world.done(setting("ONE_OF_RANGE", word))
    for value, taken in (("a, b", True), (1, True), ("c", True), ("kop", False), ("d", False)):
        assert is_taken(world, value) is taken, value
    world.write([["nieuw"]], "Lijst!B3")
    assert is_taken(world, "nieuw")


def test_a_range_that_went_away_refuses_everything(world: World) -> None:
    world.done(
        {"addSheet": {"properties": {"title": "Lijst", "sheetId": 7}}},
        setting("ONE_OF_RANGE", "=Lijst!A:A"),
        {"deleteSheet": {"sheetId": 7}},
    )
    path, body = "/v4/spreadsheets/ID/values/A1", {"values": [["x"]]}
    status, answer = world.ask(OWNER, "PUT", path, body, valueInputOption="RAW")
    assert (status, answer["error"]["message"]) == (400, "Unable to parse range: Lijst!A:A")


def test_a_rule_that_is_not_strict_only_marks(world: World) -> None:
    for kind, words in (("NUMBER_EQ", ["1"]), ("CUSTOM_FORMULA", ["=A1>1"]), ("TEXT_IS_EMAIL", [])):
        world.done(setting(kind, *words, strict=False))
        assert is_taken(world, "x")


@pytest.mark.parametrize(
    ("kind", "words", "status"),
    [
        ("NUMBER_EQ", [], 400),
        ("NUMBER_EQ", ["1", "2"], 400),
        ("NUMBER_BETWEEN", ["1"], 400),
        ("NUMBER_EQ", ["x"], 400),
        ("DATE_EQ", ["x"], 400),
        ("ONE_OF_LIST", [], 400),
        ("ONE_OF_RANGE", [], 400),
        ("ONE_OF_RANGE", ["=Niets!A1"], 400),
        ("BOOLEAN", ["a", "b", "c"], 400),
        ("ONE_OF_RANGE", ["=A1:A3"], 501),
        ("NUMBER_EQ", ["=A2"], 501),
        ("TEXT_EQ", ["=A2"], 501),
        ("CUSTOM_FORMULA", ["=A1>1"], 501),
        ("TEXT_IS_EMAIL", [], 501),
    ],
)
def test_what_is_no_strict_rule(world: World, kind: str, words: list[str], status: int) -> None:
    assert world.batch(OWNER, setting(kind, *words))[0] == status
    assert is_taken(world, "x")


def test_what_is_no_rule_at_all(world: World) -> None:
    for rule in ({"strict": True}, {"condition": {}}):
        request = {"setDataValidation": {"range": CELL, "rule": rule}}
        text = "A data validation rule must have a condition with a type."
        assert world.message(request) == text
    relative = {"type": "DATE_BEFORE", "values": [{"relativeDate": "TODAY"}]}
    request = {"setDataValidation": {"range": CELL, "rule": {"condition": relative}}}
    assert world.message(request) == "Relative dates are not supported in data validation."


def test_a_rule_is_shown_kept_and_taken_away(world: World) -> None:
    def held() -> Any:
        found = world.everything()["sheets"][0]["data"][0].get("rowData", [{}])[0]
        return found.get("values", [{}])[0].get("dataValidation")

    request = setting("ONE_OF_LIST", "a", "b")
    world.done(request)
    assert held() == request["setDataValidation"]["rule"]
    world.done({"updateCells": {"range": CELL, "fields": "userEnteredValue"}})
    world.ask(OWNER, "POST", "/v4/spreadsheets/ID/values/A1:clear")
    world.done(
        {
            "repeatCell": {
                "range": CELL,
                "cell": {"dataValidation": {"strict": False}},
                "fields": "dataValidation.strict",
            }
        }
    )
    assert held() == request["setDataValidation"]["rule"] | {"strict": False}
    world.done({"setDataValidation": {"range": CELL}})
    assert held() is None


WRITES: list[Request] = [
    {
        "updateCells": {
            "start": {},
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}],
            "fields": "userEnteredValue",
        }
    },
    {
        "repeatCell": {
            "range": CELL,
            "cell": {"userEnteredValue": {"formulaValue": "=1"}},
            "fields": "userEnteredValue",
        }
    },
    {"copyPaste": {"source": grid(1, 0, 2, 1), "destination": CELL, "pasteType": "PASTE_VALUES"}},
    {"findReplace": {"find": "a", "replacement": "b", "allSheets": True}},
]


@pytest.mark.parametrize("request_", WRITES, ids=lambda one: next(iter(one)))
def test_every_way_to_write_is_checked(world: World, request_: Request) -> None:
    world.write([["a"], ["x"]])
    world.done(setting("ONE_OF_LIST", "a"))
    assert world.message(request_) == REFUSED
    assert world.values("A1") == [["a"]]
    body = {"valueInputOption": "RAW", "data": [{"range": "A1", "values": [["b"]]}]}
    answer = world.ask(OWNER, "POST", "/v4/spreadsheets/ID/values:batchUpdate", body)[1]
    assert answer["error"]["message"] == f"Invalid data[0]: {REFUSED}"


def test_appended_cells_are_checked(world: World) -> None:
    world.write([["a"]])
    world.done(setting("ONE_OF_LIST", "a", place=grid(0, 0, 3, 1)))
    path, body = "/v4/spreadsheets/ID/values/A1:append", {"values": [["a"], ["b"]]}
    for option in ("OVERWRITE", "INSERT_ROWS"):
        query = {"valueInputOption": "RAW", "insertDataOption": option}
        status, answer = world.ask(OWNER, "POST", path, body, **query)
        assert (status, answer["error"]["message"]) == (400, REFUSED)
        assert world.values("A1:A9") == [["a"]]
