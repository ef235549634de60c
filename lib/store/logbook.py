"""Reading the Logboek of one workbook, when somebody asks for it; nothing of it is kept here."""

import json
import re
from collections.abc import Collection
from datetime import date

import pandas as pd
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from lib.errors import SheetMissing
from lib.schema.logbook import Logbook
from lib.store.reading import sheet_ids, sheet_rows
from lib.table import read_table


def read_log(http: HTTPClient, spreadsheet_id: str) -> pd.DataFrame:
    """Every line, the newest first; what cannot be read in a cell is missing. SheetMissing when
    there is no Logboek."""
    try:
        rows = sheet_rows(http, spreadsheet_id, (Logbook,))[Logbook.name]
    except APIError as error:
        if Logbook.title.casefold() in sheet_ids(http, spreadsheet_id):
            raise
        raise SheetMissing(Logbook.title) from error
    frame = read_table(Logbook, rows).frame[[column.name for column in Logbook.columns]]
    return frame.iloc[::-1].sort_values("at", ascending=False, kind="stable")


def picked(
    lines: pd.DataFrame,
    keys: Collection[str] | None = None,
    who: str | None = None,
    since: date | None = None,
    until: date | None = None,
    acts: Collection[str] | None = None,
) -> pd.DataFrame:
    """The lines about these rows, also when they only name one of them; of this person; of
    these days, the last one included; of these acts. None: whatever it is."""
    kept = lines
    if keys is not None:
        kept = kept[_about(kept, keys)]
    if who is not None:
        kept = kept[kept["who"].eq(who)]
    if since is not None:
        kept = kept[kept["at"] >= pd.Timestamp(since)]
    if until is not None:
        kept = kept[kept["at"] < pd.Timestamp(until) + pd.Timedelta(days=1)]
    if acts is not None:
        kept = kept[kept["act"].isin(acts)]
    return kept


def _about(lines: pd.DataFrame, keys: Collection[str]) -> pd.Series:
    """A row that named one of the keys once is about it from then on: what changes later in it
    need not name it again."""
    pattern = "|".join(re.escape(json.dumps(key)) for key in keys)
    names = lines["old"].str.contains(pattern, na=False)
    names |= lines["new"].str.contains(pattern, na=False)
    rows = {*keys, *lines.loc[names, "row_key"].dropna()}
    return lines["row_key"].isin(rows)
