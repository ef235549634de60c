"""Making a publication: count, look at what is hidden and why, write, release, publish."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.change import Change
from lib.disclosure.pattern import Reason
from lib.disclosure.policy import POLICIES, Part
from lib.disclosure.safe_table import SafeTable, number_text
from lib.measures.published import MEASURES
from lib.publication import freezing
from lib.publication.disclosed import sentences
from lib.publication.draft import Draft
from lib.publication.publication import Publication, texts_cell
from lib.schema.choices import PublicationState
from lib.schema.workbook import SHEETS
from lib.table import rows_of
from lib.ui import live, press, session
from lib.ui.act import act, save_now
from lib.ui.language import _
from lib.ui.navigation import PUBLISH
from lib.ui.page import Page
from lib.ui.releasing import releases
from lib.ui.texts import escaped, long_day, short_day

Row = Mapping[str, Any]
_SHEET = "publications"
_BADGES = {"Concept": "gray", "Gepubliceerd": "green", "Ingetrokken": "orange"}
_WHY = {
    Reason.SMALL: _("kleiner dan {k}"),
    Reason.CHANGE: _("een verandering van minder dan {k} sinds de vorige publicatie"),
    Reason.COMPLEMENT: _("anders is een klein aantal hiernaast uit te rekenen"),
}


def rows(page: Page) -> list[Row]:
    """Every publication, drafts too, the newest reporting date first."""
    table = page.snapshot.table(_SHEET)
    table = table[table["as_of"].notna() & table["state"].notna()]
    ordered = table.sort_values(["as_of", "published_on"], kind="stable")
    return list(reversed(rows_of(SHEETS[_SHEET], ordered)))


def seen(page: Page) -> list[Publication]:
    return page.past_publications()[0]


def warn_of_altered(page: Page) -> None:
    """A publication is never shown otherwise than it was frozen."""
    for key in page.past_publications()[1]:
        st.error(
            _(
                "Publicatie {key} is in het blad veranderd na de publicatie en wordt daarom niet "
                "getoond. Zet de rijen terug zoals ze waren (Logboek), of trek haar in."
            ).format(key=key),
            icon=":material/gpp_bad:",
        )


def new_draft(page: Page) -> None:
    """A reporting date and a title; all else comes after."""
    with st.expander(_("Publicatie voorbereiden"), icon=":material/add:"):
        last = _last_day(page)
        first = page.today.replace(day=1) - timedelta(days=1)
        start = page.today if last is None or first <= last else first
        with st.form("nieuwe_publicatie", border=False, enter_to_submit=False):
            as_of = st.date_input(_("Peildatum"), value=start, format="DD-MM-YYYY")
            title = st.text_input(
                _("Titel"), value=_("Voortgang zorgaanpak straatsekswerkers"), max_chars=120
            )
            is_pressed = press.submit(_("Concept maken"), "concept", type="primary")
        if not is_pressed:
            return
        wrong = freezing.refused_day(as_of, page.today, seen(page))
        if wrong or not title.strip():
            st.error(wrong or _("Geef de publicatie een titel."))
            return
        values = {"as_of": as_of, "title_text": title.strip(), "state": PublicationState.DRAFT}
        key = page.new_key(_SHEET)
        if save_now(page, lambda: [page.propose(_SHEET, key, None, values)], _("Concept gemaakt.")):
            st.query_params[session.ROW_PARAMETER] = key
            st.rerun()


def line(page: Page, row: Row) -> None:
    """One publication in the list, with what can be done with it."""
    state = PublicationState(row["state"])
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escaped(str(row['title_text']))}**", width="content")
            st.badge(state.value, color=_BADGES[state])  # type: ignore[arg-type]
        on = row["published_on"]
        said = _("Peildatum {day}").format(day=short_day(row["as_of"]))
        st.caption(f"{said} · {_('gepubliceerd op')} {short_day(on)}" if on else said)
        with st.container(horizontal=True):
            _acts(page, row, state)


def _acts(page: Page, row: Row, state: PublicationState) -> None:
    withdrawn = {"state": PublicationState.WITHDRAWN}
    if state is PublicationState.DRAFT:
        query = {session.ROW_PARAMETER: str(row["publication_id"])}
        st.page_link(PUBLISH.file, label=f"**{_('Verder werken')}**", query_params=query)
        ask = _("Dit concept verdwijnt uit de lijst van concepten. Er is niets gepubliceerd.")
        act(page, _("Weggooien"), _SHEET, row, withdrawn, _("Concept weggegooid."),
            ":material/delete:", ask)  # fmt: skip
    elif state is PublicationState.PUBLISHED:
        ask = _(
            "De commissie ziet deze publicatie dan niet meer. Wat er stond blijft bekend, en telt "
            "mee bij wat een volgende publicatie mag tonen."
        )
        act(page, _("Intrekken"), _SHEET, row, withdrawn, _("Ingetrokken."),
            ":material/undo:", ask)  # fmt: skip
    elif row["published_on"] and not freezing.refused_day(row["as_of"], page.today, seen(page)):
        _again(page, row)


def _again(page: Page, row: Row) -> None:
    name = f"opnieuw_{row['publication_id']}"
    if press.button(_("Verbeterde versie maken"), name, icon=":material/edit_note:"):
        kept = {name: row[name] for name in ("as_of", "title_text", "explanation", "asked")}
        values, key = {**kept, "state": PublicationState.DRAFT}, page.new_key(_SHEET)
        if save_now(page, lambda: [page.propose(_SHEET, key, None, values)], _("Concept gemaakt.")):
            st.query_params[session.ROW_PARAMETER] = key
            st.rerun()


def _last_day(page: Page) -> date | None:
    return max((publication.as_of for publication in seen(page)), default=None)


def opened(page: Page) -> Row | None:
    """The draft that the address names."""
    key = st.query_params.get(session.ROW_PARAMETER)
    row = page.snapshot.row(_SHEET, key) if key else None
    return row if row and row["state"] == PublicationState.DRAFT and row["as_of"] else None


def prepare(page: Page, row: Row) -> None:
    """The four steps of a draft, in any order."""
    if st.button(_("Terug naar de lijst"), icon=":material/arrow_back:", type="tertiary"):
        session.close_row()
        st.rerun()
    made = page.draft(row["as_of"])
    publication = _in_the_making(page, row, made)
    st.subheader(escaped(publication.title), anchor=False)
    st.caption(_("Concept · peildatum {day}").format(day=long_day(made.as_of)))
    if made.as_of < page.today:
        st.info(
            _(
                "Zone, contact en vergunningen hebben in de bladen geen datum: daarvan telt de "
                "stand van nu, voor wie op de peildatum in beeld was."
            ),
            icon=":material/event_note:",
        )
    steps = {
        _("Cijfers"): lambda: figures(made, publication.topics),
        _("Vrijgaven"): lambda: releases(page, made),
        _("Teksten"): lambda: words(page, row, publication),
        _("Publiceren"): lambda: publish(page, row, made, publication),
    }
    chosen = st.pills(_("Stap"), list(steps), default=next(iter(steps)), required=True,
                      key="publicatiestap", wrap=True)  # fmt: skip
    steps[chosen]()


def figures(made: Draft, topics: Mapping[str, Sequence[str]]) -> None:
    """Exact beside what readers get, with the reason for every hidden cell."""
    threshold = live.settings().threshold
    hidden, every = len(made.protected.hidden), len(made.protected.values)
    st.markdown(
        _("{hidden} van de {every} aantallen worden niet als getal getoond (drempel {k}).").format(
            hidden=hidden, every=every, k=threshold
        )
    )
    for told in sentences(made.protected.given_away, made.protected.values):
        st.warning(escaped(told), icon=":material/visibility:")
    for topic, names in topics.items():
        with st.expander(topic):
            for name in names:
                st.markdown(f"**{MEASURES[name].title}**")
                st.caption(escaped(POLICIES[name].why))
                table = made.protected.tables[name]
                beside = _side_by_side(made, table, threshold)
                if len(beside):
                    st.dataframe(beside, hide_index=True)
                elif not table.rows:
                    st.caption(_("Hierover is op de peildatum niets vastgelegd."))
                else:
                    st.caption(
                        _("{count} rijen, alle zoals ze zijn.").format(count=len(table.rows))
                    )


def _side_by_side(made: Draft, table: SafeTable, threshold: int) -> pd.DataFrame:
    policy = POLICIES[table.measure]
    found = []
    for label in table.labels:
        for column in policy.counts:
            part = Part(table.measure, label, column)
            if part in made.protected.values:
                why = made.protected.hidden.get(part)
                found.append(
                    {
                        table.columns[0]: label,
                        _("Kolom"): column,
                        _("Exact"): number_text(made.protected.values[part]),
                        _("Getoond"): table.text(label, column),
                        _("Waarom"): _WHY[why].format(k=threshold) if why else "",
                    }
                )
    return pd.DataFrame(found)


def words(page: Page, row: Row, publication: Publication) -> None:
    """The text of every topic and the question to the committee, in one form."""
    with st.form(f"teksten_{row['publication_id']}", enter_to_submit=False):
        title = st.text_input(_("Titel"), value=publication.title, max_chars=120)
        texts = {
            topic: st.text_area(topic, value=publication.texts.get(topic, ""), height=180)
            for topic in publication.topics
        }
        asked = st.text_area(
            _("Gevraagd aan de commissie"),
            value=publication.asked,
            max_chars=1000,
            placeholder=_("Kennisnemen van …, besluiten over …, of hulp bij …"),
        )
        is_pressed = press.submit(_("Teksten opslaan"), "teksten", type="primary")
    if not is_pressed:
        return
    values = {
        "title_text": title.strip(),
        "explanation": texts_cell(texts),
        "asked": asked.strip() or None,
    }
    key = str(row["publication_id"])
    if save_now(page, lambda: [page.propose(_SHEET, key, row, values)], _("Teksten opgeslagen.")):
        st.rerun()


def publish(page: Page, row: Row, made: Draft, publication: Publication) -> None:
    """The last look; after this nothing of it changes any more."""
    wrong = freezing.objections(publication, page.names_of_persons())
    for sentence in wrong:
        st.error(escaped(sentence), icon=":material/person_off:")
    doubts = freezing.doubts(publication)
    for sentence in doubts:
        st.warning(escaped(sentence), icon=":material/pin:")
    for told in sentences(made.protected.given_away, made.protected.values):
        st.warning(escaped(told), icon=":material/visibility:")
    if wrong:
        return
    is_sure = st.checkbox(
        _("Ik heb de cijfers en de teksten nagekeken. Dit wordt openbaar en verandert niet meer."),
        key=f"zeker_{row['publication_id']}",
    )
    is_pressed = press.button(
        _("Publiceren"), "publiceren", type="primary", icon=":material/campaign:",
        disabled=not is_sure)  # fmt: skip
    if is_pressed and is_sure:
        with st.spinner(_("De publicatie wordt vastgelegd…")):
            is_done = save_now(page, lambda: _changes(page, row, publication), _("Gepubliceerd."))
        if is_done:
            session.close_row()
            st.rerun()


def _in_the_making(page: Page, row: Row, made: Draft) -> Publication:
    return freezing.issued(row, made, seen(page), live.settings().threshold, page.today)


def _changes(page: Page, row: Row, publication: Publication) -> list[Change]:
    by = page.person.worker
    return freezing.changes(publication, row, by, page.propose, page.new_key)
