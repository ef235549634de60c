"""The documents of a publication: built when asked for, then offered as a file."""

from collections.abc import Mapping

import streamlit as st

from lib.access.permissions import Permission
from lib.audit import Act, Event
from lib.disclosure.texts import refusals
from lib.errors import DashboardError
from lib.publication.publication import Publication
from lib.reports.report import FORMATS, build, file_name
from lib.schema.workbook import SHEETS
from lib.ui.language import _
from lib.ui.messages import show_error
from lib.ui.page import Page
from lib.ui.texts import escaped, long_day


def reports(page: Page, publication: Publication) -> None:
    """Every format with the same numbers; the project lead may change the words first."""
    st.caption(
        _("Alle documenten komen uit dezelfde publicatie (peildatum {day}).").format(
            day=long_day(publication.as_of)
        )
    )
    texts = _words(page, publication)
    if texts is None:
        return
    for name, kind in FORMATS.items():
        with st.container(border=True):
            st.markdown(f"**{kind.title}**")
            st.caption(kind.description)
            _offer(page, publication, name, texts)


def _offer(page: Page, publication: Publication, name: str, texts: Mapping[str, str]) -> None:
    what = ("report", publication.key, name, tuple(sorted(texts.items())))
    made: dict[object, bytes] = page.remembered("reports", dict)
    if what not in made:
        if not st.button(_("Maken"), key=f"maak_{name}", icon=":material/description:"):
            return
        with st.spinner(_("Het document wordt gemaakt…")):
            made[what] = build(publication, name, texts)
    st.download_button(
        _("Downloaden ({size} kB)").format(size=max(1, len(made[what]) // 1000)),
        made[what],
        file_name(publication, name),
        FORMATS[name].mime,
        key=f"haal_{name}",
        icon=":material/download:",
        type="primary",
        on_click=_tell,
        args=(page, publication, name),
    )


def _tell(page: Page, publication: Publication, name: str) -> None:
    title = SHEETS["publications"].title
    event = Event(Act.EXPORTED, title, publication.key, new={"Bestand": name})
    try:
        page.tell("committee", event)
    except DashboardError as error:
        show_error(error)


def _words(page: Page, publication: Publication) -> Mapping[str, str] | None:
    """The texts for the documents; None when something in them may not leave."""
    if not page.person.has(Permission.PUBLISH):
        return publication.texts
    with st.expander(_("Teksten aanpassen voor het document"), icon=":material/edit:"):
        st.caption(_("Dit verandert de publicatie niet."))
        texts = {
            topic: st.text_area(
                topic,
                value=publication.texts.get(topic, ""),
                key=f"document_{publication.key}_{topic}",
                height=160,
            )
            for topic in publication.topics
        }
    wrong = refusals(texts, page.names_of_persons())
    for sentence in wrong:
        st.error(escaped(sentence), icon=":material/person_off:")
    return None if wrong else texts
