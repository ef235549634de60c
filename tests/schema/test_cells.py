"""Cell ↔ value: what was written is read again, and what people type is understood."""

import math
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.schema.cells import read_cell, read_column, to_cell, to_text
from lib.schema.column import Kind
from lib.schema.workbook import SHEETS
from tests.schema.values import column_of, values

CELLS = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.sampled_from([10**400, -(10**5000)])
)
CLIENTS, CONTACTS = SHEETS["clients"], SHEETS["contacts"]


@pytest.mark.parametrize("name", SHEETS)
@settings(max_examples=6)
@given(data=st.data())
def test_what_is_written_is_read_again_in_every_column(name: str, data: st.DataObject) -> None:
    for column in SHEETS[name].columns:
        value = data.draw(values(column), label=column.name)
        assert read_cell(column, to_cell(column, value)) == (value, None)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=60)
@given(data=st.data())
def test_every_kind_survives_the_way_through_a_cell(kind: Kind, data: st.DataObject) -> None:
    column = column_of(kind) if kind is not Kind.NUMBER else SHEETS["key_figures"].column("value")
    value = data.draw(values(column))
    assert read_cell(column, to_cell(column, value)) == (value, None)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=150)
@given(cell=CELLS)
def test_reading_never_raises_and_a_value_read_is_stable(kind: Kind, cell: Any) -> None:
    column = column_of(kind)
    read = read_cell(column, cell)
    if read.fault is not None:
        assert read.value is None
        assert read.fault.sentence.endswith(".")
    elif read.value is not None:
        assert read_cell(column, to_cell(column, read.value)).value == read.value


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=60)
@given(data=st.data())
def test_a_column_is_read_as_its_cells_one_by_one(kind: Kind, data: st.DataObject) -> None:
    column = column_of(kind)
    written = values(column).map(lambda value: to_cell(column, value))
    lookalikes = st.sampled_from(
        [True, 1, 1.0, False, 0, 0.0, -0.0, "1", "", " ", None, "#REF!", "st-00004", " ST-00004",
         "\u0661", "a\ud800", 44593.375, 1e9]
    )  # fmt: skip
    cells = data.draw(st.lists(written | lookalikes | CELLS, max_size=12))
    found, faults = read_column(column, cells)
    singly = [read_cell(column, cell) for cell in cells]
    assert [(type(value), value) for value in found] == [(type(r.value), r.value) for r in singly]
    assert faults == {i: read.fault for i, read in enumerate(singly) if read.fault}


def test_one_and_true_are_equal_in_python_but_not_in_a_column() -> None:
    found, faults = read_column(CLIENTS.column("expert_involved"), [True, 1, 1.0, False, 0])
    assert found == [True, None, None, False, None]
    assert {fault.code for fault in faults.values()} == {"not_yes_no"}


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**400])
def test_a_number_no_sheet_can_hold_is_a_problem(number: float) -> None:
    column = SHEETS["key_figures"].column("value")
    assert read_cell(column, number).fault.code == "not_a_number"  # type: ignore[union-attr]
    text = SHEETS["key_figures"].column("figure_name")
    assert read_cell(text, number).fault.code == "not_text"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("3,5", 3.5), ("3.5", 3.5), ("1.234", 1234.0), ("1.234.567,8", 1234567.8), ("12", 12.0),
     ("-0,25", -0.25), ("+7", 7.0), (" 1 000 ", 1000.0), ("1\u00a0000,5", 1000.5), (3, 3.0)],
)  # fmt: skip
def test_numbers_are_read_the_dutch_way(cell: Any, number: float) -> None:
    assert read_cell(SHEETS["key_figures"].column("value"), cell).value == number


@pytest.mark.parametrize("cell", ["1,2,3", "1.23.4", "twaalf", "12 stuks", "1e5", True, "--1"])
def test_what_is_no_number_says_so_and_keeps_its_cell(cell: Any) -> None:
    read = read_cell(SHEETS["key_figures"].column("value"), cell)
    assert (read.value, read.fault.code) == (None, "not_a_number")  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", [44593, 44593.375, 18_264, 109_574])
@pytest.mark.parametrize("name", ["value", "figure_name", "figure_id"])
def test_a_number_that_may_be_a_typed_date_is_a_problem_outside_dates(
    name: str, cell: float
) -> None:
    read = read_cell(SHEETS["key_figures"].column(name), cell)
    assert (read.value, read.fault.code) == (None, "maybe_date")  # type: ignore[union-attr]


