"""A small invented world for tests: two clients, a team of three, some contacts."""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.schema.cells import Cell, to_cell
from lib.schema.workbook import SHEETS

SMALL: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "clients": [
        {"client_code": "ST-00004", "zone_status": "Actief op of rond de tippelzone",
         "contact_state": "Goed contact", "case_manager": "CM-01", "expert_involved": True},
        {"client_code": "ST-00018", "zone_status": "Actief op of rond de tippelzone",
         "contact_state": "Wisselend contact", "case_manager": "CM-02"},
    ],
    "contacts": [
        {"contact_id": "CT-1", "client_code": "ST-00004", "held_on": "2022-01-30",
         "channel": "Telefoon", "kind": "Gepland", "outcome": "Gesproken", "worker": "CM-01"},
        {"contact_id": "CT-2", "client_code": "ST-00018", "held_on": "2022-01-31",
         "channel": "WhatsApp", "kind": "Gepland", "outcome": "Gesproken", "worker": "CM-02"},
    ],
    "team": [
        {"worker": "CM-01", "function": "Casemanager", "organisation": "IrisZorg",
         "started_on": "2021-08-01"},
        {"worker": "CM-02", "function": "Casemanager", "organisation": "GGD",
         "started_on": "2021-08-01"},
        {"worker": "ED-01", "function": "Ervaringsdeskundige", "organisation": "IrisZorg",
         "started_on": "2021-10-01"},
    ],
    "organisations": [
        {"organisation_id": "OR-1", "organisation_name": "De Cirkel", "aliases": "Cirkel"},
    ],
}  # fmt: skip


def cells(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[list[Cell]]]:
    """Sheet name → header and cells, for `store.build`; every sheet at least its header."""
    built: dict[str, list[list[Cell]]] = {}
    for name, sheet in SHEETS.items():
        built[name] = [[column.header for column in sheet.columns]]
        for row in rows.get(name, ()):
            built[name].append([_cell(column, row.get(column.name)) for column in sheet.columns])
    return built


def _cell(column: Any, value: Any) -> Cell:
    return value if isinstance(value, str) else to_cell(column, value)
