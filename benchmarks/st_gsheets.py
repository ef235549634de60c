"""The connector st-gsheets-connection on its own, run by connector.py in its own environment.

Reads from stdin what to read and prints, for each thing done, [requests, seconds] of every time.
Each request counts for the delay and no more: how long the local backend takes to lay out a whole
sheet says nothing about the connector.
"""

import json
import sys
import time
from collections.abc import Callable

import gspread
import pandas as pd
import streamlit as st
from streamlit_gsheets import GSheetsConnection, gsheets_connection

from lib import localsheets

_REPEATS = 5


def main(
    url: str, delay_s: float, books: dict[str, list[str]], today: list[tuple[str, str]]
) -> None:
    """`books` are the sheets of each spreadsheet, `today` those of the page Vandaag."""
    session, waits_s = localsheets.session_at(url), []
    session.hooks["response"].append(
        lambda answer, **_: waits_s.append(answer.elapsed.total_seconds())
    )
    client = gspread.Client(auth=None, session=session)
    gsheets_connection.service_account_from_dict = lambda _: client
    connection = st.connection("gsheets", type=GSheetsConnection)

    def read(book: str, sheet: str) -> pd.DataFrame:
        return connection.read(spreadsheet=_address(book), worksheet=sheet)

    def read_all() -> None:
        for book, sheets in books.items():
            for sheet in sheets:
                read(book, sheet)

    def read_today() -> None:
        for book, sheet in today:
            read(book, sheet)

    def save() -> None:
        """One row more than the frame that was read, which the cache still has."""
        frame = read(*contacts)
        row = pd.DataFrame([["CT-FICTIEF", "ST-FICTIEF"]], columns=frame.columns[:2])
        longer = pd.concat([frame, row], ignore_index=True)
        connection.update(spreadsheet=_address(contacts[0]), worksheet=contacts[1], data=longer)

    def cost(work: Callable[[], None]) -> tuple[int, float]:
        before, started = len(waits_s), time.perf_counter()
        work()
        seconds, waited = time.perf_counter() - started, waits_s[before:]
        return len(waited), seconds - sum(waited) + len(waited) * delay_s

    (contacts,) = [place for place in today if place[1] == "Contacten"]
    costs = {"cold": [cost(read_all)]}
    costs |= {what: [cost(work) for _ in range(_REPEATS)]
              for what, work in (("warm", read_today), ("save", save))}  # fmt: skip
    print(json.dumps(costs))


def _address(book: str) -> str:
    return f"https://docs.google.com/spreadsheets/d/{book}/edit"


if __name__ == "__main__":
    main(**json.load(sys.stdin))
