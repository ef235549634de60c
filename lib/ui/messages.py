"""The words for every error that can reach a page, and what to do next."""

import logging
import secrets

import streamlit as st

from lib.errors import (
    AccessError,
    ChangeRefused,
    DashboardError,
    SheetsBusy,
    SheetsUnreachable,
    StoreError,
    WorkbookError,
    WriteConflict,
)
from lib.ui.language import _
from lib.ui.log_lines import kind_and_place

PENDING = _("Opgeslagen op deze server; wordt verzonden zodra het blad bereikbaar is.")
_LOG = logging.getLogger("stap")

_ICONS: tuple[tuple[type[DashboardError], str], ...] = (
    (SheetsBusy, ":material/hourglass:"),
    (SheetsUnreachable, ":material/cloud_off:"),
    (StoreError, ":material/sync_problem:"),
    (WorkbookError, ":material/table_chart:"),
    (WriteConflict, ":material/call_split:"),
    (ChangeRefused, ":material/edit_note:"),
    (AccessError, ":material/lock:"),
    (DashboardError, ":material/error:"),
)


def show_error(error: DashboardError) -> None:
    """Say what is wrong, at the place where it was noticed."""
    icon = next(icon for kind, icon in _ICONS if isinstance(error, kind))
    st.error(error.message, icon=icon)


def show_problems(refused: ChangeRefused) -> None:
    """Everything that is wrong, where there are no fields to say it at."""
    for problem in refused.problems:
        st.error(problem.sentence, icon=":material/error:")


def log_unexpected(error: Exception) -> str:
    """Log kind and place under a number, never the text, which may quote a cell."""
    number = secrets.token_hex(4)
    _LOG.error("%s %s", number, kind_and_place(error))
    return number


def show_unexpected(error: Exception) -> None:
    """One calm sentence with a number to look for in the log."""
    number = log_unexpected(error)
    st.error(
        _(
            "Er ging iets mis. Laad de pagina opnieuw; blijft het zo, noem dan nummer {number} "
            "bij de beheerder."
        ).format(number=number),
        icon=":material/error:",
    )
