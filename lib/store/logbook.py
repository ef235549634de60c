"""Reading the Logboek of one workbook, when somebody asks for it; nothing of it is kept here."""

import pandas as pd
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from lib.errors import SheetMissing
from lib.schema.logbook import Logbook
from lib.store.reading import sheet_rows, sheet_titles
from lib.table import read_table


def read_log(http: HTTPClient, spreadsheet_id: str) -> pd.DataFrame:
    """Every line, the newest first; what cannot be read in a cell is missing. SheetMissing when
    there is no Logboek."""
    try:
        rows = sheet_rows(http, spreadsheet_id, (Logbook,))[Logbook.name]
    except APIError as error:
        if Logbook.title.casefold() in sheet_titles(http, spreadsheet_id):
            raise
        raise SheetMissing(Logbook.title) from error
    frame = read_table(Logbook, rows).frame[[column.name for column in Logbook.columns]]
    return frame.iloc[::-1].sort_values("at", ascending=False, kind="stable")
