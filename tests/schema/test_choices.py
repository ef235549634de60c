"""Choices by label, several in one cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.schema.cells import read_cell, to_cell
from lib.schema.column import Column, Kind
from lib.schema.workbook import SHEETS
from tests.schema.values import COLUMNS

CHOOSING = [c for c in COLUMNS if c.kind is Kind.CHOICE]
AREAS = SHEETS["contacts"].column("life_areas")
BLANKS = st.text(" \t\n\u00a0", max_size=3)


@pytest.mark.parametrize("column", CHOOSING, ids=lambda c: c.name)
@settings(max_examples=10)
@given(data=st.data())
def test_a_label_is_found_regardless_of_case_and_blanks(
    column: Column, data: st.DataObject
) -> None:
    label = data.draw(st.sampled_from([member.value for member in column.choices]))
    typed = data.draw(BLANKS) + data.draw(st.sampled_from([label, label.upper(), label.lower()]))
    typed = typed.replace(" ", data.draw(st.sampled_from([" ", "  "]))) + data.draw(BLANKS)
    assert read_cell(column, typed).value == label


@pytest.mark.parametrize("typed", ["Goed", "Goed contact!", "goedcontact", 1, True, "Goed; Geen"])
def test_an_unknown_choice_names_what_there_is(typed: object) -> None:
    read = read_cell(SHEETS["clients"].column("contact_state"), typed)  # type: ignore[arg-type]
    assert read.value is None
    assert read.fault == ("unknown_choice",
        "Deze keuze bestaat niet. Kies uit: Goed contact, Wisselend contact, "
        "Tijdelijk geen contact, Geen contact.")  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    ["Wonen; Justitie", "justitie;WONEN", " Wonen ;; Justitie; ", "Wonen\nJustitie",
     "Wonen; wonen; Justitie"],
)  # fmt: skip
def test_several_choices_are_a_set_in_the_order_of_the_list(cell: str) -> None:
    assert read_cell(AREAS, cell).value == ("Wonen", "Justitie")
    assert to_cell(AREAS, ("Wonen", "Justitie")) == "Wonen; Justitie"


def test_one_unknown_among_several_is_a_problem_of_the_cell() -> None:
    read = read_cell(AREAS, "Wonen; Vliegen")
    assert (read.value, read.fault.code) == (None, "unknown_choice")  # type: ignore[union-attr]


def test_a_typed_waar_is_a_yes_also_where_unknown_is_an_answer() -> None:
    column = SHEETS["clients"].column("in_top15")
    assert [read_cell(column, cell).value for cell in (True, False, "onbekend", "ja")] == [
        "Ja", "Nee", "Onbekend", "Ja"]  # fmt: skip
