"""Giving, taking and ending access to a client: what writes rows of Toegang."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

import streamlit as st

from lib.change import Change, propose
from lib.measures.period import until
from lib.schema.access import GLASS_DURATION
from lib.schema.choices import GrantKind, TeamFunction
from lib.schema.codes import is_client_code, typed_client_code
from lib.schema.workbook import SHEETS
from lib.table import row_values
from lib.ui import live, press
from lib.ui.act import save_now
from lib.ui.form import RowForm, Values
from lib.ui.language import _
from lib.ui.navigation import CLIENT
from lib.ui.page import Page
from lib.ui.session import FormState
from lib.ui.texts import escaped

SHEET = "access_grants"
# A stand-in is given by the day; its last day counts to the end.
_END_OF_DAY = time(23, 59)
_A_WEEK = timedelta(days=7)


def break_glass(page: Page) -> None:
    """Open somebody else's client for a few hours. Until then all that is told is that the code
    exists."""
    typed = st.text_input(_("Cliëntcode"), key="glass:code", max_chars=20, autocomplete="off")
    if not typed.strip():
        return
    code = typed_client_code(typed)
    if code in page.caseload.kept | page.caseload.glass:
        st.info(_("Deze cliënt kun je al openen."), icon=":material/info:")
        return
    if not is_client_code(code) or live.live().snapshot().row("clients", code) is None:
        st.warning(_("Deze code bestaat niet. Kijk hem nog eens na."), icon=":material/search_off:")
        return
    st.markdown(
        _(
            "**{code}** bestaat. Je kunt haar gegevens 4 uur lezen en een contact vastleggen. "
            "Haar casemanager ziet dat je keek en waarom, en de projectleider beoordeelt het."
        ).format(code=escaped(code))
    )
    now = live.clock()
    taken = {"from_at": now, "until_at": now + GLASS_DURATION, "worker": page.person.worker}
    _grant_form(
        page,
        f"glass:{code}",
        GrantKind.BREAK_GLASS,
        [code],
        taken,
        _("Je kunt {code} openen tot {time}.").format(
            code=code, time=f"{now + GLASS_DURATION:%H:%M}"
        ),
        _("Openen voor 4 uur"),
        lambda: st.switch_page(CLIENT.file, query_params={"client": code}),
    )


def give_stand_in(page: Page, name: str, codes: Sequence[str]) -> None:
    """A colleague keeps these clients for some days."""
    colleague = _colleague(page, f"{name}:colleague")
    period: Any = st.date_input(
        _("Van en tot en met"),
        value=(page.today, page.today + _A_WEEK),
        min_value=page.today,
        format="DD-MM-YYYY",
        key=f"{name}:period",
    )
    if len(period) != 2:  # halfway choosing
        st.caption(_("Kies ook de laatste dag."))
        return
    first, last = period
    given = {
        "worker": colleague,
        "from_at": datetime.combine(first, time.min),
        "until_at": datetime.combine(last, _END_OF_DAY),
    }
    done, submit = _("De vervanging is vastgelegd."), _("Vervanging geven")
    _grant_form(page, name, GrantKind.STAND_IN, codes, given, done, submit)


def offer_handover(page: Page, code: str) -> None:
    """A colleague is asked to take this client over; nothing changes until they accept."""
    name = f"handover:{code}"
    given = {"worker": _colleague(page, f"{name}:colleague"), "from_at": live.clock()}
    done = _("De overdracht is aangeboden. Er verandert niets tot je collega aanvaardt.")
    _grant_form(page, name, GrantKind.HANDOVER, [code], given, done, _("Overdracht aanbieden"))


def _grant_form(
    page: Page,
    name: str,
    kind: GrantKind,
    codes: Sequence[str],
    given: Values,
    done: str,
    submit: str,
    after_save: Callable[[], object] | None = None,
) -> None:
    """One row of Toegang per client, in one save."""
    fixed = {"kind": kind.value, "given_by": page.person.worker, **given}

    def proposal(state: FormState, values: Values) -> Sequence[Change]:
        if state.before is not None:
            return []  # pressed twice: the first press gave it
        keys = [state.key, *(page.new_key(SHEET) for _code in codes[1:])]
        return [
            _proposed(key, None, {**values, "client_code": code})
            for key, code in zip(keys, codes, strict=True)
        ]

    form = RowForm(
        page, name, SHEET, fixed=fixed, proposal=proposal, done=done, after_save=after_save
    )
    st.caption(_("Schrijf in de reden geen namen."))
    form.draw(["reason"], submit=submit, border=False)


def _proposed(key: str, before: Values | None, values: Values, sheet: str = SHEET) -> Change:
    """Checked against all rows: whose access it is about may be nobody the person sees."""
    return propose(sheet, key, before, values, live.live().snapshot(), live.cipher())


def _colleague(page: Page, key: str) -> str | None:
    """One of the other case managers who work here today."""
    team = page.snapshot.table("team")
    works = until(team["started_on"], page.today) & ~until(team["stopped_on"], page.today)
    is_other = team["function"].eq(TeamFunction.CASE_MANAGER) & team["worker"].ne(
        page.person.worker or ""
    )
    codes = sorted(team.loc[works & is_other, "worker"].dropna())
    chosen: str | None = st.pills(_("Collega"), codes, key=key, wrap=True)
    return chosen


def end_button(page: Page, grant: Values, label: str, done: str) -> None:
    """Stops access that was given, or takes an offer away; also refuses one."""
    # What has not begun yet ends where it would begin.
    ends_at = max(live.clock(), grant["from_at"])
    _button(page, grant, label, done, lambda: [_changed(grant, until_at=ends_at)])


def accept_button(page: Page, grant: Values) -> None:
    done = _("{code} staat nu op jouw naam.").format(code=grant["client_code"])
    _button(page, grant, _("Aanvaarden"), done, lambda: _taken_over(page, grant), is_first=True)


def review_button(page: Page, grant: Values) -> None:
    reviewed = {"reviewed_on": page.today, "reviewed_by": page.person.worker}
    done = _("De noodinzage is beoordeeld.")
    _button(page, grant, _("Beoordeeld"), done, lambda: [_changed(grant, **reviewed)])


def _changed(grant: Values, **values: Any) -> Change:
    return _proposed(grant["grant_id"], grant, values)


def _taken_over(page: Page, grant: Values) -> Sequence[Change]:
    """The client and her running support go to who accepts, in the same save as the acceptance."""
    whole, code = live.live().snapshot(), grant["client_code"]
    mine = {"case_manager": page.person.worker}
    periods = whole.table("support")
    running = periods[periods["client_code"].eq(code) & periods["until_on"].isna()]
    rows = [row_values(SHEETS["support"], row) for _number, row in running.iterrows()]
    changes = [
        _changed(grant, accepted_at=live.clock()),
        _proposed(code, whole.row("clients", code), mine, "clients"),
        *(_proposed(row["support_id"], row, mine, "support") for row in rows),
    ]
    return [change for change in changes if change.after]


def _button(
    page: Page,
    grant: Values,
    label: str,
    done: str,
    changes: Callable[[], Sequence[Change]],
    *,
    is_first: bool = False,
) -> None:
    kind = "primary" if is_first else "secondary"
    is_pressed = press.button(label, f"{label}:{grant['grant_id']}", type=kind)
    if is_pressed and save_now(page, changes, done):
        st.rerun()
