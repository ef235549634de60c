"""What people do to a layout by hand: found, put right where that is sure, and never doubled."""

from typing import Any

import pytest

from lib.schema.clients import Clients
from lib.schema.workbook import SHEETS
from tests.conftest import COORDINATOR
from tests.store.provision.conftest import OWNER, ROWS, Office, steps, tasks

CLIENTS = [column.header for column in Clients.columns]


def tab_id(office: Office, name: str) -> int:
    return office.sheet(name).id


def headers(office: Office, name: str = "clients") -> list[Any]:
    return office.sheet(name).row_values(1)


def protections(office: Office, name: str) -> list[dict[str, Any]]:
    schema = SHEETS[name]
    return office.resource(schema.workbook, schema.title).get("protectedRanges", [])  # type: ignore[no-any-return]


def put_right(office: Office, workbook: str) -> str:
    """What was found, when applying it put all of it right."""
    found = office.look(workbook)
    assert tasks(found) == ""
    assert all(one.plan.is_done for one in office.apply(workbook))
    assert all(one.plan.is_done for one in office.look(workbook))
    return steps(found)


# ── columns ──────────────────────────────────────────────────────────────────────────────────


def test_a_renamed_column_is_recognised_and_not_made_again(made: Office) -> None:
    made.sheet("clients").update([["Gebied"]], "C1")
    found = made.look("casework")
    assert "de kop in C1 was 'Zone' en heet nu 'Gebied'. Typ daar weer Zone." in tasks(found)
    assert steps(found) == ""
    made.apply("casework")
    assert headers(made) == [*CLIENTS[:2], "Gebied", *CLIENTS[3:]]
    made.sheet("clients").update([["Zone"]], "C1")
    assert made.look("casework")[0].plan.is_done


def test_a_moved_column_is_right_where_it_is(made: Office) -> None:
    source = {"sheetId": tab_id(made, "clients"), "dimension": "COLUMNS",
              "startIndex": 2, "endIndex": 3}  # fmt: skip
    made.change("casework", {"moveDimension": {"source": source, "destinationIndex": 9}})
    (found,) = made.look("casework")
    assert found.plan.is_done
    assert found.plan.remarks == [
        "Cliënten: de kolommen staan in een andere volgorde dan waarin ze gemaakt zijn. "
        "Dat mag; de app vindt ze aan hun kop."
    ]
    made.asked()
    made.apply("casework")
    assert made.asked() == ["read", "read"]
    assert headers(made)[8] == "Zone"


def test_a_moved_and_renamed_column_is_still_the_same(made: Office) -> None:
    source = {"sheetId": tab_id(made, "clients"), "dimension": "COLUMNS",
              "startIndex": 2, "endIndex": 3}  # fmt: skip
    made.change("casework", {"moveDimension": {"source": source, "destinationIndex": 9}})
    made.sheet("clients").update([["Gebied"]], "I1")
    assert "de kop in I1 was 'Zone' en heet nu 'Gebied'" in tasks(made.look("casework"))


def test_a_column_that_was_renamed_with_its_note_gone_is_a_question(made: Office) -> None:
    made.sheet("clients").update([["Gebied"]], "C1")
    made.sheet("clients").clear_note("C1")
    (found,) = made.look("casework")
    assert "er ontbreekt 'Zone', en er staat iets wat de app niet kent: C1 'Gebied'" in (
        tasks([found])
    )
    made.apply("casework")
    assert "Zone" not in headers(made)


def test_a_deleted_column_comes_back_behind_the_others(made: Office) -> None:
    made.sheet("clients").delete_columns(3)
    assert "Cliënten: kolom ontbreekt en komt achteraan: 'Zone'" in put_right(made, "casework")
    assert headers(made) == [*CLIENTS[:2], *CLIENTS[3:], "Zone"]
    cells = made.resource("casework", "Cliënten")["data"][0]["rowData"][1]["values"]
    assert len(cells[15]["dataValidation"]["condition"]["values"]) == 3


def test_a_column_of_somebody_is_left_alone(made: Office) -> None:
    sheet = made.sheet("clients", COORDINATOR)
    sheet.add_cols(1)
    sheet.update([["Eigen kolom"], ["iets"]], "Q1")
    (found,) = made.look("casework")
    assert found.plan.is_done
    assert headers(made) == [*CLIENTS, "Eigen kolom"]


