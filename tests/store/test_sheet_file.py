"""A sheet as a file, there and back: nothing changes by itself, every change is found."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from lib.errors import FileRefused
from lib.schema.column import Kind
from lib.schema.look import look_of
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store import sheet_file
from lib.store.sheet_file import make_sheet_file, read_sheet_file
from lib.store.three_way import ThreeWay, three_way
from lib.table import column_series, empty_table
from tests.schema.values import values

EMPTY = {name: empty_table(schema).frame for name, schema in SHEETS.items()}
Hands = Callable[[Any], object]


def snapshot(name: str, rows: list[Mapping[str, Any]]) -> Snapshot:
    numbers = range(2, len(rows) + 2)
    frame = pd.DataFrame(
        {c.name: column_series(c, [row.get(c.name) for row in rows], list(numbers))
         for c in SHEETS[name].columns}
    )  # fmt: skip
    return Snapshot({**EMPTY, name: frame}, (), datetime(2022, 2, 1))


WISHES = [
    {"wish_id": "WS-1", "room": "Loods", "wish": "=1+1", "priority": 1, "state": "Gewenst"},
    {"wish_id": "WS-2", "room": "Loods", "wish": "Een bank", "state": "Klaar",
     "done_on": date(2022, 1, 31)},
    {"wish_id": "WS-3", "room": "Huiskamer", "wish": "Koffie", "priority": 2, "state": "Akkoord"},
]  # fmt: skip
NOW = snapshot("wishes", WISHES)


def with_wish(key: str, **values: Any) -> Snapshot:
    row = NOW.row("wishes", key)
    assert row is not None
    return NOW.with_rows([("wishes", {**row, **values})])


def edited(content: bytes, hands: Hands) -> bytes:
    """As somebody's own program changes it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    hands(book["Wensen"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def brought_back(hands: Hands, now: Snapshot = NOW) -> ThreeWay:
    file = read_sheet_file("wishes", edited(make_sheet_file("wishes", NOW), hands))
    keys = iter(f"WS-NEW{n}" for n in range(9))
    return three_way("wishes", file, now, lambda: next(keys))


def put(**cells: Any) -> Hands:
    def hands(page: Any) -> None:
        for place, value in cells.items():
            page[place] = value

    return hands


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    name = draw(st.sampled_from(list(SHEETS)))
    schema = SHEETS[name]
    row = {
        column.name: values(column) if column.kind is Kind.KEY else st.none() | values(column)
        for column in schema.columns
    }
    key = schema.key().name
    return name, draw(st.lists(st.fixed_dictionaries(row), max_size=3, unique_by=lambda r: r[key]))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_a_file_in_which_nothing_was_changed_changes_nothing(
    made: tuple[str, list[dict[str, Any]]],
) -> None:
    name, rows = made
    now = snapshot(name, rows)
    content = make_sheet_file(name, now)
    assert three_way(name, read_sheet_file(name, content), now, lambda: "?") == ThreeWay()


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_goes_there_and_back_with_all_its_columns(name: str) -> None:
    row = {}
    for column in SHEETS[name].columns:
        example = values(column).filter(lambda value: len(str(value)) < 99)
        row[column.name] = next(_examples(example))
    now = snapshot(name, [row])
    content = make_sheet_file(name, now)
    assert three_way(name, read_sheet_file(name, content), now, lambda: "?") == ThreeWay()
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book[SHEETS[name].title]
    assert [c.value for c in page[1]] == [c.header for c in SHEETS[name].columns if not c.is_secret]
    assert page.freeze_panes == "B2"
    assert all(cell.font.bold for cell in page[1])
    assert [one.sheet_state for one in book] == ["visible", "hidden", "hidden"]


def _examples(strategy: st.SearchStrategy[Any]) -> Iterator[Any]:
    yield find(strategy, lambda _: True)


def test_the_file_holds_no_secret_column_nor_its_text() -> None:
    now = snapshot("clients", [{"client_code": "ST-00004", "alias": "geheim:t:abc"}])
    content = make_sheet_file("clients", now)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        everything = b"".join(packed.read(part) for part in packed.namelist())
    assert b"ST-00004" in everything
    assert b"geheim:" not in everything
    assert b"Werknaam" not in everything


