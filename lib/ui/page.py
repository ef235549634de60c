"""The frame of every screen: who looks, what they may see, and the one way to save."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from lib.access.caseload import Caseload
from lib.access.permissions import Permission
from lib.access.person import Person
from lib.access.policy import Action, may, may_change
from lib.audit import Act, Actor, Event
from lib.change import Change, new_key, propose
from lib.charts import Chart
from lib.cipher import Place
from lib.disclosure.policy import Part
from lib.errors import DashboardError, JournalUnwritable, NotAllowed, SecretUnreadable
from lib.measures.result import Measure
from lib.publication.draft import Draft, draft
from lib.publication.names import working_names
from lib.publication.publication import Publication, altered, frozen, published
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.journal import NOBODY, Entry
from lib.store.writing import Receipt
from lib.ui import live, session
from lib.ui.language import _
from lib.ui.messages import show_error
from lib.ui.navigation import DECIDE, go_home
from lib.ui.shared import Live
from lib.ui.sign_in import signed_in_person

Told = TypeVar("Told")
_EVERY_ROW = "alle"


@dataclass(frozen=True)
class Page:
    """`snapshot` holds only what this person may see. Team figures come from `chart`, which
    counts all rows but hands out no row. `flashes` is what the next run tells, asked for once:
    wherever the session is asked something, another tap may interrupt the run, and what was just
    saved would not be told."""

    person: Person
    snapshot: Snapshot
    caseload: Caseload
    today: date
    flashes: list[tuple[str, str]] = field(default_factory=list)

    def chart(self, measure: Measure) -> Chart:
        """A figure of the whole team, or of the progress where no client is counted; NotAllowed
        without the permission."""
        workbooks = {SHEETS[sheet].workbook for sheet in measure.sheets}
        is_progress = workbooks == {"progress"}
        self.person.require(Permission.SEE_PROGRESS if is_progress else Permission.SEE_TEAM_FIGURES)
        return live.live().now().chart(measure, self.today)

    def publications(self) -> list[Publication]:
        """What may be read now, the newest first. Of all rows: a publication that lacks one
        could not be told from one that was altered."""
        self.person.require(Permission.SEE_COMMITTEE_FIGURES)
        whole = live.live().snapshot()
        return self.remembered("publications", lambda: published(whole))

    def past_publications(self) -> tuple[list[Publication], list[str]]:
        """All that were ever public, the oldest first, and the keys of those that were altered
        since; NotAllowed without the permission."""
        self.person.require(Permission.PUBLISH)
        whole = live.live().snapshot()
        return self.remembered("past publications", lambda: (frozen(whole), altered(whole)))

    def draft(self, as_of: date, also: tuple[Part, ...] = ()) -> Draft:
        """A publication in the making, with exact figures of the whole team; NotAllowed without
        the permission. `also` are figures that somebody thinks of releasing."""
        self.person.require(Permission.PUBLISH)
        threshold, whole = live.settings().threshold, live.live().snapshot()
        return self.remembered(("draft", as_of, also), lambda: draft(whole, as_of, threshold, also))

    def names_of_persons(self) -> frozenset[str]:
        """Working names of all clients and the names of the accounts, to keep them out of what
        is published: never to show. NotAllowed without the permission."""
        self.person.require(Permission.PUBLISH)
        return self.remembered("names of persons", self._read_names)

    def _read_names(self) -> frozenset[str]:
        clients = working_names(live.live().snapshot(), live.cipher())
        return clients | live.accounts().names()

    def may(self, action: Action, sheet: str, row: Mapping[str, Any] | None = None) -> bool:
        is_on = sheet not in self.snapshot.off
        return is_on and may(self.person, action, sheet, row, self.caseload)

    def new_key(self, sheet: str) -> str:
        return new_key(sheet, live.live().snapshot())

    def propose(
        self,
        sheet: str,
        key: str,
        before: Mapping[str, Any] | None,
        values: Mapping[str, Any],
        on_top_of: Sequence[Change] = (),
        *,
        is_undo: bool = False,
    ) -> Change:
        """The checked change; ChangeRefused holds all its problems. `on_top_of` are changes of
        the same save, which count as done."""
        seen = self.snapshot.with_rows((change.sheet, change.row()) for change in on_top_of)
        return propose(sheet, key, before, values, seen, live.cipher(), is_undo=is_undo)

    def save(self, changes: Sequence[Change]) -> Receipt:
        """Write, after asking the policy for the row as it stands and as it becomes."""
        for change in changes:
            if not self._may_save(change):
                raise NotAllowed(f"{change.sheet}", self.person.role.value)
        return live.live().write(changes, self._actor)

    def tell(self, workbook: str, event: Event) -> None:
        """A line of the Logboek for what this person did without changing a row;
        JournalUnwritable when it cannot be kept."""
        live.live().logbooks.tell(workbook, event, self._actor)

    def ask_to_erase(self, sheet: str, reason: str) -> None:
        """Nothing is erased until somebody else confirms; ChangeRefused when one waits."""
        self.person.require(Permission.ERASE_PERMITS)
        live.live().erasure.ask(sheet, self._actor, reason)
        schema = SHEETS[sheet]
        event = Event(Act.ERASING_ASKED, schema.title, _EVERY_ROW, reason=reason)
        self.tell(schema.workbook, event)

    def erase(self) -> None:
        """Confirm what somebody else asked; NotAllowed, ChangeRefused, WorkbookError or
        StoreError, and then the same again."""
        self.person.require(Permission.ERASE_PERMITS)
        live.live().erase(self._actor)

    def keep_all(self) -> None:
        """Nothing is to be erased after all."""
        self.person.require(Permission.ERASE_PERMITS)
        live.live().erasure.withdraw()

    def viewed(self, client_code: str) -> None:
        """That this person looked at this client; one line for every hour. A disk that takes
        nothing keeps nobody from the client."""
        once = f"{Act.VIEWED} {self.person.username} {client_code} {live.clock():%Y-%m-%d %H}"
        event = Event(Act.VIEWED, SHEETS["clients"].title, client_code, once=once)
        with suppress(JournalUnwritable):
            live.live().logbooks.tell_once("casework", event, self._actor)

    @property
    def _actor(self) -> Actor:
        return Actor(self.person.username, self.person.role.value)

    def undecided(self) -> list[Entry]:
        """What this person has to decide about: saves that came too late, rows deleted by hand."""
        return [entry for entry in live.live().entries if entry.trouble and self._decides(entry)]

    def _decides(self, entry: Entry) -> bool:
        """The person who saved it; about a row deleted by hand whoever may add it again."""
        if entry.actor != NOBODY:
            return entry.actor.username == self.person.username
        return bool(entry.changes) and all(
            self.may(Action.ADD, change.sheet, change.row()) for change in entry.changes
        )

    def open_secret(self, sheet: str, key: str, column: str, cell: object) -> str | None:
        """The text behind a secret cell of a row this person may see; None when it is empty.
        What cannot be opened says so, so that nobody takes it for empty."""
        if not isinstance(cell, str) or not cell:  # a frame's missing is NaN
            return None
        try:
            return self.unsealed(sheet, key, column, cell)
        except SecretUnreadable:
            return _("(niet leesbaar)")

    def unsealed(self, sheet: str, key: str, column: str, cell: str) -> str:
        """The text behind a secret cell, to be changed; SecretUnreadable when it stays shut."""
        return live.cipher().open(cell, Place(SHEETS[sheet].workbook, sheet, key, column))

    def read_again(self) -> "Page":
        """This page on the sheets as they are now; StoreError when they cannot be read."""
        live.live().refresh()
        snapshot, caseload = live.live().now().of(self.person, live.clock())
        return replace(self, snapshot=snapshot, caseload=caseload)

    def aliases(self) -> dict[str, str]:
        """Client code → working name, for the clients this person may see."""
        return self.remembered("aliases", self._read_aliases)

    def remembered(self, what: Hashable, tell: Callable[[], Told]) -> Told:
        """What `tell` says of this Snapshot, told once: for what takes a while to compute or to
        open. `what` names it."""
        return live.live().now().remembered(self.person, self.snapshot, what, tell)

    def _read_aliases(self) -> dict[str, str]:
        clients = self.snapshot.table("clients")
        return {
            code: name
            for code, cell in zip(clients["client_code"], clients["alias"], strict=True)
            if isinstance(code, str)
            and isinstance(cell, str)
            and (name := self.open_secret("clients", code, "alias", cell))
        }

    def _may_save(self, change: Change) -> bool:
        if change.before is None:
            return self.may(Action.ADD, change.sheet, change.row())
        # Of all rows: who takes a client over may not see her yet.
        stands = live.live().snapshot().row(change.sheet, change.key)
        return stands is not None and may_change(
            self.person, change.sheet, stands, change.row(stands), self.caseload
        )


def open_page(title: str, needs: Permission, caption: str = "", workbook: str = "") -> Page:
    """The first statement of every page: nobody gets past it without the permission, or when the
    one workbook that the page is about is switched off."""
    person = signed_in_person()
    if person is None:
        st.stop()
    try:
        person.require(needs)
        if workbook and workbook not in live.settings().workbooks:
            raise NotAllowed(workbook, person.role.value)
    except NotAllowed as error:
        show_error(error)
        if st.button(_("Naar je eigen pagina's"), icon=":material/home:"):
            go_home(person)
        st.stop()
    try:
        shared = live.live()
        snapshot, caseload = shared.now().of(person, live.clock())
    except DashboardError as error:
        show_error(error)
        st.stop()
    session.enter(title)
    st.title(title, anchor=False)
    _freshness(caption, snapshot, shared)
    for message, icon in session.take_flashes():
        # A toast takes no place in the page and is seen wherever one has scrolled to.
        st.toast(message, icon=icon, duration="long")
    _blocking(snapshot, person)
    page = Page(person, snapshot, caseload, live.today(), session.flashes())
    _unsent(page, shared, is_deciding=title == DECIDE.title)
    return page


def _freshness(caption: str, snapshot: Snapshot, shared: Live) -> None:
    stand = _("Stand van {time}").format(time=f"{snapshot.read_at:%H:%M}")
    st.caption(f"{caption} · {stand}" if caption else stand)
    if shared.trouble is not None:
        st.warning(
            _("De bladen zijn even niet bereikbaar. Je ziet de stand van {time}.").format(
                time=f"{snapshot.read_at:%H:%M}"
            ),
            icon=":material/cloud_off:",
        )


def _unsent(page: Page, shared: Live, *, is_deciding: bool) -> None:
    """What is saved here but not in the sheets, and what this person has to decide about."""
    if page.person.has(Permission.KEEP_ROWS) and (count := len(shared.waiting)):
        several = _("{count} wijzigingen staan op deze server").format(count=count)
        what = several if count > 1 else _("1 wijziging staat op deze server")
        st.info(
            _("{what} en worden verzonden zodra de bladen bereikbaar zijn.").format(what=what)
            if count > 1
            else _("{what} en wordt verzonden zodra de bladen bereikbaar zijn.").format(what=what),
            icon=":material/cloud_upload:",
        )
    if page.undecided() and not is_deciding:
        with st.container(border=True):
            st.markdown(_("Er is iets te beslissen: iets kwam te laat, of een rij is weg."))
            st.page_link(DECIDE.file, label=_("Bekijken en beslissen"), icon=DECIDE.icon)


def _blocking(snapshot: Snapshot, person: Person) -> None:
    """Who can mend a sheet is told how; others that what they see may not be all."""
    broken = {SHEETS[p.sheet].title: p.sentence for p in snapshot.problems if p.is_blocking}
    if person.has(Permission.SEE_SHEET_HEALTH):
        for title, sentence in broken.items():
            st.warning(f"**{title}**: {sentence}", icon=":material/table_chart:")
    elif broken:
        st.warning(
            _(
                "Dit klopt nu niet in de bladen: {titles}. Wat je daarvan ziet kan onvolledig "
                "zijn; de coördinator herstelt het."
            ).format(titles=", ".join(broken)),
            icon=":material/table_chart:",
        )
