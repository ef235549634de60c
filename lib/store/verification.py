"""Reading every Logboek as a whole, to look whether its chain holds."""

from collections.abc import Mapping
from pathlib import Path

from gspread import Client
from gspread.http_client import HTTPClient

from lib.chain import Report, verified
from lib.cipher import Cipher
from lib.schema.logbook import Logbook
from lib.schema.workbook import WORKBOOK_TITLES
from lib.store.reading import sheet_ids, sheet_rows
from lib.store.trail import note_path, read_note
from lib.store.translate import translated
from lib.table import read_table


def verify(
    client: Client, workbooks: Mapping[str, str], folder: Path, cipher: Cipher
) -> dict[str, Report]:
    """By title of the workbook what was found in its Logboek; without that sheet all of its
    headers are missing."""
    with translated():
        return {
            WORKBOOK_TITLES[name]: _verify(client.http_client, spreadsheet_id, name, folder, cipher)
            for name, spreadsheet_id in workbooks.items()
        }


def _verify(
    http: HTTPClient, spreadsheet_id: str, workbook: str, folder: Path, cipher: Cipher
) -> Report:
    # First the note: what is written while we read goes on from there.
    noted = read_note(note_path(folder, spreadsheet_id))
    is_there = Logbook.title.casefold() in sheet_ids(http, spreadsheet_id)
    rows = sheet_rows(http, spreadsheet_id, (Logbook,))[Logbook.name] if is_there else []
    places = read_table(Logbook, rows[:1]).positions
    return verified(workbook, dict(enumerate(rows[1:], start=2)), places, noted, cipher)