def test_dates_are_dates_choices_are_a_list_and_text_is_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_sheet_file("wishes", NOW)))
    page = book["Wensen"]
    assert (page["F3"].value, page["F3"].number_format) == (datetime(2022, 1, 31), "dd-mm-yyyy")
    assert (page["C2"].value, page["C2"].data_type) == ("=1+1", "s")
    assert page["A1"].fill.fgColor.rgb.endswith("D9D9D9")
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in
             page.data_validations.dataValidation}  # fmt: skip
    assert rules["B2"] == "Keuzes!$B$1:$B$2"
    assert [row[1].value for row in book["Keuzes"].iter_rows(max_row=2)] == ["Loods", "Huiskamer"]


def test_rows_without_a_key_of_their_own_are_not_in_the_file() -> None:
    rows = [*WISHES, {**WISHES[2], "wish_id": None}, {**WISHES[1]}]
    book = openpyxl.load_workbook(io.BytesIO(make_sheet_file("wishes", snapshot("wishes", rows))))
    assert [row[0].value for row in book["Wensen"].iter_rows(min_row=2)] == ["WS-1", "WS-3"]


def test_what_was_changed_is_found_wherever_the_row_is_now() -> None:
    def sort(page: Any) -> None:
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for place, value in enumerate(row, start=1):
                page.cell(number, place, value).data_type = page.cell(number, place).data_type
        page["C2"], page["D2"] = "Thee", None
        page["C4"].data_type = "s"

    found = brought_back(sort)
    assert found.typed == {"WS-3": {"wish": "Thee", "priority": None}}
    assert found.seen["WS-3"] == NOW.row("wishes", "WS-3")


def test_a_row_without_a_key_is_new_and_a_row_that_is_gone_stays() -> None:
    def hands(page: Any) -> None:
        page.append([None, "Loods", "Een plant", 3, "Gewenst", date(2022, 2, 1)])
        page.delete_rows(3)

    found = brought_back(hands)
    assert found.added == ["WS-NEW0"]
    assert found.typed["WS-NEW0"]["done_on"] == date(2022, 2, 1)
    assert found.missing == ["WS-2"]
    assert found.problems == []


def test_what_others_changed_meanwhile_is_told_apart() -> None:
    now = with_wish("WS-1", wish="Van een ander")
    merged = brought_back(put(D2=3), now)
    assert merged.typed == {"WS-1": {"priority": 3}}
    assert merged.seen["WS-1"]["wish"] == "=1+1"  # so the save sees that others changed it
    clash = brought_back(put(C2="Van mij"), now)
    assert (clash.seen["WS-1"]["wish"], clash.typed["WS-1"]["wish"]) == ("=1+1", "Van mij")
    assert brought_back(put(C3="Een bank"), now).by_others == ["WS-1"]
    same = brought_back(put(C2="Van een ander", D2=3), now)
    assert same.typed == {"WS-1": {"priority": 3}}
    assert same.seen["WS-1"]["wish"] == "Van een ander"
    assert brought_back(put(C2="Van een ander"), now).typed == {}