def test_a_row_of_headers_that_is_gone_is_a_question(made: Office) -> None:
    sheet = made.sheet("clients")
    sheet.update([["ST-00004"]], "A2", raw=True)
    sheet.delete_rows(1)
    found = made.look("casework")
    assert "Cliënten: in rij 1 staan niet de koppen van dit blad." in tasks(found)
    assert "ST-00004" not in tasks(found)
    made.apply("casework")
    assert headers(made) == ["ST-00004"]


def test_an_empty_row_of_headers_is_filled(made: Office) -> None:
    made.sheet("clients").batch_clear(["1:1"])
    found = made.look("casework")
    assert "de kop in A1 was 'Cliëntcode' en heet nu ''" in tasks(found)


# ── tabs ─────────────────────────────────────────────────────────────────────────────────────


def test_a_renamed_tab_is_recognised_and_not_made_again(made: Office) -> None:
    made.sheet("clients").update_title("Klanten")
    (found,) = made.look("casework")
    assert "Het blad 'Cliënten' heet nu 'Klanten'. Dubbelklik onderaan" in tasks([found])
    made.apply("casework")
    titles = [sheet.title for sheet in made.book("casework").worksheets()]
    assert "Klanten" in titles
    assert "Cliënten" not in titles


def test_a_deleted_tab_is_made_again(made: Office) -> None:
    made.book("progress").del_worksheet(made.sheet("team"))
    found = put_right(made, "progress")
    assert "Team: dit blad ontbreekt en wordt gemaakt" in found
    assert headers(made, "team") == [column.header for column in SHEETS["team"].columns]


def test_a_copy_of_a_tab_is_somebodys_own(made: Office) -> None:
    made.sheet("clients").duplicate(new_sheet_name="Kopie")
    assert made.look("casework")[0].plan.is_done


def test_a_tab_of_somebody_with_our_title(office: Office) -> None:
    sheet = office.book("permits").add_worksheet("Lees mij", 9, 2)
    sheet.update([["Van mij"]], "A1")
    found = office.apply("permits")
    assert "Er is een eigen blad 'Lees mij'" in tasks(found)
    assert sheet.acell("A1").value == "Van mij"
    assert headers(office, "permits")[0] == "Vergunning"


def test_the_words_of_lees_mij_are_kept_as_they_should_be(made: Office) -> None:
    page = made.book("casework").worksheet("Lees mij")
    before = page.get_values()
    page.update([["Doe maar wat"]], "A3")
    page.update([["Nog een regel"]], "A40")
    assert put_right(made, "casework") == "Lees mij: de tekst wordt bijgewerkt."
    assert page.get_values() == before


# ── the look ─────────────────────────────────────────────────────────────────────────────────


def area(office: Office, name: str, place: int, **more: int) -> dict[str, int]:
    columns = {"startColumnIndex": place, "endColumnIndex": place + 1}
    return {"sheetId": tab_id(office, name), **columns, **more}


LOOKS: list[tuple[dict[str, Any], str]] = [
    ({"setDataValidation": {"range": {"startRowIndex": 1}}}, "opmaak en keuzelijst van 'Zone'"),
    ({"setDataValidation": {"range": {"startRowIndex": ROWS - 1}}},
     "opmaak en keuzelijst van 'Zone'"),
    ({"repeatCell": {"range": {"startRowIndex": 1}, "cell": {}, "fields": "userEnteredFormat"}},
     "opmaak en keuzelijst van 'Zone'"),
    ({"repeatCell": {"range": {"endRowIndex": 1}, "cell": {"note": "Oud"}, "fields": "note"}},
     "kop en uitleg van 'Zone'"),
    ({"repeatCell": {"range": {"endRowIndex": 1}, "cell": {}, "fields": "userEnteredFormat"}},
     "kop en uitleg van 'Zone'"),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "sentence"), LOOKS, ids=range(len(LOOKS)))
def test_a_look_that_was_changed(made: Office, request_: dict[str, Any], sentence: str) -> None:
    ((kind, body),) = request_.items()
    place = area(made, "clients", 2, **body["range"])
    made.change("casework", {kind: {**body, "range": place}})
    assert put_right(made, "casework") == f"Cliënten: {sentence}."


