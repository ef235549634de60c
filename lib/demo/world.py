"""The whole world, as values and as cells."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from lib.cipher import Cipher, Place
from lib.demo import (
    access,
    appointments,
    bottlenecks,
    clients,
    committee,
    consents,
    contacts,
    goals,
    partners,
    permits,
    place,
    planning,
    publications,
    reports,
    team,
)
from lib.demo.chance import Row, keyed
from lib.demo.days import AS_OF
from lib.demo.profiles import people
from lib.schema.cells import Cell, to_cell
from lib.schema.column import Column
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS

World = Mapping[str, list[Row]]

_CONTACTS_PER_CLIENT = 27
_STAMP: Row = {"changed_on": datetime.combine(AS_OF, time(9)), "changed_by": "demo"}


def world(seed: int = 2022, clients: int = 27, contacts: int | None = None) -> World:
    """Sheet name → rows by English column name; a column left out is missing, secrets are
    readable. Without `contacts` there are 27 per client. The memo's figures hold for 27 clients."""
    progress = _keyed(_progress(), seed)
    register, links = progress["bottlenecks"], progress["partner_links"]
    depending = {
        "partner_meetings": partners.partner_meetings(links),
        "actions": planning.actions(register),
        "publication_figures": publications.figures(progress["publications"]),
        **_casework(seed, clients, contacts, register),
    }
    made = progress | _keyed(depending, seed)
    return {name: made.get(name, []) for name in SHEETS}


def rows(world: World, cipher: Cipher) -> Mapping[str, list[list[Cell]]]:
    """Sheet name → header and rows of cells; secrets sealed, the last change stamped."""
    return {
        name: [
            [column.header for column in sheet.columns],
            *(_cells(sheet, row, cipher) for row in world[name]),
        ]
        for name, sheet in SHEETS.items()
    }


def _keyed(tables: Mapping[str, list[Row]], seed: int) -> dict[str, list[Row]]:
    return {name: keyed(name, table, seed) for name, table in tables.items()}


def _progress() -> dict[str, list[Row]]:
    return {
        "bottlenecks": bottlenecks.bottlenecks(),
        "partner_links": partners.partner_links(),
        "milestones": planning.milestones(),
        "preconditions": planning.preconditions(),
        "wishes": place.wishes(),
        "experiences": place.experiences(),
        "initiatives": place.initiatives(),
        "decisions": planning.decisions(),
        "closures": planning.closures(),
        "team": team.team(),
        "organisations": team.organisations(),
        "key_figures": committee.key_figures(),
        "releases": committee.releases(),
        "publications": publications.publications(),
    }


def _casework(
    seed: int, amount: int, contact_amount: int | None, register: list[Row]
) -> dict[str, list[Row]]:
    persons = people(amount, seed)
    if contact_amount is None:
        contact_amount = _CONTACTS_PER_CLIENT * amount
    return {
        "clients": clients.clients(persons),
        "support": clients.support(persons),
        "consents": consents.consents(persons),
        "contacts": contacts.contacts(persons, contact_amount, seed),
        "appointments": appointments.appointments(persons, seed),
        "goals": goals.goals(persons),
        "bottleneck_reports": reports.reports(persons, register),
        "access_grants": access.grants(persons),
        "permits": permits.permits(persons),
    }


def _cells(sheet: type[Sheet], row: Mapping[str, Any], cipher: Cipher) -> list[Cell]:
    key = row[sheet.key().name]
    stamped = {**_STAMP, **row}
    return [_cell(sheet, column, key, stamped.get(column.name), cipher) for column in sheet.columns]


def _cell(sheet: type[Sheet], column: Column, key: str, value: Any, cipher: Cipher) -> Cell:
    if column.is_secret and value:
        return cipher.seal(value, Place(sheet.workbook, sheet.name, key, column.name))
    return to_cell(column, value)