@pytest.mark.parametrize(
    ("cells", "place", "sentence"),
    [
        ({"D2": "veel"}, "priority", "Dit is geen getal. Schrijf bijvoorbeeld 12 of 3,5."),
        ({"D2": "=1+1"}, "priority", "Hier staat een formule. Plak de uitkomst als waarde."),
        ({"F3": "gisteren"}, "done_on", "Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022."),
        ({"D3": datetime(2022, 2, 1)}, "priority", "Dit is geen getal."),
        ({"E2": "Misschien"}, "state", "Deze keuze bestaat niet."),
        ({"A2": "WS-9"}, "wish_id", "De sleutel WS-9 staat niet in het blad Wensen."),
        ({"A2": "WS-2"}, "wish_id", "De sleutel WS-2 staat op meer dan een rij"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_said_at_its_row_and_passed_over(
    cells: dict[str, Any], place: str, sentence: str
) -> None:
    found = brought_back(put(**cells))
    assert found.typed == {}
    assert found.problems[0].column == place
    assert found.problems[0].row == int(next(iter(cells))[1:])
    assert found.problems[0].sentence.startswith(sentence)


def test_a_changed_row_that_was_deleted_meanwhile_is_said() -> None:
    now = snapshot("wishes", WISHES[1:])
    assert brought_back(put(D3=3), now).problems == []
    (problem,) = brought_back(put(D2=3), now).problems
    assert problem.sentence == "De rij is intussen uit het blad Wensen verwijderd."


def packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def foreign() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.save(made)
    return made.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist() if "docProps" not in name}


PARTS = unpacked(make_sheet_file("wishes", NOW))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"geen zip", "Dit is geen Excel-bestand"),
        (packed({"a.txt": b"x"}), "Dit bestand gaat niet open."),
        (foreign(), "Dit bestand komt niet uit het dashboard."),
        (make_sheet_file("actions", NOW), "Dit bestand hoort bij het blad Acties."),
        (packed({"xl/workbook.xml": b"0" * 70_000_000}), "Dit bestand is te groot."),
        (packed({f"{n}.xml": b"" for n in range(200)}), "Dit bestand is te groot."),
        (edited(make_sheet_file("wishes", NOW), put(A1="Iets")), "De kolom 'Wens' ontbreekt"),
        (edited(make_sheet_file("wishes", NOW), put(A30000="x")), "Dit bestand heeft meer dan"),
        (b"x" * (sheet_file.MAX_BYTES + 1), "Dit bestand is te groot."),
    ],
    ids=[*"abcdefghi"],
)  # fmt: skip
def test_a_file_that_is_not_ours_or_too_large_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_sheet_file("wishes", content)
    assert refused.value.message.startswith(sentence)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PARTS)), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)),
                                                min_size=1, max_size=5))  # fmt: skip
def test_a_damaged_file_is_refused_or_read_and_never_anything_else(
    part: str, damage: list[tuple[float, int]]
) -> None:
    content = bytearray(PARTS[part])
    for place, sign in damage:
        content[int(place * len(content))] = sign
    with suppress(FileRefused):
        file = read_sheet_file("wishes", packed({**PARTS, part: bytes(content)}))
        three_way("wishes", file, NOW, lambda: "WS-NEW")


def test_a_page_or_columns_of_their_own_do_no_harm() -> None:
    def hands(page: Any) -> None:
        page["J1"], page["J2"] = "Eigen", "=1+1"
        page.parent.create_sheet("Kladblok")

    assert brought_back(hands) == ThreeWay()


def test_a_number_that_excel_cannot_hold_comes_back_as_it_was() -> None:
    now = snapshot("key_figures", [{"figure_id": "KC-1", "value_max": 1.7976931348623151e308}])
    file = read_sheet_file("key_figures", make_sheet_file("key_figures", now))
    assert three_way("key_figures", file, now, lambda: "?") == ThreeWay()


def test_a_file_looks_as_the_sheet_does() -> None:
    """The same notes, fills, widths and formats as `apply` draws in Google."""
    row = {"action_id": "AC-1", "what": "Bellen", "due_on": date(2022, 1, 1), "state": "Open"}
    book = openpyxl.load_workbook(
        io.BytesIO(make_sheet_file("actions", snapshot("actions", [row])))
    )
    page = book["Acties"]
    for place, one in enumerate(look_of(SHEETS["actions"]).columns, start=1):
        header, cell = page.cell(1, place), page.cell(2, place)
        assert header.comment.text == one.note
        assert header.fill.fgColor.rgb == f"00{one.header_fill}"
        assert (cell.alignment.wrap_text or False, cell.alignment.vertical) == (
            not one.is_clipped, "top")  # fmt: skip
        assert cell.number_format == (one.format.pattern if one.format else "General")
        column = page.column_dimensions[header.column_letter]
        assert column.width == pytest.approx(one.width_px / 7, abs=0.1)
        assert column.number_format == cell.number_format  # a 007 in a new row stays 007
    formulas = [r.formula for area in page.conditional_formatting for r in area.rules]
    assert formulas == [
        ['AND(ISNUMBER($D2),$D2<TODAY(),$F2<>"Klaar",$F2<>"Vervallen")'], ["MOD(ROW(),2)=1"]
    ]  # fmt: skip
