"""What is wrong in the sheets, cell by cell: what was found, where it is, and what is certain."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action, Scope, scope
from lib.access.roles import Role
from lib.change import Change
from lib.errors import DashboardError, StoreError
from lib.schema.cells import to_text
from lib.schema.place import Positions, cell_address, cell_name
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.ui import live, press, session
from lib.ui.grid import ONE_ROW
from lib.ui.language import _
from lib.ui.lines import paged
from lib.ui.mend import certain_fix
from lib.ui.messages import show_error
from lib.ui.navigation import EDIT
from lib.ui.page import Page
from lib.ui.texts import escaped, shortened

_AT_ONCE = 300  # cells of one save


@dataclass(frozen=True)
class Finding:
    """A problem and what can be done: `key` is its row's, None when it has none of its own or is
    not this person's to see; `fix` what was certainly meant."""

    problem: Problem
    key: str | None = None
    fix: Change | None = None


def findings(page: Page, problems: Iterable[Problem]) -> dict[str, list[Finding]]:
    """Sheet → its problems, in the order of the tabs."""
    by_sheet: dict[str, list[Problem]] = {}
    for problem in problems:
        by_sheet.setdefault(problem.sheet, []).append(problem)
    return {name: _of_sheet(page, name, by_sheet[name]) for name in SHEETS if name in by_sheet}


def show_findings(page: Page, found: Mapping[str, Sequence[Finding]], part: str) -> None:
    """Sheet by sheet, folded unless there is but one; `part` names this list on the page."""
    for sheet, problems in found.items():
        title = f"{SHEETS[sheet].title} ({len(problems)})"
        with st.expander(title, expanded=len(found) == 1):
            _show_sheet(page, sheet, problems, f"{part}:{sheet}")


def _of_sheet(page: Page, sheet: str, problems: Sequence[Problem]) -> list[Finding]:
    own = page.snapshot.keyed(sheet)[SHEETS[sheet].key().name]
    keys = {int(number): str(key) for number, key in own.items()}  # type: ignore[call-overload]
    found = []
    for place, problem in enumerate(problems):
        key = keys.get(problem.row or 0)
        is_looked_at = key is not None and place < _AT_ONCE
        found.append(
            Finding(problem, key, _fix(page, problem, key or "") if is_looked_at else None)
        )
    return found


def _fix(page: Page, problem: Problem, key: str) -> Change | None:
    """What puts it right, for who may change the row."""
    row = page.snapshot.row(problem.sheet, key)
    if row is None or not page.may(Action.CHANGE, problem.sheet, row):
        return None
    return certain_fix(problem, key, page.snapshot, page.propose)


def _show_sheet(page: Page, sheet: str, found: Sequence[Finding], part: str) -> None:
    """The problems of one sheet, and the ways out of them."""
    certain = [one for one in found if one.fix is not None]
    if certain:
        _mend_all(page, part, certain)
    key = SHEETS[sheet].key().name
    is_keyless = any((o.problem.code, o.problem.column) == ("missing", key) for o in found)
    may_give = is_keyless and page.may(Action.CHANGE, sheet)
    if may_give and press.button(_("Sleutel geven aan rijen zonder"), f"sleutels:{sheet}"):
        _give_keys()
    paged(found, f"gezondheid:{part}", partial(_show, page, sheet))


def _mend_all(page: Page, part: str, certain: Sequence[Finding]) -> None:
    label = _("Herstel alles wat zeker is ({count})").format(count=len(certain))
    with st.expander(label, icon=":material/build:"):
        paged(certain, f"zeker:{part}", partial(_preview, page.snapshot.positions))
        if press.button(_("Dit herstellen"), f"alles:{part}", type="primary"):
            _mend(page, [one.fix for one in certain if one.fix is not None])


def _preview(positions: Positions, finding: Finding) -> None:
    cell = escaped(cell_name(finding.problem, positions))
    text = escaped(shortened(finding.problem.text))
    st.markdown(f"**{cell}** · {text} → **{escaped(_becomes(finding))}**")


def _becomes(finding: Finding) -> str:
    assert finding.fix is not None
    ((name, value),) = finding.fix.after.items()
    return to_text(finding.fix.schema.column(name), value)


def _show(page: Page, sheet: str, finding: Finding) -> None:
    """One cell: where, what was found, what is wrong with it, and what can be done."""
    problem = finding.problem
    cell = cell_name(problem, page.snapshot.positions)
    name = SHEETS[sheet].column(problem.column).header if problem.column else ""
    with st.container(border=True, gap="xxsmall"):
        st.markdown(" · ".join(filter(None, [f"**{escaped(cell)}**", escaped(name)])))
        if problem.text:
            st.text(_("Gevonden: {text}").format(text=shortened(problem.text)))
        st.markdown(escaped(problem.sentence))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if finding.fix is not None:
                label = _("Herstel: {value}").format(value=escaped(_becomes(finding)))
                name = f"herstel:{sheet}:{cell}:{problem.code}"
                if press.button(label, name, icon=":material/build:"):
                    _mend(page, [finding.fix])
            _links(page, finding)
        if problem.row not in (None, 1) and not page.may(Action.CHANGE, sheet):
            roles = [role for role in Role if scope(role, Action.CHANGE, sheet) is not Scope.NONE]
            who = _(" of ").join(role.label.lower() for role in roles)
            text = _("Herstellen kan een {who} in het dashboard, of jij in het blad zelf.")
            st.caption(text.format(who=who))


def _links(page: Page, finding: Finding) -> None:
    sheet = finding.problem.sheet
    may_edit = page.person.has(EDIT.needs) and page.may(Action.CHANGE, sheet)
    if may_edit and finding.key is not None:
        st.page_link(
            EDIT.file,
            label=_("Naar deze rij"),
            icon=EDIT.icon,
            query_params={"blad": sheet, ONE_ROW: finding.key},
        )
    is_in_google = page.person.has(Permission.EDIT_SHEETS) and not live.settings().is_demo
    address = live.live().now().address(sheet) if is_in_google else None
    if address is not None:
        place = cell_address(address, finding.problem, page.snapshot.positions)
        st.link_button(_("Open in Google"), place, icon=":material/open_in_new:")


def _mend(page: Page, fixes: Iterable[Change]) -> None:
    """Fixes of one row are one change of it; all of a sheet are one save."""
    rows: dict[str, Change] = {}
    for fix in fixes:
        known = rows.get(fix.key)
        after = {**(known.after if known else {}), **fix.after}
        rows[fix.key] = Change(fix.sheet, fix.key, fix.before, after, fix.reason)
    try:
        receipt = page.save(list(rows.values()))
    except DashboardError as error:
        show_error(error)
        return
    count = sum(len(change.after) for change in rows.values())
    done = _("1 cel hersteld.") if count == 1 else _("{count} cellen hersteld.")
    if not receipt.is_pending:
        # The problems themselves are of the last reading.
        with suppress(StoreError):
            page.read_again()
    session.flash(done.format(count=count))
    st.rerun()


def _give_keys() -> None:
    try:
        live.live().give_keys()
    except StoreError as error:
        show_error(error)
        return
    session.flash(_("De rijen hebben een sleutel."))
    st.rerun()
