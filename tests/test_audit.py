"""The log line: old and new of what changed, and never the text of a secret."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from lib.audit import HIDDEN, Actor, log_line, repair_line
from lib.change import Change
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS

ME, AT = Actor("casemanager", "casemanager"), datetime(2022, 2, 1, 14, 32)
NOW: Mapping[str, Any] = {
    "contact_state": "Goed contact", "alias": "geheim:t:oud", "care_from": ("IrisZorg", "GGD"),
    "aftercare": None, "changed_by": "iemand",
}  # fmt: skip


def line(after: Mapping[str, Any], now: Mapping[str, Any] | None = NOW, **given: Any) -> Any:
    change = Change("clients", "ST-00004", now, after, given.pop("reason", ""))
    return log_line(change, now, ME, AT, "LB-1", **given)


def test_a_line_says_who_when_where_and_why() -> None:
    made = line({"contact_state": "Geen contact"}, reason="telefonisch gehoord")
    assert {name: made[name] for name in made if name not in ("old", "new")} == {
        "line_id": "LB-1", "at": AT, "who": "casemanager", "role": "casemanager",
        "act": "gewijzigd", "sheet_title": "Cliënten", "row_key": "ST-00004",
        "reason": "telefonisch gehoord"}  # fmt: skip
    assert [*made, "chain"] == [column.name for column in Logbook.columns]


def test_old_and_new_are_told_by_header_as_a_person_reads_them() -> None:
    made = line({"contact_state": "Geen contact", "care_from": None, "aftercare": True})
    assert json.loads(made["old"]) == {
        "Contact": "Goed contact",
        "Zorg door": "IrisZorg; GGD",
        "Nazorg afgesproken": "",
    }
    assert json.loads(made["new"]) == {
        "Contact": "Geen contact", "Zorg door": "", "Nazorg afgesproken": "ja"}  # fmt: skip


@pytest.mark.parametrize("new", ["geheim:t:nieuw", None])
def test_a_secret_is_named_but_neither_sealed_nor_open_text_is_told(new: str | None) -> None:
    made = line({"alias": new})
    assert json.loads(made["old"]) == {"Werknaam": HIDDEN}
    assert json.loads(made["new"]) == {"Werknaam": HIDDEN if new else ""}
    assert "geheim:" not in f"{made['old']}{made['new']}"


def test_the_stamp_is_not_a_change() -> None:
    made = line({"contact_state": "Geen contact", "changed_on": AT, "changed_by": "casemanager"})
    assert json.loads(made["new"]) == {"Contact": "Geen contact"}


def test_a_new_row_has_no_old() -> None:
    made = line({"contact_state": "Geen contact"}, now=None)
    assert (made["act"], made["old"], made["reason"]) == ("toegevoegd", None, None)


def test_the_text_of_a_cell_nobody_could_read_is_told_when_it_is_written_over() -> None:
    made = line({"closed_on": None, "aftercare": True}, unread={"aftercare": "misschien"})
    assert json.loads(made["old"]) == {"Afgesloten op": "", "Nazorg afgesproken": "misschien"}


def test_a_repair_tells_what_stood_there_wrongly_and_what_came_back() -> None:
    stood = {"contact_state": "Geen contact", "alias": "geheim:t:x", "changed_on": AT}
    back = {"contact_state": "Goed contact", "alias": None, "changed_on": None}
    made = repair_line(SHEETS["clients"], "ST-00018", stood, back, ME, AT, "LB-2")
    assert (made["act"], made["row_key"]) == ("hersteld", "ST-00018")
    assert json.loads(made["old"]) == {"Contact": "Geen contact", "Werknaam": HIDDEN}
    assert json.loads(made["new"]) == {"Contact": "Goed contact", "Werknaam": ""}
