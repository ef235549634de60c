"""Named ranges, filters, bands and conditional formats (§1.3, §4)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localsheets.conftest import OWNER, World, grid

PLACE = grid(1, 1, 3, 3)
RED, BLUE = {"red": 1}, {"blue": 1}
Request = dict[str, Any]


def named(name: str, place: Any = PLACE, **more: Any) -> Request:
    return {"addNamedRange": {"namedRange": {"name": name, "range": place, **more}}}


def refusal(world: World, place: str) -> tuple[int, str]:
    status, answer = world.ask(OWNER, "GET", f"/v4/spreadsheets/ID/values/{place}")
    return status, answer.get("error", {}).get("message", "")


def echo(world: World, place: str) -> str:
    return str(world.ask(OWNER, "GET", f"/v4/spreadsheets/ID/values/{place}")[1]["range"])


def test_a_named_range_comes_and_goes(world: World) -> None:
    held = world.done(named("Naam"))[0]["addNamedRange"]["namedRange"]
    name_id = held["namedRangeId"]
    assert name_id.isdigit()
    assert held == {"namedRangeId": name_id, "name": "Naam", "range": PLACE}
    assert world.everything()["namedRanges"] == [held]
    change = {"namedRange": {"namedRangeId": name_id, "name": "Ander"}, "fields": "name"}
    assert world.done({"updateNamedRange": change}) == [{}]
    assert world.everything()["namedRanges"] == [held | {"name": "Ander"}]
    assert world.done({"deleteNamedRange": {"namedRangeId": name_id}}) == [{}]
    assert "namedRanges" not in world.everything()
    gone = world.message({"deleteNamedRange": {"namedRangeId": name_id}})
    assert gone == f"No namedRange with id: {name_id}"


@pytest.mark.parametrize(
    "name", ["", "a b", "1a", "A1", "abc12", "R1C1", "true", "a-b", "a!b", "x" * 251]
)
def test_what_is_no_name(world: World, name: str) -> None:
    text = "The name given to this range is invalid"
    assert world.message(named(name)) == text
    world.done(named("goed", namedRangeId="1"))
    change = {"namedRange": {"namedRangeId": "1", "name": name}, "fields": "name"}
    assert world.message({"updateNamedRange": change}) == text


def test_names_and_ids_are_unique(world: World) -> None:
    world.done(named("Eén", namedRangeId="1"), named("twee", namedRangeId="2"))
    assert world.message(named("eÉN")) == 'A named range with the name "eÉN" already exists.'
    assert world.message(named("drie", namedRangeId="1")).startswith("A namedRange with id 1")
    change = {"namedRange": {"namedRangeId": "2", "name": "EÉN"}, "fields": "name"}
    assert "already exists" in world.message({"updateNamedRange": change})
    change["namedRange"]["name"] = "TWEE"
    world.done({"updateNamedRange": change})


def test_a_name_in_a1_notation(world: World) -> None:
    """A bare word is a name first and a sheet second; quotes make it a sheet."""
    world.done(named("Naam"), {"addSheet": {"properties": {"title": "Ander", "sheetId": 7}}})
    for place in ("Naam", "naam", "Blad!Naam", "'Blad'!NAAM", "Ander!Naam"):
        assert echo(world, place) == "Blad!B2:C3"
    for place in ("'Naam'", "Naam!A1", "'Naam'!A1", "Niets!Naam", "Blad!A1!Naam", "Naam:Naam"):
        assert refusal(world, place) == (400, f"Unable to parse range: {place}")
    world.done({"addSheet": {"properties": {"title": "naam", "sheetId": 8}}})
    assert (echo(world, "Naam"), echo(world, "'Naam'")) == ("Blad!B2:C3", "naam!A1:Z1000")
    world.done({"addSheet": {"properties": {"title": "A1", "sheetId": 9}}})
    assert echo(world, "A1!Naam") == "Blad!B2:C3"


def test_a_name_is_a_limit_for_what_is_written(world: World) -> None:
    world.done(named("Naam"))
    path, query = "/v4/spreadsheets/ID/values/Naam", {"valueInputOption": "RAW"}
    assert (
        world.ask(OWNER, "PUT", path, {"values": [["x"]]}, **query)[1]["updatedRange"] == "Blad!B2"
    )
    status, answer = world.ask(OWNER, "PUT", path, {"values": [["x"]] * 3}, **query)
    tried = "Requested writing within range [Blad!B2:C3], but tried writing to row [4]"
    assert (status, answer["error"]["message"]) == (400, tried)


@pytest.mark.parametrize(
    ("add", "update"),
    [
        ("addNamedRange", "updateNamedRange"),
        ("addFilterView", "updateFilterView"),
        ("addBanding", "updateBanding"),
        ("addProtectedRange", "updateProtectedRange"),
    ],
)
def test_every_object_keeps_a_range(world: World, add: str, update: str) -> None:
    field = {"addFilterView": "filter", "addBanding": "bandedRange"}.get(
        add, add[3].lower() + add[4:]
    )
    more = {"name": "naam"} if field == "namedRange" else {}
    object_ = world.done({add: {field: {"range": PLACE, **more}}})[0][add][field]
    id_field = next(name for name in object_ if name.endswith("Id"))
    given = more | {id_field: object_[id_field]}
    for fields in ("*", "range"):
        for place, text in (
            ({}, "No range specified."),
            ({"range": grid(2, 0, 2, 3)}, "The range has no cells."),
            ({"range": {"sheetId": 4}}, "No grid with id: 4"),
        ):
            assert world.message({update: {field: given | place, "fields": fields}}) == text
    assert world.message({update: {field: given, "fields": ""}}).startswith("At least one field")
    world.done({update: {field: given | {"range": {}}, "fields": "range"}})
    world.done({update: {field: given | {"range": PLACE}, "fields": "range.startRowIndex"}})
    text = str(world.everything())
    assert "{'startRowIndex': 1}" in text


def test_a_basic_filter_has_bounds(world: World) -> None:
    world.done({"setBasicFilter": {"filter": {"range": {"sheetId": 0}}}})
    assert world.sheet()["basicFilter"] == {"range": grid(0, 0, 6, 5)}
    specs = [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}]
    world.done({"setBasicFilter": {"filter": {"range": PLACE, "filterSpecs": specs}}})
    assert world.sheet()["basicFilter"] == {"range": PLACE, "filterSpecs": specs}
    assert world.done({"clearBasicFilter": {"sheetId": 0}}, {"clearBasicFilter": {}}) == [{}, {}]
    assert "basicFilter" not in world.sheet()
    assert world.message({"setBasicFilter": {}}) == "No range specified."
    assert world.message({"clearBasicFilter": {"sheetId": 9}}) == "No grid with id: 9"


def test_filter_views(world: World) -> None:
    added = world.done({"addFilterView": {"filter": {"range": PLACE}}})[0]["addFilterView"][
        "filter"
    ]
    view_id = added["filterViewId"]
    assert added == {"filterViewId": view_id, "title": "Filter 1", "range": PLACE}
    specs = {"filterSpecs": [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}]}
    change = {"filter": {"filterViewId": view_id} | specs, "fields": "filterSpecs,title"}
    world.done({"updateFilterView": change | {"fields": "filterSpecs"}})
    assert world.sheet()["filterViews"] == [added | specs]
    assert world.batch(OWNER, {"updateFilterView": change | {"fields": "filterSpecs.x"}})[0] == 400
    world.done({"deleteFilterView": {"filterId": view_id}})
    assert "filterViews" not in world.sheet()


def band(place: Request, band_id: int, **colors: Any) -> Request:
    held = {"bandedRangeId": band_id, "range": place, "rowProperties": colors}
    return {"addBanding": {"bandedRange": held}}


def test_bands_do_not_overlap(world: World) -> None:
    first, second, third = grid(0, 0, 1, 5), grid(1, 0, 3, 5), grid(3, 0, 6, 5)
    world.done(band(first, 1), band(second, 2), band(third, 3))
    text = "You cannot add alternating background colors to a range that already has"
    assert world.message(band(grid(5, 4, 6, 5), 4)).startswith(text)
    for band_id, place in ((1, grid(1, 1, 2, 2)), (3, grid(2, 0, 6, 5)), (2, {})):
        change = {"bandedRange": {"bandedRangeId": band_id, "range": place}, "fields": "range"}
        assert world.message({"updateBanding": change}).startswith(text)
    own = {"bandedRange": {"bandedRangeId": 3, "range": grid(4, 0, 6, 5)}, "fields": "range"}
    world.done({"updateBanding": own}, {"deleteBanding": {"bandedRangeId": 1}})
    held = {one["bandedRangeId"]: one["range"] for one in world.sheet()["bandedRanges"]}
    assert held == {2: second, 3: grid(4, 0, 6, 5)}


def test_colors_have_twins(world: World) -> None:
    """Written one way, read both ways; replacing one replaces the other."""
    world.done(band(PLACE, 1, headerColor=RED, firstBandColorStyle={"rgbColor": BLUE}))
    rows = world.sheet()["bandedRanges"][0]["rowProperties"]
    assert rows == {
        "headerColor": RED,
        "headerColorStyle": {"rgbColor": RED},
        "firstBandColor": BLUE,
        "firstBandColorStyle": {"rgbColor": BLUE},
    }
    for name, color in (("headerColor", BLUE), ("headerColorStyle", {"rgbColor": RED})):
        given = {"bandedRangeId": 1, "rowProperties": {name: color}}
        fields = f"rowProperties.{name}"
        world.done({"updateBanding": {"bandedRange": given, "fields": fields}})
        plain = color.get("rgbColor", color)
        changed = {"headerColor": plain, "headerColorStyle": {"rgbColor": plain}}
        assert world.sheet()["bandedRanges"][0]["rowProperties"] == rows | changed


def rule(number: int, *places: Request) -> Request:
    condition = {"type": "NUMBER_EQ", "values": [{"userEnteredValue": str(number)}]}
    boolean = {"condition": condition, "format": {"textFormat": {"bold": True}}}
    return {"ranges": list(places) or [PLACE], "booleanRule": boolean}


def rules(world: World, index: int = 0) -> list[int]:
    found = world.sheet(index=index).get("conditionalFormats", [])
    conditions = [one["booleanRule"]["condition"] for one in found]
    return [int(one["values"][0]["userEnteredValue"]) for one in conditions]


def test_conditional_formats(world: World) -> None:
    for number, index in ((1, 0), (2, 0), (3, 2), (4, 1)):
        assert world.done({"addConditionalFormatRule": {"rule": rule(number), "index": index}}) == [
            {}
        ]
    assert rules(world) == [2, 4, 1, 3]
    moved = world.done({"updateConditionalFormatRule": {"index": 3, "newIndex": 0}})[0]
    assert moved == {"updateConditionalFormatRule": {"oldIndex": 3, "newRule": rule(3)}}
    moved = world.done({"updateConditionalFormatRule": {"newIndex": 2}})[0]
    assert moved == {"updateConditionalFormatRule": {"newIndex": 2, "newRule": rule(3)}}
    assert rules(world) == [2, 4, 3, 1]
    replaced = world.done({"updateConditionalFormatRule": {"index": 1, "rule": rule(5)}})[0]
    expected = {"newIndex": 1, "newRule": rule(5), "oldRule": rule(4)}
    assert replaced == {"updateConditionalFormatRule": expected}
    gone = world.done({"deleteConditionalFormatRule": {"index": 3}})[0]
    assert gone == {"deleteConditionalFormatRule": {"rule": rule(1)}}
    assert rules(world) == [2, 5, 3]


def test_a_rule_is_replaced_on_the_sheet_of_its_ranges(world: World) -> None:
    world.done(
        {"addSheet": {"properties": {"sheetId": 7}}},
        {"addConditionalFormatRule": {"rule": rule(1)}},
        {"addConditionalFormatRule": {"rule": rule(2, grid(0, 0, 2, 2, 7))}},
        {"updateConditionalFormatRule": {"sheetId": 0, "rule": rule(3, grid(0, 0, 1, 1, 7))}},
    )
    assert (rules(world), rules(world, 1)) == ([1], [3])
    assert world.sheet(index=1)["conditionalFormats"][0]["ranges"] == [grid(0, 0, 1, 1, 7)]


@pytest.mark.parametrize(
    "request_",
    [
        {"addConditionalFormatRule": {"rule": rule(1), "index": 2}},
        {"addConditionalFormatRule": {"rule": rule(1), "index": -1}},
        {"addConditionalFormatRule": {"rule": {"ranges": [PLACE]}}},
        {"addConditionalFormatRule": {"rule": rule(1) | {"ranges": []}}},
        {"addConditionalFormatRule": {"rule": rule(1, PLACE, grid(0, 0, 1, 1, 7))}},
        {"addConditionalFormatRule": {"rule": rule(1) | {"gradientRule": {}}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [PLACE], "booleanRule": {}}}},
        {"updateConditionalFormatRule": {"index": 0}},
        {"updateConditionalFormatRule": {"rule": rule(2), "newIndex": 0}},
        {"updateConditionalFormatRule": {"index": 1, "newIndex": 0}},
        {"updateConditionalFormatRule": {"index": 0, "newIndex": 1}},
        {"updateConditionalFormatRule": {"index": -1, "rule": rule(2)}},
        {"deleteConditionalFormatRule": {"index": 1}},
        {"deleteConditionalFormatRule": {"sheetId": 7}},
    ],
)
def test_what_is_no_rule(world: World, request_: Request) -> None:
    world.done({"addConditionalFormatRule": {"rule": rule(1)}})
    assert world.batch(OWNER, request_)[0] == 400
    assert rules(world) == [1]


def test_colors_of_a_gradient_have_twins(world: World) -> None:
    points = {name: {"color": RED, "type": name[:3].upper()} for name in ("minpoint", "maxpoint")}
    gradient = {"ranges": [PLACE], "gradientRule": points}
    world.done({"addConditionalFormatRule": {"rule": gradient}})
    point = world.sheet()["conditionalFormats"][0]["gradientRule"]["minpoint"]
    assert point == {"color": RED, "colorStyle": {"rgbColor": RED}, "type": "MIN"}


def test_a_copy_of_a_sheet_has_objects_of_its_own(world: World) -> None:
    """Same ranges, new ids; names stay."""
    world.done(
        named("Naam"),
        band(PLACE, 1),
        {"addFilterView": {"filter": {"range": PLACE, "filterViewId": 2}}},
        {"addConditionalFormatRule": {"rule": rule(1)}},
        {"setBasicFilter": {"filter": {"range": PLACE}}},
        {"duplicateSheet": {"newSheetId": 7, "insertSheetIndex": 1}},
    )
    copied, place = world.sheet(index=1), PLACE | {"sheetId": 7}
    assert copied["bandedRanges"][0]["range"] == copied["filterViews"][0]["range"] == place
    assert copied["basicFilter"]["range"] == copied["conditionalFormats"][0]["ranges"][0] == place
    assert copied["bandedRanges"][0]["bandedRangeId"] != 1
    assert copied["filterViews"][0]["filterViewId"] != 2
    assert [one["range"] for one in world.everything()["namedRanges"]] == [PLACE]
    world.done({"deleteSheet": {"sheetId": 0}})
    assert "namedRanges" not in world.everything()
