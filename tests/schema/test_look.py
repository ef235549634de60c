"""The look of every sheet: what a note says, what is marked, in words both programs understand."""

import re

import pytest

from lib.schema.column import Kind
from lib.schema.logbook import Logbook
from lib.schema.look import look_of, mark_of
from lib.schema.read_me import headings, read_me
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, sheets_of

EVERY: list[type[Sheet]] = [*SHEETS.values(), Logbook]


@pytest.mark.parametrize("sheet", EVERY, ids=lambda sheet: sheet.name)
def test_a_note_tells_which_column_it_is_and_what_may_stand_there(sheet: type[Sheet]) -> None:
    looks = look_of(sheet).columns
    assert [one.column for one in looks] == list(sheet.columns)
    first_lines = [one.note.splitlines()[0] for one in looks]
    assert first_lines == [mark_of(sheet, column) for column in sheet.columns]
    assert len(set(first_lines)) == len(first_lines)
    for one in looks:
        assert all(choice.value in one.note for choice in one.column.choices)
        assert one.column.help in one.note
        if one.column.is_required and not one.is_of_the_app:
            assert "Verplicht." in one.note


def test_notes_are_of_one_column_in_the_whole_house() -> None:
    marks = [mark_of(sheet, column) for sheet in EVERY for column in sheet.columns]
    assert len(set(marks)) == len(marks)


def test_a_code_of_another_workbook_is_said_to_stand_there() -> None:
    notes = {one.column.name: one.note for one in look_of(SHEETS["contacts"]).columns}
    assert " van STAP" not in notes["client_code"]
    assert "het blad Cliënten, kolom Cliëntcode" in notes["client_code"]
    assert "het blad Team van STAP voortgang, kolom Medewerker" in notes["worker"]


def test_only_the_app_fills_in_grey_columns() -> None:
    grey = [one.column.name for one in look_of(SHEETS["contacts"]).columns if one.is_of_the_app]
    assert grey == ["contact_id", "note", "changed_on", "changed_by"]
    clipped = [one.column.name for one in look_of(SHEETS["contacts"]).columns if one.is_clipped]
    assert clipped == ["contact_id", "note"]


@pytest.mark.parametrize("sheet", EVERY, ids=lambda sheet: sheet.name)
def test_marks_and_views_name_columns_and_values_that_are_there(sheet: type[Sheet]) -> None:
    look = look_of(sheet)
    for mark in look.marks:
        column = sheet.column(mark.column)
        if mark.text:
            assert mark.text in [choice.value for choice in column.choices]
        else:
            assert column.kind is Kind.DATE
            assert "Vet en gekleurd" in look.columns[sheet.columns.index(column)].note
        if mark.until:
            values = [choice.value for choice in sheet.column(mark.until).choices]
            assert set(mark.done) <= set(values)
    for name, hidden in look.views.values():
        assert set(hidden) <= {choice.value for choice in sheet.column(name).choices}


def test_a_date_that_is_past_until_it_is_done() -> None:
    letters = {"due_on": "E", "state": "G", "planned_on": "E", "outcome": "G"}
    actions, appointments = (look_of(SHEETS[n]).marks[-1] for n in ("actions", "appointments"))
    assert actions.formula(letters.__getitem__) == (
        '=AND(ISNUMBER($E2);$E2<TODAY();$G2<>"Klaar";$G2<>"Vervallen")'
    )
    assert appointments.formula(letters.__getitem__, ",") == (
        "=AND(ISNUMBER($E2),$E2<TODAY(),ISBLANK($G2))"
    )


def test_lees_mij_names_the_sheets_of_its_file_alone() -> None:
    lines = read_me([*sheets_of("permits"), Logbook])
    assert lines[0] == headings()[0]
    listed = lines[lines.index(headings()[1]) + 1 :]
    assert [line.partition(":")[0] for line in listed] == ["Vergunningen", "Logboek"]
    assert not re.search("[A-Z]{2}-[0-9]", "".join(lines))
