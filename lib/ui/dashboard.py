"""What the committee sees of a publication, topic by topic; the same on a phone and a projector."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

import streamlit as st

from lib.charts.published import published_chart, trend_chart
from lib.disclosure.policy import POLICIES
from lib.publication.difference import change
from lib.publication.publication import CORRECTIONS, Publication
from lib.publication.sentences import drafted
from lib.ui import card, filters, live
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.session import SHOW_PARAMETER
from lib.ui.texts import MISSING, escaped, long_day

_PUBLICATION_PARAMETER = "publicatie"


def chosen_publication(publications: Sequence[Publication]) -> Publication:
    """The one in the address, else the newest. The address holds a reporting date."""
    by_day: dict[str, Publication] = {}
    for publication in publications:
        by_day.setdefault(publication.as_of.isoformat(), publication)
    labels = {day: f"{long_day(p.as_of)} · {p.title}" for day, p in by_day.items()}
    chosen = filters.code(_("Publicatie"), labels, _PUBLICATION_PARAMETER, next(iter(labels)))
    return by_day.get(chosen or "", publications[0])


def head(publication: Publication) -> None:
    """What it is of, and what is asked of the committee."""
    st.subheader(escaped(publication.title), anchor=False)
    on = publication.published_on
    said = _("Peildatum {day}").format(day=long_day(publication.as_of))
    st.caption(f"{said} · {_('gepubliceerd op')} {long_day(on)}" if on else said)
    if publication.asked:
        st.info(f"**{_('Gevraagd')}:** {escaped(publication.asked)}", icon=":material/help:")


def topic_of(publication: Publication) -> str:
    """A button per topic, the chosen one filled: a chosen pill is too pale in the dark."""
    topics = list(publication.topics)
    wanted = st.query_params.get(filters.PART_PARAMETER)
    name = wanted if wanted in topics else topics[0]
    with st.container(horizontal=True, gap="small"):
        for topic in topics:
            is_chosen = topic == name
            kind: Literal["primary", "secondary"] = "primary" if is_chosen else "secondary"
            if st.button(topic, key=f"onderwerp_{topic}", type=kind) and not is_chosen:
                _go_to(topic)
    return name


def topic(page: Page, publication: Publication, name: str, others: Sequence[Publication]) -> None:
    """The words of a topic, then its charts. `others` are all publications that may be read."""
    text = publication.texts.get(name) or drafted(publication).get(name, "")
    for paragraph in filter(None, text.split("\n\n")):
        st.markdown(escaped(paragraph))
    before = _before(publication, others)
    past = [p for p in reversed(others) if p.as_of <= publication.as_of]
    for measure in publication.topics[name]:
        what = (publication.key, measure)
        drawing = partial(published_chart, publication, measure)
        chart = page.remembered(("published chart", *what), drawing)
        since = _since(publication, before, measure)
        card.show(replace(chart, note=" · ".join(filter(None, (chart.note, since)))))
        drawn = page.remembered(("trend", *what), partial(trend_chart, past, measure))
        if drawn is not None:
            card.show(drawn)


def _before(publication: Publication, others: Sequence[Publication]) -> Publication | None:
    return next((p for p in others if p.as_of < publication.as_of), None)


def _since(publication: Publication, before: Publication | None, name: str) -> str:
    """What changed since the publication before, in numbers or arrows; empty for nothing."""
    policy, table = POLICIES[name], publication.tables[name]
    was = before.tables.get(name) if before else None
    if before is None or was is None or not policy.counts or policy.per_month:
        return ""
    said = []
    for label in table.labels:
        for column in policy.counts:
            if column in table.columns:
                mark = change(
                    table.text(label, column), was.text(label, column), live.settings().threshold
                )
                named = f"{label} ({column.lower()})" if len(policy.counts) > 1 else label
                said += [f"{named} {mark}"] if mark else []
    since = _("Sinds {day}").format(day=long_day(before.as_of))
    return f"{since}: {', '.join(said)}" if said else ""


def corrected(publication: Publication) -> None:
    """What an earlier publication of the same day said otherwise."""
    table = publication.tables.get(CORRECTIONS)
    if table and table.rows:
        with st.expander(_("Verbeterd sinds de eerdere publicatie van deze dag"),
                         icon=":material/edit_note:"):  # fmt: skip
            for what, was, now in table.rows:
                st.markdown(escaped(f"{what}: {was or MISSING} → {now or MISSING}"))


def present(page: Page, publications: Sequence[Publication]) -> None:
    """One topic at a time, with the whole screen to itself."""
    wanted = st.query_params.get(_PUBLICATION_PARAMETER)
    publication = next((p for p in publications if p.as_of.isoformat() == wanted), publications[0])
    topics = list(publication.topics)
    name = st.query_params.get(filters.PART_PARAMETER, "")
    name = name if name in topics else topics[0]
    steps(publication, name)
    st.header(name, anchor=False)
    st.caption(f"{escaped(publication.title)} · {long_day(publication.as_of)}")
    topic(page, publication, name, publications)


def appendix(publication: Publication) -> None:
    """Which small counts were released and why, and what the marks mean."""
    with st.expander(_("Leeswijzer en vrijgegeven kerncijfers"), icon=":material/menu_book:"):
        st.markdown(
            _(
                "**0** is een telling. **onbekend**: het is niet vastgelegd. **n.v.t.**: er valt "
                "niets te tellen. **niet getoond (klein aantal)**: het getal zou iets over één "
                "vrouw kunnen zeggen. **▲ ▼ =** zeggen of iets sinds de vorige publicatie meer, "
                "minder of gelijk is; een kleine verandering krijgt geen getal."
            )
        )
        table = publication.tables.get("releases")
        for row in table.rows if table else ():
            until = f" ({_('tot en met')} {row[2]})" if row[2] else ""
            st.caption(escaped(f"{row[0]}: {row[1]}{until}"))


def steps(publication: Publication, name: str) -> None:
    """Presentation: to the topic before and after, and out of it."""
    topics = list(publication.topics)
    place = topics.index(name)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if st.button(_("Vorige"), icon=":material/arrow_back:", disabled=place == 0):
            _go_to(topics[place - 1])
        st.caption(f"{place + 1} / {len(topics)}")
        if st.button(
            _("Volgende"),
            icon=":material/arrow_forward:",
            type="primary",
            disabled=place == len(topics) - 1,
        ):
            _go_to(topics[place + 1])
        if st.button(_("Presentatie sluiten"), icon=":material/close:"):
            del st.query_params[SHOW_PARAMETER]
            st.rerun()


def _go_to(name: str) -> None:
    st.query_params[filters.PART_PARAMETER] = name
    st.rerun()
