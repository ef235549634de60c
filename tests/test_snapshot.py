"""Bad sheets in, a Snapshot and Problems out: nothing raises, nothing is dropped."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.cipher import Cipher, Place
from lib.errors import SecretUnreadable
from lib.schema.cells import Cell
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import Table, empty_table, read_table
from tests.world import SMALL, cells

READ_AT = datetime(2022, 2, 1, 9)
CIPHER = Cipher({"t": b"k" * 32}, "t")
CONTACTS = SHEETS["contacts"]
HEADER = [column.header for column in CONTACTS.columns]
EMPTY = {name: empty_table(sheet) for name, sheet in SHEETS.items()}
Row = list[Cell]
World = Callable[..., Snapshot]


@pytest.fixture
def rows() -> dict[str, list[Row]]:
    return cells(SMALL)


@pytest.fixture
def world(rows: dict[str, list[Row]]) -> World:
    """The Snapshot of the small world with some sheets replaced."""

    def assembled(**replaced: list[Row]) -> Snapshot:
        sheets = {**rows, **replaced}
        return assemble({n: read_table(SHEETS[n], sheets[n]) for n in SHEETS}, READ_AT)

    return assembled


@pytest.fixture
def contact() -> Callable[..., Row]:
    """A row of Contacten without a fault, with some cells replaced."""

    def row(key: str = "CT-9", **given: Any) -> Row:
        typed = {"contact_id": key, "client_code": "ST-00004", "held_on": 44593, "channel": "Sms",
                 "kind": "Gepland", "outcome": "Gesproken", "worker": "CM-01", **given}  # fmt: skip
        return [typed.get(column.name, "") for column in CONTACTS.columns]

    return row


def told(table: Table) -> list[tuple[int | None, str | None, str]]:
    return [(p.row, p.column, p.code) for p in table.problems]


def test_a_sound_world_has_no_problems_and_typed_columns(world: World) -> None:
    snapshot = world()
    assert snapshot.problems == ()
    clients = snapshot.table("clients")
    assert list(clients.index) == [2, 3]
    assert str(clients["first_contact_on"].dtype) == "datetime64[us]"
    assert str(clients["expert_involved"].dtype) == "boolean"
    assert str(snapshot.table("contacts")["duration_min"].dtype) == "Int64"
    assert clients["care_from"].to_list() == [(), ()]


def test_the_index_is_the_row_number_also_with_blank_rows(contact: Callable[..., Row]) -> None:
    blank: list[Row] = [[], ["", "  ", None], [False, ""]]
    table = read_table(CONTACTS, [HEADER, contact("CT-1"), *blank, contact("CT-2")])
    assert list(table.frame.index) == [2, 6]
    assert table.problems == ()


def test_a_bad_cell_is_missing_named_with_its_place_and_leaves_the_others_alone(
    contact: Callable[..., Row],
) -> None:
    bad = contact("CT-1", held_on="ergens in mei", outcome="Goed gesprek", duration_min=601)
    table = read_table(CONTACTS, [HEADER, [], bad, contact("CT-2")])
    assert told(table) == [
        (3, "held_on", "not_a_date"), (3, "outcome", "unknown_choice"),
        (3, "duration_min", "out_of_range")]  # fmt: skip
    assert [p.text for p in table.problems] == ["ergens in mei", "Goed gesprek", "601"]
    assert all(p.sentence.endswith(".") and not p.is_blocking for p in table.problems)
    first = table.frame.loc[3]
    assert pd.isna(first["held_on"])
    assert (first["channel"], first["worker"]) == ("Sms", "CM-01")
    assert table.frame.loc[4, "held_on"] == pd.Timestamp("2022-02-01")


def test_a_cell_that_counts_but_is_spelled_otherwise_is_no_problem(
    world: World, contact: Callable[..., Row], rows: dict[str, list[Row]]
) -> None:
    contacts = [HEADER, contact(held_on="1-2-2022", channel="sms"), contact("CT-8")]
    care = [column.name for column in SHEETS["clients"].columns].index("care_from")
    rows["clients"][1][care] = "cirkel"
    seen = world(contacts=contacts, clients=rows["clients"])
    assert seen.problems == ()
    told = [(p.sheet, p.row, p.column, p.text) for p in seen.spellings if p.sheet != "team"]
    assert told == [
        ("contacts", 2, "held_on", "1-2-2022"),
        ("contacts", 2, "channel", "sms"),
        ("clients", 2, "care_from", "cirkel"),
    ]
    assert seen.row("clients", "ST-00004")["care_from"] == ("De Cirkel",)  # type: ignore[index]


def test_an_unknown_header_is_carried_and_told(contact: Callable[..., Row]) -> None:
    rows = [["Eigen kolom", *HEADER], ["zelf", *contact("CT-1")]]
    table = read_table(CONTACTS, rows)
    assert told(table) == [(1, None, "unknown_column")]
    assert table.frame["Eigen kolom"].to_list() == ["zelf"]
    assert table.positions["contact_id"] == 1
    assert table.frame["contact_id"].to_list() == ["CT-1"]


def test_half_a_character_is_shown_as_a_question_mark(contact: Callable[..., Row]) -> None:
    rows = [[*HEADER, "Eigen \ud800"], [*contact("CT-1", held_on="\udfff"), "zelf \ud800"]]
    table = read_table(CONTACTS, rows)
    assert table.frame["Eigen ?"].to_list() == ["zelf ?"]
    assert [p.text for p in table.problems] == ["Eigen ?", "?"]


def test_of_a_header_that_stands_there_twice_the_first_counts(contact: Callable[..., Row]) -> None:
    table = read_table(CONTACTS, [[*HEADER, "Datum"], [*contact("CT-1"), 40000]])
    assert told(table) == [(1, None, "duplicate_header")]
    assert table.frame.loc[2, "held_on"] == pd.Timestamp("2022-02-01")


def test_a_missing_column_blocks_and_the_rest_is_read(contact: Callable[..., Row]) -> None:
    place = HEADER.index("Datum")
    rows = [row[:place] + row[place + 1 :] for row in (HEADER, contact("CT-1"))]
    table = read_table(CONTACTS, rows)
    assert told(table) == [(1, "held_on", "column_missing")]
    assert table.problems[0].is_blocking
    assert table.frame.loc[2, "outcome"] == "Gesproken"
    assert pd.isna(table.frame.loc[2, "held_on"])


def test_headers_are_found_in_any_order_case_and_with_blanks(contact: Callable[..., Row]) -> None:
    rows = [[f" {title.upper()}  " for title in reversed(HEADER)], contact("CT-1")[::-1]]
    table = read_table(CONTACTS, rows)
    assert table.problems == ()
    assert table.frame.loc[2, "contact_id"] == "CT-1"


@pytest.mark.parametrize("rows", [[], [[]], [[], []], [["ST-00004", "Zone 4", "Piet"]]])
def test_a_sheet_without_its_headers_says_so_once_and_quotes_nothing(rows: list[Row]) -> None:
    table = read_table(CONTACTS, rows)
    assert told(table) == [(1, None, "header_missing")]
    assert table.problems[0].is_blocking
    assert "Piet" not in repr(table.problems)
    assert list(table.frame.columns) == [c.name for c in CONTACTS.columns]
    assert len(table.frame) == 0


def test_a_sheet_with_only_a_header_is_empty_and_fine() -> None:
    table = read_table(CONTACTS, [HEADER])
    assert table.problems == ()
    assert len(table.frame) == 0
    assert str(table.frame["held_on"].dtype) == "datetime64[us]"


def test_short_rows_are_filled_and_what_stands_beside_the_headers_is_told(
    contact: Callable[..., Row],
) -> None:
    short = contact("CT-1")[:8]
    long = [*contact("CT-2"), "", "los briefje"]
    table = read_table(CONTACTS, [HEADER, short, long])
    assert told(table) == [(3, None, "no_header")]
    assert table.frame["contact_id"].to_list() == ["CT-1", "CT-2"]
    assert pd.isna(table.frame.loc[2, "changed_by"])


def test_cells_merged_downwards_leave_blanks_that_are_told(contact: Callable[..., Row]) -> None:
    table = read_table(
        CONTACTS, [HEADER, contact("CT-1"), contact("CT-2", client_code="", worker="")]
    )
    assert told(table) == [(3, "client_code", "missing"), (3, "worker", "missing")]
    assert table.frame["contact_id"].to_list() == ["CT-1", "CT-2"]


def test_a_row_without_a_key_is_kept_and_told(contact: Callable[..., Row]) -> None:
    table = read_table(CONTACTS, [HEADER, contact("")])
    assert told(table) == [(2, "contact_id", "missing")]
    assert table.problems[0].sentence == (
        "Deze rij heeft geen sleutel. Typ er geen: de app geeft er een."
    )
    assert table.frame.loc[2, "client_code"] == "ST-00004"


def test_every_row_of_a_duplicate_key_is_told_and_kept(contact: Callable[..., Row]) -> None:
    table = read_table(CONTACTS, [HEADER, contact("CT-1"), contact("CT-2"), contact("ct-1 ")])
    assert told(table) == [(2, "contact_id", "duplicate_key"), (4, "contact_id", "duplicate_key")]
    assert len(table.frame) == 3


def test_an_unknown_reference_is_told_and_keeps_its_value(
    world: World, contact: Callable[..., Row]
) -> None:
    snapshot = world(contacts=[HEADER, contact("CT-1", worker="CM-99")])
    (problem,) = snapshot.problems
    assert (problem.row, problem.column, problem.code, problem.text) == (
        2, "worker", "unknown_reference", "CM-99")  # fmt: skip
    assert problem.sentence == "'CM-99' staat niet in het blad Team."
    assert snapshot.table("contacts")["worker"].to_list() == ["CM-99"]


def test_a_consent_for_an_organisation_that_is_not_in_the_list_is_told(
    world: World, rows: dict[str, list[Row]]
) -> None:
    header = rows["consents"][0]
    typed = {"Toestemming": "TS-1", "Cliënt": "ST-00004", "Versie formulier": "1",
             "Versie informatiebrief": "1", "Ondertekend op": "1-8-2021", "Doelen": "Toeleiding",
             "Delen met": "Cirkel; De buurvrouw", "Soorten gegevens": "Voortgang"}  # fmt: skip
    snapshot = world(consents=[header, [typed.get(title, "") for title in header]])
    (problem,) = snapshot.problems
    assert (problem.row, problem.column, problem.code, problem.text) == (
        2, "share_with", "unknown_reference", "De buurvrouw")  # fmt: skip
    assert snapshot.table("consents")["share_with"].to_list() == [("De Cirkel", "De buurvrouw")]


def test_overlapping_periods_are_told_at_the_later_one(
    world: World, rows: dict[str, list[Row]]
) -> None:
    header = rows["support"][0]
    typed = {"Cliënt": "ST-00004", "Intensiteit": "Intensief", "Casemanager": "CM-01"}
    support = [
        [{**typed, "Begeleiding": key, "Van": start}.get(title, "") for title in header]
        for key, start in (("BG-1", "1-8-2021"), ("BG-2", "1-10-2021"))
    ]
    (problem,) = world(support=[header, *support]).problems
    assert (problem.row, problem.column, problem.code) == (3, "from_on", "rule")


def test_spellings_of_an_organisation_become_its_one_name(
    world: World, rows: dict[str, list[Row]]
) -> None:
    place = rows["clients"][0].index("Zorg door")
    rows["clients"][1][place] = "CIRKEL; De  Cirkel; IrisZorg; cirkel"
    assert world().table("clients").loc[2, "care_from"] == ("De Cirkel", "IrisZorg")


def test_plain_text_in_a_secret_column_is_a_problem_that_does_not_quote_it(
    contact: Callable[..., Row],
) -> None:
    table = read_table(CONTACTS, [HEADER, contact("CT-1", note="belt morgen haar zus")])
    (problem,) = table.problems
    assert (problem.row, problem.column, problem.code) == (2, "note", "not_sealed")
    assert "zus" not in repr(problem)
    assert pd.isna(table.frame.loc[2, "note"])
    assert table.frame.loc[2, "outcome"] == "Gesproken"


def test_a_sealed_cell_stays_sealed_and_opens_only_on_its_own_row(
    contact: Callable[..., Row],
) -> None:
    own, other = (Place("casework", "contacts", key, "note") for key in ("CT-1", "CT-2"))
    sealed = CIPHER.seal("x" * 500, own)
    table = read_table(
        CONTACTS, [HEADER, contact("CT-1", note=sealed), contact("CT-2", note=sealed)]
    )
    assert table.problems == ()
    assert table.frame["note"].to_list() == [sealed, sealed]
    assert CIPHER.open(table.frame.loc[2, "note"], own) == "x" * 500
    with pytest.raises(SecretUnreadable):
        CIPHER.open(table.frame.loc[3, "note"], other)


@settings(max_examples=30)
@given(
    name=st.sampled_from(list(SHEETS)),
    body=st.lists(
        st.lists(
            st.one_of(st.text(max_size=5), st.floats(), st.integers(), st.booleans(), st.none()),
            max_size=20,
        ),
        max_size=5,
    ),
)
def test_no_content_of_cells_raises_or_drops_a_row(name: str, body: Sequence[Row]) -> None:
    sheet = SHEETS[name]
    table = read_table(sheet, [[c.header for c in sheet.columns], *body])
    nothing = ("", "None", "False")
    filled = [n for n, row in enumerate(body, 2) if any(str(c).strip() not in nothing for c in row)]
    assert list(table.frame.index) == filled
    assert len(assemble({**EMPTY, name: table}, READ_AT).table(name)) == len(filled)