@pytest.mark.parametrize(("value", "cell"), [(45000.0, "45000"), (20000.25, "20000,25")])
def test_such_a_number_is_written_as_text_and_so_keeps_its_meaning(value: float, cell: str) -> None:
    column = SHEETS["key_figures"].column("value")
    assert to_cell(column, value) == cell
    assert read_cell(column, cell) == (value, None)
    assert to_cell(column, 18_263.0) == 18_263.0


@pytest.mark.parametrize(
    ("cell", "code"), [(601, "out_of_range"), (-1, "out_of_range"), (1.5, "not_whole"),
                       ("half uur", "not_a_number"), (1e300, "not_whole")],
)  # fmt: skip
def test_minutes_have_limits_and_are_whole(cell: Any, code: str) -> None:
    assert read_cell(CONTACTS.column("duration_min"), cell).fault.code == code  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["ja", "JA", " Ja ", "j", "waar", "TRUE", "x", True])
def test_yes_in_every_spelling(cell: Any) -> None:
    assert read_cell(CLIENTS.column("aftercare"), cell).value is True


@pytest.mark.parametrize("cell", ["nee", "NEE", " nee", "n", "onwaar", "False", False])
def test_no_in_every_spelling(cell: Any) -> None:
    assert read_cell(CLIENTS.column("aftercare"), cell).value is False


@pytest.mark.parametrize("cell", ["misschien", 1, 0, "ja/nee"])
def test_neither_yes_nor_no_is_a_problem(cell: Any) -> None:
    assert read_cell(CLIENTS.column("aftercare"), cell).fault.code == "not_yes_no"  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["", "   ", "\n", None])
def test_blanks_are_missing_and_a_required_column_says_so(cell: Any) -> None:
    assert read_cell(CLIENTS.column("return_expected"), cell) == (None, None)
    read = read_cell(CLIENTS.column("zone_status"), cell)
    assert (read.value, read.fault) == (None, ("missing", "Vul 'Zone' in."))


@pytest.mark.parametrize("cell", [";", " ; \n;"])
def test_separators_with_nothing_between_them_are_missing(cell: str) -> None:
    assert read_cell(CONTACTS.column("life_areas"), cell) == (None, None)
    required = read_cell(SHEETS["consents"].column("purposes"), cell)
    assert required.fault.code == "missing"  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["#REF!", " #N/A", "#VERW!", "#DEEL/0!"])
@pytest.mark.parametrize("name", ["client_code", "held_on", "channel", "duration_min", "note"])
def test_a_formula_that_fails_is_a_problem_in_every_kind(name: str, cell: str) -> None:
    read = read_cell(CONTACTS.column(name), cell)
    assert (read.value, read.fault.code) == (None, "formula_error")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("=1+1", "=1+1"), ("-", "-"), (12, "12"), (12.0, "12"), (3.5, "3,5"), (True, "WAAR"),
     ("007", "007"), ("a\r\nb\rc", "a\nb\nc"), (1e20, "100000000000000000000")],
)  # fmt: skip
def test_text_is_what_the_person_saw_in_the_cell(cell: Any, text: str) -> None:
    assert read_cell(CLIENTS.column("return_expected"), cell).value == text


def test_text_that_is_too_long_is_a_problem_also_when_it_looks_sealed() -> None:
    note = CONTACTS.column("note")
    too_long = ("too_long", "'Aantekening' mag hoogstens 500 tekens zijn.")
    for text in ("n" * 501, "geheim:t:" + "n" * 500):
        assert read_cell(note, text).fault == too_long
    assert read_cell(note, "n" * 500).value == "n" * 500


def test_a_broken_character_is_a_problem_and_not_an_error_when_sealing() -> None:
    assert read_cell(CONTACTS.column("note"), "a\ud800").fault.code == "not_text"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [("held_on", date(2022, 2, 1), "01-02-2022"),
     ("changed_on", datetime(2022, 2, 1, 14, 5), "01-02-2022 14:05"),
     ("with_expert", False, "nee"), ("duration_min", 0, "0"), ("note", None, ""),
     ("life_areas", ("Wonen", "Justitie"), "Wonen; Justitie"), ("life_areas", (), "")],
)  # fmt: skip
def test_a_value_is_shown_as_a_person_reads_it(name: str, value: Any, text: str) -> None:
    assert to_text(CONTACTS.column(name), value) == text


def test_a_large_number_keeps_its_digits_in_tables_and_log() -> None:
    column = SHEETS["key_figures"].column("value")
    assert to_text(column, 1234567.0) == "1234567"
    assert to_text(column, 22.5) == "22,5"
