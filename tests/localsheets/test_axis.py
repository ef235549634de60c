"""Ranges follow their cells through any inserting, deleting and moving of rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.localsheets.conftest import OWNER, World, grid

HEIGHT, WIDTH = 6, 5
ENDS = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
Marks = set[int]


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, int]:
    """Any part of the grid; each end may be left open."""
    top, left = draw(st.integers(0, HEIGHT - 1)), draw(st.integers(0, WIDTH - 1))
    bottom = draw(st.integers(top + 1, HEIGHT))
    right = draw(st.integers(left + 1, WIDTH))
    whole = grid(top, left, bottom, right)
    return {name: whole[name] for name in ENDS if draw(st.integers(0, 4))}


axes = st.sampled_from(["ROWS", "COLUMNS"])
spans = st.tuples(st.integers(0, 6), st.integers(1, 3))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), axes, spans, st.booleans()),
        st.tuples(st.just("delete"), axes, spans, st.just(0)),
        st.tuples(st.just("move"), axes, spans, st.integers(0, 8)),
        st.tuples(st.just("shrink"), axes, spans, st.just(0)),
    ),
    min_size=1,
    max_size=8,
)


class Marked:
    """The grid as numbers, one for each cell that ever was."""

    def __init__(self) -> None:
        self.fresh = count()
        self.rows = [[next(self.fresh) for _ in range(WIDTH)] for _ in range(HEIGHT)]

    def covered(self, held: dict[str, int]) -> Marks:
        top, bottom, left, right = (held.get(name) for name in ENDS)
        return {mark for row in self.rows[top:bottom] for mark in row[left:right]}

    def apply(self, name: str, axis: str, start: int, end: int, to: int) -> None:
        lines = self.rows if axis == "ROWS" else [list(one) for one in zip(*self.rows, strict=True)]
        if name == "insert":
            lines[start:start] = [[next(self.fresh) for _ in lines[0]] for _ in range(end - start)]
        elif name == "move":
            block = lines[start:end]
            place = to if to <= start else to - len(block)
            rest = lines[:start] + lines[end:]
            lines = rest[:place] + block + rest[place:]
        else:
            del lines[start : end if name == "delete" else None]
        self.rows = lines if axis == "ROWS" else [list(one) for one in zip(*lines, strict=True)]


def request_of(name: str, axis: str, start: int, end: int, to: int) -> dict[str, Any]:
    span = {"dimension": axis, "startIndex": start, "endIndex": end}
    if name == "shrink":
        field = "rowCount" if axis == "ROWS" else "columnCount"
        properties = {"gridProperties": {field: start}}
        fields = f"gridProperties.{field}"
        return {"updateSheetProperties": {"properties": properties, "fields": fields}}
    if name == "move":
        return {"moveDimension": {"source": span, "destinationIndex": to}}
    inherits = {"inheritFromBefore": bool(to)} if name == "insert" else {}
    return {f"{name}Dimension": {"range": span, **inherits}}


def add(world: World, kind: str, number: int, place: dict[str, int]) -> None:
    """Bands and merges that clash with earlier ones are left out."""
    body = {
        "name": {"addNamedRange": {"namedRange": {"name": f"n_{number}", "range": place}}},
        "protection": {"addProtectedRange": {"protectedRange": {"range": place}}},
        "hole": {
            "addProtectedRange": {"protectedRange": {"range": {}, "unprotectedRanges": [place]}}
        },
        "band": {"addBanding": {"bandedRange": {"range": place, "rowProperties": {}}}},
        "filter": {"addFilterView": {"filter": {"range": place}}},
        "basic": {"setBasicFilter": {"filter": {"range": place}}},
        "rule": {"addConditionalFormatRule": {"rule": {"ranges": [place], "gradientRule": {}}}},
        "merge": {"mergeCells": {"range": place}},
    }[kind]
    assert world.batch(OWNER, body)[0] in (200, 400)


KINDS = ["name", "protection", "hole", "band", "filter", "basic", "rule", "merge"]


def shown(world: World) -> Iterator[tuple[str, dict[str, int]]]:
    """Every range that spreadsheets.get shows, with a name for what it belongs to."""
    book = world.ask(OWNER, "GET", "/v4/spreadsheets/ID")[1]
    (sheet,) = book["sheets"]
    for held in book.get("namedRanges", []):
        yield held["name"], held["range"]
    for held in sheet.get("protectedRanges", []):
        name = str(held["protectedRangeId"])
        yield name, held["range"]
        yield from ((f"hole {name}", one) for one in held.get("unprotectedRanges", []))
    for held in sheet.get("bandedRanges", []) + sheet.get("filterViews", []):
        yield str(held.get("bandedRangeId", held.get("filterViewId"))), held["range"]
    if "basicFilter" in sheet:
        yield "basic", sheet["basicFilter"]["range"]
    for i, rule in enumerate(sheet.get("conditionalFormats", [])):
        yield from ((f"rule {i}", one) for one in rule["ranges"])
    for i, held in enumerate(sheet.get("merges", [])):
        yield f"merge {i}", held


def cells_of(world: World, marked: Marked) -> dict[str, Marks]:
    return {name: marked.covered(held) for name, held in shown(world)}


def compared(found: dict[str, Marks], old: set[int]) -> list[tuple[str, list[int]]]:
    """Without the numbers of what has no name of its own, and without the new cells."""
    return sorted((name.split()[0], sorted(marks & old)) for name, marks in found.items())


@settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.sampled_from(KINDS), ranges()), min_size=1, max_size=6), steps)
def test_ranges_follow_their_cells(
    world: World, objects: list[tuple[str, dict[str, int]]], program: list[Any]
) -> None:
    grid_ = {"rowCount": HEIGHT, "columnCount": WIDTH}
    body = {"sheets": [{"properties": {"gridProperties": grid_}}]}
    book_id = world.ask(OWNER, "POST", "/v4/spreadsheets", body)[1]["spreadsheetId"]
    world, marked = World(world.endpoint, book_id), Marked()
    for number, (kind, place) in enumerate(objects):
        add(world, kind, number, place)
    for name, axis, (start, length), to in program:
        before = cells_of(world, marked)
        old = {mark for row in marked.rows for mark in row}
        step = (name, axis, start, start + length, int(to))
        status, answer = world.batch(OWNER, request_of(*step))
        if status != 200:
            assert status == 400 or (status == 501 and "takes a range" in str(answer)), answer
            assert cells_of(world, marked) == before
            continue
        marked.apply(*step)
        left = {mark for row in marked.rows for mark in row} & old
        kept = {name: marks & left for name, marks in before.items()}
        # A merge of one cell is none; what has no cell left is gone.
        kept = {n: m for n, m in kept.items() if len(m) > n.startswith("merge")}
        found = cells_of(world, marked)
        found = {n: m for n, m in found.items() if not n.startswith("merge") or len(m & old) > 1}
        assert compared(found, old) == compared(kept, old)


def test_sizes_and_hiding_move_along(world: World) -> None:
    def metadata(axis: str) -> dict[int, dict[str, Any]]:
        data = world.everything()["sheets"][0]["data"][0][f"{axis}Metadata"]
        return {
            i: one
            for i, one in enumerate(data)
            if one not in ({"pixelSize": 21}, {"pixelSize": 100})
        }

    def request(kind: str, axis: str, start: int, end: int, **more: Any) -> dict[str, Any]:
        span = {"dimension": axis, "startIndex": start, "endIndex": end}
        return {kind: {"source" if kind == "moveDimension" else "range": span, **more}}

    for axis, noun, size in (("ROWS", "row", 21), ("COLUMNS", "column", 100)):
        wide = {"properties": {"pixelSize": 50}, "fields": "pixelSize"}
        hidden = {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        describe = "updateDimensionProperties"
        world.done(request(describe, axis, 1, 2, **wide), request(describe, axis, 3, 4, **hidden))
        is_hidden = {"pixelSize": size, "hiddenByUser": True}
        assert metadata(noun) == {1: {"pixelSize": 50}, 3: is_hidden}
        world.done(request("insertDimension", axis, 1, 2))
        assert metadata(noun) == {2: {"pixelSize": 50}, 4: is_hidden}
        world.done(request("moveDimension", axis, 4, 5, destinationIndex=0))
        assert metadata(noun) == {0: is_hidden, 3: {"pixelSize": 50}}
        world.done(request("deleteDimension", axis, 0, 1))
        assert metadata(noun) == {2: {"pixelSize": 50}}
        world.done(request(describe, axis, 0, 4, properties={}, fields="*"))
        assert metadata(noun) == {}


@pytest.mark.parametrize(
    ("source", "to", "covered"),
    [
        ((0, 1), 6, (0, 3)),  # all of it slides up by what left before it
        ((4, 5), 0, (2, 5)),
        ((1, 4), 6, (3, 6)),  # the block itself
        ((0, 5), 6, (2, 5)),
        ((2, 3), 1, (1, 4)),  # inside
        ((1, 2), 4, (1, 4)),
        ((0, 1), 1, (1, 4)),
        ((0, 1), 3, None),  # in between
        ((2, 3), 5, None),  # out of it
        ((3, 5), 0, None),  # across its edge
    ],
)
def test_moving_rows_around_a_range(
    world: World, source: tuple[int, int], to: int, covered: tuple[int, int] | None
) -> None:
    place = grid(1, 0, 4, 5)
    world.done({"addNamedRange": {"namedRange": {"name": "naam", "range": place}}})
    span = {"dimension": "ROWS", "startIndex": source[0], "endIndex": source[1]}
    status, answer = world.batch(OWNER, {"moveDimension": {"source": span, "destinationIndex": to}})
    held = world.everything()["namedRanges"][0]["range"]
    if covered is None:
        assert (status, held) == (501, place), answer
    else:
        assert (status, held) == (200, grid(covered[0], 0, covered[1], 5)), answer


def test_filters_and_sort_orders_follow_their_column(world: World) -> None:
    specs = [{"filterCriteria": {"hiddenValues": ["x"]}}, {"columnIndex": 2, "filterCriteria": {}}]
    order = [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]
    view = {"range": {"sheetId": 0}, "filterSpecs": specs, "sortSpecs": order}
    world.done({"addFilterView": {"filter": view}})
    span = {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    world.done({"insertDimension": {"range": span}})
    (held,) = world.sheet()["filterViews"]
    assert [one["columnIndex"] for one in held["filterSpecs"]] == [1, 3]
    assert held["sortSpecs"] == [order[0] | {"dimensionIndex": 3}]
    world.done({"deleteDimension": {"range": span | {"startIndex": 3, "endIndex": 4}}})
    (held,) = world.sheet()["filterViews"]
    assert [one["columnIndex"] for one in held["filterSpecs"]] == [1]
    assert "sortSpecs" not in held
