"""A form for one row, built from the schema: all problems at their fields, nothing typed lost.

The row's key is minted when the form opens, so pressing the button twice is one save. When
somebody else changed the same field meanwhile, both values are shown and the person chooses.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.change import Change
from lib.errors import (
    ChangeRefused,
    DashboardError,
    SecretUnreadable,
    WriteConflict,
)
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.store.writing import Receipt
from lib.ui import press, session
from lib.ui.clash import kept_side
from lib.ui.language import _
from lib.ui.messages import PENDING, show_error
from lib.ui.names import DOUBT, ask_about_name
from lib.ui.page import Page
from lib.ui.session import FormState
from lib.ui.widgets import widget

Values = Mapping[str, Any]
Proposal = Callable[[FormState, Values], Sequence[Change]]


class RowForm:
    """`name` tells the forms of a tab apart. `row` is the row to change, None for a new one;
    `defaults` are first values of a new row, `suggested` ones stand in place of the row's own.
    `fixed` values are saved without a widget."""

    def __init__(
        self,
        page: Page,
        name: str,
        sheet: str,
        row: Values | None = None,
        defaults: Values | None = None,
        fixed: Values | None = None,
        proposal: Proposal | None = None,
        done: str = "",
        builds_on: Values | None = None,
        after_save: Callable[[], object] | None = None,
        suggested: Values | None = None,
    ) -> None:
        self.page = page
        self.name = name
        self.schema: type[Sheet] = SHEETS[sheet]
        self.defaults = dict(defaults or {})
        self.fixed = dict(fixed or {})
        self.proposal = proposal or self._one_row
        self.done = done or _("Opgeslagen.")
        self.after_save = after_save
        self.suggested = dict(suggested or {})
        self._forms = session.forms()  # not after the press: see Page.flashes
        self.state = self._opened(row, builds_on)

    def draw(
        self,
        columns: Sequence[str],
        more: Sequence[str] = (),
        submit: str = "",
        border: bool = True,
    ) -> None:
        """Draw the fields, `more` of them folded away, and save when asked to."""
        slots: dict[str, DeltaGenerator] = {}
        values = dict(self.fixed)
        with st.form(self._key("form"), border=border, enter_to_submit=False):
            for name in columns:
                values |= self._field(name, slots)
            if more:
                faulty = any(p.column in more for p in self.state.problems)
                with st.expander(_("Meer invullen"), expanded=faulty):
                    for name in more:
                        values |= self._field(name, slots)
            is_pressed = press.submit(submit or _("Opslaan"), self._key("submit"), type="primary")
        if is_pressed:
            self._submit(values)
        self._show_problems(slots)
        if self.state.conflict is not None:
            self._resolve(self.state.conflict)

    def _field(self, name: str, slots: dict[str, DeltaGenerator]) -> dict[str, Any]:
        """The column and what its widget holds; nothing for a secret that cannot be opened,
        so that nothing is ever sealed over it."""
        column = self.schema.column(name)
        try:
            first = self._first_value(name)
        except SecretUnreadable as error:
            st.caption(f"{column.header}: {error.message}")
            return {}
        if self.schema.steps is not None and self.schema.steps.column == name:
            before = (self.state.before or {}).get(name)
            column = replace(column, choices=self.schema.steps.open_from(before, column.choices))
        value = widget(self.page, column, self._key(name), first)
        slots[name] = st.empty()
        return {name: value}

    def _first_value(self, name: str) -> Any:
        if name in self.suggested:
            return self.suggested[name]
        if self.state.is_new or self.state.before is None:
            return self.defaults.get(name)
        return self._opened_value(name, self.state.before.get(name))

    def _opened_value(self, name: str, value: Any) -> Any:
        """A value as a person reads it; SecretUnreadable when it cannot be opened."""
        if value and self.schema.column(name).is_secret:
            return self.page.unsealed(self.schema.name, self.state.key, name, value)
        return value

    def _submit(self, values: Values) -> bool:
        """False when it could not be saved now, for a reason that is not in the form."""
        self.state.problems, self.state.conflict = (), None
        self.state.values = dict(values)
        changes: Sequence[Change] = ()
        try:
            if self.state.before is None:
                # A second press: the first one saved this row, so this one may only correct it.
                self.state.before = self.page.snapshot.row(self.schema.name, self.state.key)
            changes = [c for c in self.proposal(self.state, values) if c.after or c.is_new]
            ask_about_name(self.page, self.state, changes, values.get("alias"))
            receipt = self.page.save(changes) if changes else None
        except ChangeRefused as refused:
            self.state.problems = refused.problems
        except WriteConflict as conflict:
            self._keep(conflict, changes)
        except DashboardError as error:
            show_error(error)
            return False
        else:
            self._finish(receipt)
        return True

    def _keep(self, conflict: WriteConflict, changes: Sequence[Change]) -> None:
        """A clash in this form's own row is for the person to settle; one in the row it builds
        on means that what they decided on has changed."""
        if conflict.key == self.state.key:
            self.state.conflict = conflict
            return
        self.page = self.page.read_again()
        sheet = next(change.sheet for change in changes if change.key == conflict.key)
        self.state.builds_on = self.page.snapshot.row(sheet, conflict.key)
        sentence = _("Intussen heeft een ander dit gewijzigd. Kijk wat er nu staat en sla dan op.")
        self.state.problems = (Problem(self.schema.name, None, None, "", "changed", sentence),)

    def _finish(self, receipt: Receipt | None) -> None:
        del self._forms[self.name]
        # Without anything left to write what was asked stands in the sheet already.
        message, icon = self.done, ":material/check_circle:"
        if receipt is not None and receipt.is_pending:
            message, icon = PENDING, ":material/cloud_upload:"
        for written in receipt.written if receipt else ():
            if written.merged:
                headers = ", ".join(SHEETS[written.sheet].column(c).header for c in written.merged)
                message += " " + _("Intussen door een ander gewijzigd en zo gelaten: {headers}.")
                message = message.format(headers=headers)
        self.page.flashes.append((message, icon))
        if self.after_save is not None:
            self.after_save()
        st.rerun()

    def _show_problems(self, slots: Mapping[str, DeltaGenerator]) -> None:
        for problem in self.state.problems:
            if problem.code == DOUBT:
                slot = slots.get(problem.column or "", st)
                slot.warning(problem.sentence, icon=":material/person_alert:")
            elif problem.column is not None and problem.column in slots:
                slots[problem.column].markdown(f":red[:material/error: {problem.sentence}]")
            else:
                st.error(problem.sentence, icon=":material/error:")
        wrong = {problem.column for problem in self.state.problems if problem.code != DOUBT}
        if wrong:
            # Named, for of a long form the field may be out of sight.
            fields = ", ".join(self.schema.column(name).header for name in slots if name in wrong)
            named = f" ({fields})" if fields else ""
            st.error(
                _("Nog niet opgeslagen. Verbeter wat hierboven rood is{named} en sla opnieuw op.")
                .format(named=named),
                icon=":material/edit_note:",
            )  # fmt: skip

    def _resolve(self, conflict: WriteConflict) -> None:
        """Both values of every column that clashes; the person says which one stays."""
        with st.container(border=True):
            show_error(conflict)
            keeps = {name: self._choice(conflict, name) for name in conflict.columns}
            if press.button(_("Opslaan met deze keuze"), self._key("resolve"), type="primary"):
                seen, mine = self.state.before, self.state.values
                self.state.before = {**(seen or {}), **conflict.theirs}
                if self._submit({n: v for n, v in mine.items() if keeps.get(n) != "theirs"}):
                    st.rerun()
                # Not saved: the choice stands as it did, to be tried again.
                self.state.before, self.state.values = seen, mine
                self.state.conflict = conflict

    def _choice(self, conflict: WriteConflict, name: str) -> str:
        return kept_side(
            self.page,
            (self.schema.name, self.state.key),
            self.schema.column(name),
            {"mine": conflict.mine[name], "theirs": conflict.theirs[name]},
            conflict.by,
            self._key(f"choice:{name}"),
        )

    def _one_row(self, state: FormState, values: Values) -> Sequence[Change]:
        return [self.page.propose(self.schema.name, state.key, state.before, values)]

    def _opened(self, row: Values | None, builds_on: Values | None) -> FormState:
        """The form as it was left, or a fresh one: for another row, or when its widgets are
        gone because the person was on another page."""
        wanted = None if row is None else row[self.schema.key().name]
        known = self._forms.get(self.name)
        if known is not None and session.has_widgets(self._prefix(known)):
            is_for_this = known.is_new if wanted is None else known.key == wanted
            if is_for_this:
                return known
        fresh = FormState(
            wanted or self.page.new_key(self.schema.name),
            before=dict(row) if row else None,
            is_new=row is None,
            builds_on=dict(builds_on) if builds_on else None,
        )
        self._forms[self.name] = fresh
        return fresh

    def _prefix(self, state: FormState) -> str:
        return f"{self.name}:{state.nonce}:"

    def _key(self, part: str) -> str:
        return self._prefix(self.state) + part
