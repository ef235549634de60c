"""Closing a client, with the support that runs, in one save; and opening her again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from lib.change import Change
from lib.errors import ChangeRefused
from lib.measures.story import about, open_ends
from lib.measures.support import open_support
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.table import row_values, rows_of
from lib.ui import press
from lib.ui.act import save_now
from lib.ui.form import RowForm, Values
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.session import FormState
from lib.ui.texts import short_day

Row = Mapping[str, Any]
_CLOSING = ("closed_on", "closing_reason", "aftercare")


def closed_notice(client: Row) -> None:
    """On top of a closed client's page."""
    if client["closed_on"] is None:
        return
    words = {True: _("Nazorg is afgesproken."), False: _("Er is geen nazorg afgesproken.")}
    said = _("Afgesloten op {day}: {reason}.").format(
        day=short_day(client["closed_on"]), reason=client["closing_reason"] or _("reden onbekend")
    )
    aftercare = words.get(client["aftercare"], _("Over nazorg is niets vastgelegd."))
    st.warning(f"{said} {aftercare}", icon=":material/inventory_2:")


def close_client(page: Page, client: Row, her: Snapshot) -> None:
    """The support that runs ends on the day of closing, whichever runs by then."""
    if still := _still_open(page, her):
        st.markdown(_("**Dit staat nog open.** Rond het eerst af als dat kan:"))
        st.markdown("\n".join(f"- {line}" for line in still))
    form = RowForm(
        page,
        f"close:{client['client_code']}",
        "clients",
        row=client,
        suggested={"closed_on": page.today},
        proposal=lambda state, values: _closing(form.page, state, values),
        done=_("De cliënt is afgesloten."),
    )
    if seen := _running(page, client["client_code"]):
        st.caption(
            _("De begeleiding ({intensity}, sinds {day}) eindigt op de dag van afsluiten.").format(
                intensity=seen["intensity"], day=short_day(seen["from_on"])
            )
        )
    form.draw(_CLOSING, submit=_("Cliënt afsluiten"), border=False)


def _still_open(page: Page, her: Snapshot) -> list[str]:
    ends = open_ends(her, page.today)
    words = (
        (ends.goals, _("1 doel is niet afgerond"), _("{count} doelen zijn niet afgerond")),
        (ends.appointments, _("1 afspraak heeft nog geen uitkomst"),
         _("{count} afspraken hebben nog geen uitkomst")),
        (ends.follow_ups, _("1 vervolg is afgesproken"), _("{count} keer is vervolg afgesproken")),
        (ends.consents, _("1 toestemming geldt nog"), _("{count} toestemmingen gelden nog")),
        (ends.permits, _("1 vergunning loopt nog"), _("{count} vergunningen lopen nog")),
        (ends.reports, _("1 melding van een knelpunt staat open"),
         _("{count} meldingen van knelpunten staan open")),
    )  # fmt: skip
    return [
        one if count == 1 else several.format(count=count) for count, one, several in words if count
    ]


def _closing(page: Page, state: FormState, values: Values) -> Sequence[Change]:
    """The client as the person saw her, and her support as it runs now."""
    running = _running(page, state.key)
    problems = _problems(page, running, values.get("closed_on"))
    try:
        changes = [page.propose("clients", state.key, state.before, values)]
    except ChangeRefused as refused:
        raise ChangeRefused([*problems, *refused.problems]) from None
    if problems:
        raise ChangeRefused(problems)
    if running is not None:
        ends = {"until_on": values["closed_on"]}
        changes.append(page.propose("support", running["support_id"], running, ends))
    return changes


def _running(page: Page, code: str) -> Row | None:
    periods = open_support(about(page.snapshot, code), page.today)
    return row_values(SHEETS["support"], periods.iloc[0]) if len(periods) else None


def _problems(page: Page, running: Row | None, day: date | None) -> list[Problem]:
    """What no rule of one row can see: which day it is, and when her support began."""
    if day is None:
        sentence = _("Kies de dag van afsluiten.")
    elif day > page.today:
        sentence = _("Kies vandaag of een eerdere dag.")
    elif running is not None and day < running["from_on"]:
        sentence = _("Kies {day} of later: toen begon de begeleiding die nu loopt.").format(
            day=short_day(running["from_on"])
        )
    else:
        return []
    return [Problem("clients", None, "closed_on", "", "closing_day", sentence)]


def reopen_client(page: Page, client: Row, her: Snapshot) -> None:
    """Taking back a mistake lets the support run on that ended by it; who comes back later
    begins anew."""
    ended = [row for row in rows_of(SHEETS["support"], her.table("support"))
             if row["until_on"] == client["closed_on"]]  # fmt: skip
    with st.popover(_("Heropenen"), icon=":material/undo:"):
        if ended:
            st.markdown(_("Was het afsluiten een vergissing? Dan loopt ook de begeleiding door."))
            _reopen(page, client, _("Vergissing, terugdraaien"), ended)
        st.markdown(_("Is zij terug? Kies daarna opnieuw een intensiteit."))
        _reopen(page, client, _("Zij is terug"), [])


def _reopen(page: Page, client: Row, label: str, ended: Sequence[Row]) -> None:
    def proposal() -> list[Change]:
        values = dict.fromkeys(_CLOSING)
        runs = {"until_on": None}
        return [
            page.propose("clients", client["client_code"], client, values),
            *(page.propose("support", row["support_id"], row, runs) for row in ended),
        ]

    if press.button(label, f"reopen:{len(ended)}") and save_now(
        page, proposal, _("De cliënt is heropend.")
    ):
        st.rerun()
