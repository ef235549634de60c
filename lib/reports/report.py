"""One publication in, one document out, in the format that is asked."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lib.publication.publication import Publication
from lib.publication.sentences import drafted
from lib.reports import deck, memo, page, pdf
from lib.reports.content import Document, document_of

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Format(NamedTuple):
    """How a format is called on screen, and how the browser takes it."""

    title: str
    description: str
    mime: str
    built: Callable[[Document], bytes]


FORMATS: Mapping[str, Format] = {
    "docx": Format(
        "Notitie (Word)",
        "De notitie aan de Raad, om verder in te schrijven.",
        f"{_OFFICE}.wordprocessingml.document",
        memo.built,
    ),
    "pptx": Format(
        "Presentatie (PowerPoint)",
        "Eén grafiek per dia, met de definitie en de bron in de notities.",
        f"{_OFFICE}.presentationml.presentation",
        deck.built,
    ),
    "html": Format(
        "Webpagina",
        "Eén bestand dat overal opent, ook zonder internet, en goed is voor te lezen.",
        "text/html",
        page.built,
    ),
    "pdf": Format(
        "Pdf",
        "Voor het archief: toegankelijk (PDF/UA) en niet te bewerken.",
        "application/pdf",
        pdf.built,
    ),
}


def build(publication: Publication, form: str, texts: Mapping[str, str] | None = None) -> bytes:
    """The same publication and texts give the same bytes. `texts` by topic stand in place of the
    publication's own; a topic without any words gets drafted ones. TypeError when a table did not
    pass the gate, KeyError for a format that is none of FORMATS."""
    prose = {**publication.texts, **(texts or {})}
    document = document_of(publication, prose, drafted(publication))
    return FORMATS[form].built(document)


def file_name(publication: Publication, form: str) -> str:
    """ "voortgang-2022-02-01.docx": a name that tells nothing."""
    return f"voortgang-{publication.as_of:%Y-%m-%d}.{form}"
