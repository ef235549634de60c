"""A file to take along: made when somebody presses the button, and never without its log line."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from lib.errors import NotAllowed
from lib.ui import live, session
from lib.ui.page import Page

# A spreadsheet takes text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def download(page: Page, label: str, file_name: str, made: Callable[[], bytes]) -> None:
    """A button that gives what `made` returns. It is run beside the page when the button is
    pressed: `made` asks and tells for itself, and the sign-in must still count."""
    known = session.signed_in()

    def checked() -> bytes:
        if known is None or not live.accounts().is_current(known.username, known.at):
            raise NotAllowed("export", page.person.role.value)
        return made()

    st.download_button(
        label, checked, file_name=file_name, icon=":material/download:", on_click="ignore"
    )


def csv_file(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows by header, as a Dutch spreadsheet program opens it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=";")
    writer.writeheader()
    writer.writerows({name: _plain(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
