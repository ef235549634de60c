"""What holds for every document alike."""

import hashlib
import io
import pickle
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.disclosure.safe_table import SafeTable
from lib.publication.publication import Publication
from lib.reports import report
from lib.reports.report import FORMATS, build, file_name
from lib.schema.choices import PublicationState
from tests.reports.conftest import Built


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_publication_gives_the_same_bytes(
    form: str, built: Built, publication: Publication
) -> None:
    assert build(publication, form) == built(form)


def test_bytes_do_not_hang_on_the_process_or_the_clock(
    built: Built, publication: Publication, tmp_path: Path
) -> None:
    """Another process, another seed for hashes, another time zone."""
    held = tmp_path / "publication.pickle"
    held.write_bytes(pickle.dumps(publication))
    program = (
        "import hashlib, pathlib, pickle, sys\n"
        "from lib.reports.report import FORMATS, build\n"
        f"held = pickle.loads(pathlib.Path({str(held)!r}).read_bytes())\n"
        "print([hashlib.sha256(build(held, form)).hexdigest() for form in FORMATS])"
    )
    environment = {"PYTHONPATH": ".", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": "/usr/bin"}
    root = Path(report.__file__).parents[2]
    answered = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True,
        check=True)  # fmt: skip
    assert answered.stdout.strip() == str(
        [hashlib.sha256(built(form)).hexdigest() for form in FORMATS]
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_frame_in_place_of_a_safe_table_is_refused(form: str, publication: Publication) -> None:
    raw = pd.DataFrame({"Zone": ["Actief"], "Cliënten": [3]})
    exact = replace(publication, tables={**publication.tables, "zone": raw})  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        build(exact, form)


def test_a_file_is_called_after_its_day_alone(publication: Publication) -> None:
    assert [file_name(publication, form) for form in FORMATS] == [
        "voortgang-2022-02-01.docx",
        "voortgang-2022-02-01.pptx",
        "voortgang-2022-02-01.html",
        "voortgang-2022-02-01.pdf",
    ]


def test_edited_words_stand_in_place_of_the_publications_own(publication: Publication) -> None:
    page = build(publication, "html", {"Doelgroep": "Anders gezegd."}).decode()
    assert "Anders gezegd." in page
    assert "Er zijn 19 vrouwen actief." not in page
    assert "<li>handhaving</li>" in page


def test_a_topic_without_words_gets_drafted_ones(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"Overweeghuis": "Er is overleg.", "Doelgroep": "Niet dit."}
    monkeypatch.setattr(report, "drafted", lambda _: words)
    page = build(publication, "html").decode()
    assert "Er is overleg." in page
    assert "Niet dit." not in page
    assert "Niet dit." in build(publication, "html", {"Doelgroep": " "}).decode()


def test_a_document_says_that_it_is_no_publication_to_rely_on(publication: Publication) -> None:
    draft = replace(publication, state=PublicationState.DRAFT, published_on=None)
    assert "Peildatum 1 februari 2022 · concept" in build(draft, "html").decode()
    gone = replace(publication, state=PublicationState.WITHDRAWN)
    assert "Peildatum 1 februari 2022 · ingetrokken" in build(gone, "html").decode()


@pytest.mark.parametrize("form", FORMATS)
def test_a_publication_with_almost_nothing_in_it_is_a_document(form: str) -> None:
    empty = SafeTable("decisions", ("Datum", "Besluit"), ())
    bare = Publication("p", date(2022, 2, 1), "Leeg", {"decisions": empty})
    assert len(build(bare, form)) > 1000


def test_nothing_tells_who_or_what_made_it(built: Built) -> None:
    for form in ("docx", "pptx"):
        package = zipfile.ZipFile(io.BytesIO(built(form)))
        assert not [n for n in package.namelist() if re.search("customXml|thumbnail|printer", n)]
        core = package.read("docProps/core.xml").decode()
        assert set(re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)", core)) == {
            "STAP-dashboard"
        }
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2022-02-03T12:00:00Z"}
