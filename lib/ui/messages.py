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


def show_unexpected(error: Exception) -> None:
    """One calm sentence with a number; kind and place go to the log, never the text, which
    may quote a cell."""
    number = secrets.token_hex(4)
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
    _LOG.error("%s %s at %s", number, type(error).__name__, place)
    st.error(
        _(
            "Er ging iets mis. Laad de pagina opnieuw; blijft het zo, noem dan nummer {number} "
            "bij de beheerder."
        ).format(number=number),
        icon=":material/error:",
    )
