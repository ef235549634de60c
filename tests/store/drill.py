"""A demo world with a backup of it, for the tests of backing up and putting back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

import gspread

from lib.audit import Actor
from lib.cipher import Cipher, Place, is_sealed
from lib.keys import read_keys
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES, sheets_of
from lib.settings import Settings
from lib.store.backup import Backup, take_backup
from lib.store.build import known_workbooks
from lib.store.connect import connect
from lib.store.restore import Outcome, Plan, plan, put_back
from lib.store.store import Store
from tests.conftest import DemoWorld

MADE = datetime(2022, 2, 1, 3, 15)
NOW = datetime(2022, 2, 2, 14, 32)
ADMIN = Actor("beheer", "beheer")
STAMP = ("Gewijzigd op", "Gewijzigd door")
State = dict[str, dict[str, dict[str, Any]]]


@dataclass
class Drill:
    """A world, and how it was before anybody damaged it."""

    world: DemoWorld
    client: gspread.Client
    ids: dict[str, str]
    cipher: Cipher
    then: Backup

    @property
    def store(self) -> Store:
        return Store(
            self.client,
            self.ids,
            self.world.data / "store",
            clock=lambda: NOW,
            cipher=lambda: self.cipher,
        )

    def backup(self, at: datetime = NOW) -> Backup:
        return take_backup(self.client, self.ids, at)

    def plan(self, sheets: Collection[str] = tuple(SHEETS), key: str | None = None) -> Plan:
        return plan(self.then, self.backup(), self.cipher, sheets, key)

    def restore(self, sheets: Collection[str] = tuple(SHEETS), key: str | None = None) -> Outcome:
        return put_back(self.store, self.plan(sheets, key), ADMIN)

    def state(self) -> State:
        """What stands in every sheet, by key and header, but for the stamp; seen with gspread."""
        found: State = {}
        for workbook in WORKBOOK_TITLES:
            sheets = sheets_of(workbook)
            answer = self.world.workbook(workbook).values_batch_get(
                [f"'{schema.title}'" for schema in sheets],
                {"valueRenderOption": "UNFORMATTED_VALUE"},
            )
            for schema, part in zip(sheets, answer["valueRanges"], strict=True):
                header, *rows = part["values"]
                rows = [dict(zip_longest(header, row, fillvalue="")) for row in rows if row]
                found[schema.name] = {
                    row[schema.key().header]: {h: c for h, c in row.items() if h not in STAMP}
                    for row in rows
                }
                assert len(found[schema.name]) == len(rows), schema.title
        return found

    def secrets(self) -> dict[Place, str]:
        """Every secret cell that stands in the sheets, opened."""
        state = self.state()
        return {
            place: self.cipher.open(row[column.header], place)
            for name, schema in SHEETS.items()
            for column in schema.columns
            if column.is_secret
            for key, row in state[name].items()
            if is_sealed(row[column.header])
            for place in [Place(schema.workbook, name, key, column.name)]
        }


def drill(world: DemoWorld) -> Drill:
    settings = Settings(data=world.data)
    client, ids = connect(settings), known_workbooks(world.data) or {}
    then = take_backup(client, ids, MADE)
    return Drill(world, client, ids, read_keys(settings).cipher(), then)


def rows_of(sheet: gspread.Worksheet, keys: Collection[str]) -> list[int]:
    """Row numbers of these keys, the lowest first."""
    return [n for n, key in enumerate(sheet.col_values(1), start=1) if key in keys]


def column_of(sheet: gspread.Worksheet, header: str) -> int:
    return sheet.row_values(1).index(header) + 1


def fill(sheet: gspread.Worksheet, header: str, text: str, first: int = 2, count: int = 5) -> None:
    """The same in some cells of a column, as somebody does who drags one down."""
    place = gspread.utils.rowcol_to_a1(first, column_of(sheet, header))
    sheet.update([[text]] * count, place, value_input_option="USER_ENTERED")
