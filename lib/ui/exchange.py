"""A sheet out as an Excel file, and back in: compared three ways before anything is saved."""

import streamlit as st

from lib.audit import Act, Event
from lib.errors import DashboardError
from lib.schema.place import cell_name
from lib.schema.workbook import SHEETS
from lib.store.sheet_file import MAX_BYTES, make_sheet_file, read_sheet_file
from lib.store.three_way import three_way
from lib.ui import session
from lib.ui.export import download
from lib.ui.language import _
from lib.ui.messages import show_error
from lib.ui.page import Page
from lib.ui.review import review
from lib.ui.session import FileDraft
from lib.ui.texts import escaped

_EVERY_ROW = "alle"
_SHOWN = 50


def exchange(page: Page, sheet: str) -> None:
    """The way out, the way in, and what the last file would change."""
    schema = SHEETS[sheet]
    name = f"file:{sheet}"
    draft: FileDraft = session.drafts().setdefault(name, FileDraft())
    download(
        page,
        _("Downloaden als Excel"),
        f"{schema.title} {page.today:%d-%m-%Y}.xlsx",
        lambda: _taken_out(page, sheet),
    )
    st.caption(
        _(
            "Werk in het bestand en zet het hieronder terug. Een nieuwe rij krijgt een lege "
            "sleutel; een rij die je in het bestand verwijdert, blijft in het blad staan."
        )
    )
    # A file is taken in at once: the widget begins anew, what it brought stays in the draft.
    file = st.file_uploader(
        _("Gewijzigd bestand terugzetten"),
        type="xlsx",
        max_upload_size=MAX_BYTES // 1024**2,
        key=f"in:{sheet}:{draft.number}",
    )
    if file is not None:
        try:
            session.drafts()[name] = _taken_in(page, sheet, file.getvalue(), draft.number + 1)
        except DashboardError as error:
            show_error(error)
            return
        st.rerun()
    if draft.number and (draft.typed or draft.problems or draft.others or draft.missing):
        _brought(page, sheet, draft)
    elif draft.number:
        st.success(_("Het bestand en het blad zijn gelijk."), icon=":material/check_circle:")


def _taken_out(page: Page, sheet: str) -> bytes:
    """The file; that somebody took it out stands in the Logboek before they have it."""
    schema, count = SHEETS[sheet], len(page.snapshot.table(sheet))
    told = _("{count} rijen als Excel-bestand").format(count=count)
    page.tell(schema.workbook, Event(Act.EXPORTED, schema.title, _EVERY_ROW, reason=told))
    return make_sheet_file(sheet, page.snapshot)


def _taken_in(page: Page, sheet: str, content: bytes, number: int) -> FileDraft:
    file = read_sheet_file(sheet, content)
    found = three_way(sheet, file, page.snapshot, lambda: page.new_key(sheet))
    return FileDraft(
        found.seen,
        found.added,
        found.typed,
        number=number,
        problems=tuple(found.problems),
        places=file.places,
        others=len(found.by_others),
        missing=len(found.missing),
    )


def _brought(page: Page, sheet: str, draft: FileDraft) -> None:
    st.subheader(_("Dit verandert het bestand"), anchor=False)
    if draft.others:
        one = _("1 rij is intussen door een ander gewijzigd en blijft zoals ze nu is.")
        several = _(
            "{count} rijen zijn intussen door anderen gewijzigd en blijven zoals ze nu zijn."
        )
        st.caption(_counted(one, several, draft.others))
    if draft.missing:
        one = _("1 rij staat niet meer in het bestand; die blijft in het blad staan.")
        several = _("{count} rijen staan niet meer in het bestand; die blijven in het blad staan.")
        st.caption(_counted(one, several, draft.missing))
    if draft.problems:
        _passed_over(sheet, draft)
    review(page, sheet, draft)


def _passed_over(sheet: str, draft: FileDraft) -> None:
    """Rows that are not taken in, each with its cells."""
    rows = len({problem.row for problem in draft.problems})
    with st.container(border=True, gap="xxsmall"):
        one, several = _("1 rij wordt overgeslagen"), _("{count} rijen worden overgeslagen")
        st.markdown(f":material/error: **{_counted(one, several, rows)}**")
        for problem in draft.problems[:_SHOWN]:
            cell = cell_name(problem, {sheet: draft.places})
            st.markdown(f"**{cell}** · {escaped(problem.sentence)}")
        if (left := len(draft.problems) - _SHOWN) > 0:
            st.caption(_("En nog {count}.").format(count=left))


def _counted(one: str, several: str, count: int) -> str:
    return one if count == 1 else several.format(count=count)