def test_what_lies_over_the_cells_and_was_taken_away(made: Office) -> None:
    tab = made.resource("progress", "Mijlpalen")
    sheet_id = tab["properties"]["sheetId"]
    made.change(
        "progress",
        {"deleteConditionalFormatRule": {"sheetId": sheet_id, "index": 4}},
        {"deleteFilterView": {"filterId": tab["filterViews"][0]["filterViewId"]}},
        {"deleteBanding": {"bandedRangeId": tab["bandedRanges"][0]["bandedRangeId"]}},
        {"updateSheetProperties": {
            "properties": {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": 0}},
            "fields": "gridProperties.frozenRowCount"}},
    )  # fmt: skip
    assert put_right(made, "progress") == (
        "Mijlpalen: rij 1 wordt vastgezet; om en om gekleurde rijen; kleur bij voortgang en "
        "verlopen datums; filterweergave 'Nog open'."
    )
    assert len(made.resource("progress", "Mijlpalen")["conditionalFormats"]) == 5


def test_what_a_person_chose_for_looks_stays(made: Office) -> None:
    """A width, a colour of some rows, an alignment: nothing of ours depends on it."""
    sheet = made.sheet("clients", COORDINATOR)
    place = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    made.change("casework", {"updateDimensionProperties": {
        "range": place, "properties": {"pixelSize": 400}, "fields": "pixelSize"}})  # fmt: skip
    sheet.format("B2:D5", {"backgroundColor": {"red": 1.0}, "horizontalAlignment": "CENTER"})
    assert made.look("casework")[0].plan.is_done


def test_another_locale(made: Office) -> None:
    made.book("casework").update_locale("en_US")
    assert put_right(made, "casework") == "Bestand: land wordt Nederland, tijdzone Amsterdam."


# ── protections ──────────────────────────────────────────────────────────────────────────────


def protection(office: Office, name: str, description: str) -> dict[str, Any]:
    (found,) = [one for one in protections(office, name) if one["description"] == description]
    return found


def test_a_protection_that_was_lifted(made: Office) -> None:
    for description in ("STAP: koppen", "STAP: Gewijzigd op"):
        held = protection(made, "clients", description)
        lifted = {"protectedRangeId": held["protectedRangeId"]}
        made.change("casework", {"deleteProtectedRange": lifted})
    log = made.resource("casework", "Logboek")["protectedRanges"][0]
    made.change("casework", {"deleteProtectedRange": {
        "protectedRangeId": log["protectedRangeId"]}})  # fmt: skip
    assert put_right(made, "casework") == (
        "Cliënten: beveiliging ontbreekt: koppen, Gewijzigd op.\n"
        "Logboek: beveiliging ontbreekt: hele blad."
    )


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ("warningOnly", {"warningOnly": True}),
        ("range", {"range": {"startRowIndex": 0, "endRowIndex": 1, "endColumnIndex": 3}}),
    ],
)
def test_a_protection_that_was_weakened(made: Office, fields: str, changed: dict[str, Any]) -> None:
    held = protection(made, "clients", "STAP: koppen")
    if "range" in changed:
        changed = {"range": {**changed["range"], "sheetId": tab_id(made, "clients")}}
    one = {"protectedRangeId": held["protectedRangeId"], **changed}
    update = {"protectedRange": one, "fields": fields}
    made.change("casework", {"updateProtectedRange": update})
    assert put_right(made, "casework") == "Cliënten: beveiliging is veranderd: koppen."
    after = protection(made, "clients", "STAP: koppen")
    assert (after["range"], sorted(after["editors"]["users"])) == (
        held["range"], sorted(held["editors"]["users"]))  # fmt: skip


def test_a_warning_that_became_a_lock_would_stop_sorting(made: Office) -> None:
    held = protection(made, "clients", "STAP: Cliëntcode")
    one = {"protectedRangeId": held["protectedRangeId"], "editors": {"users": [OWNER]}}
    update = {"protectedRange": one, "fields": "warningOnly,editors"}
    made.change("casework", {"updateProtectedRange": update})
    found = made.look("casework")
    assert "de app mag het bereik A2:A niet wijzigen (beveiliging 'STAP: Cliëntcode')" in (
        tasks(found)
    )


def test_somebody_more_may_change_what_is_closed(made: Office) -> None:
    held = protection(made, "clients", "STAP: koppen")
    users = [*held["editors"]["users"], COORDINATOR]
    one = {"protectedRangeId": held["protectedRangeId"], "editors": {"users": users}}
    made.change("casework", {"updateProtectedRange": {"protectedRange": one, "fields": "editors"}})
    found = made.look("casework")
    assert f"Cliënten: ook {COORDINATOR} mag 'koppen' wijzigen." in tasks(found)
    assert steps(found) == ""
