"""`manage publish` and `report`: the council memo of 1 February 2022 from the command line."""

import io
from pathlib import Path

import docx
import pytest

from lib.manage import main
from tests.conftest import DemoWorld

FACTS = [
    "19 vrouwelijke straatsekswerkers", "Met 18 van hen", "6 intensief", "8 licht/aanvullend",
    "4 licht/consultatief", "8 vrouwen in beeld", "22 tot 24 vergunningen", "oktober 2021",
    "22 straatsekswerkers mét vergunning", "1 juli 2022", "1 augustus 2021", "1 oktober 2021",
    "1 maart 2022", "31 juli 2022", "31 januari 2023", "alle vijf geregeld", "time-outplekken",
    "klinische opname", "Overweeghuis", "Top 15 & 15", "handhaving", "KIS-aanpak",
]  # fmt: skip
HEADINGS = [
    "STAP-team", "Doelgroep", "Opknappen loods", "Vergunningen", "Knelpunten zorglandschap",
    "Overweeghuis", "Verbinding andere partijen", "Top 15 & 15", "Loopduur project", "Bijlagen",
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_home(demo: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in demo.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("STAP_TODAY", raising=False)


def test_the_memo_of_1_february_holds_the_released_figures_under_its_own_headings(
    demo: DemoWorld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--as-of", "2022-02-01", "--asked", "Kennisnemen."]) == 0
    row = demo.records("publications")[-1]
    assert (row["Stand"], row["Gevraagd aan de commissie"]) == ("Gepubliceerd", "Kennisnemen.")
    assert f"Publicatie {row['Publicatie']} over 01-02-2022 staat vast" in capsys.readouterr().out
    out = tmp_path / "memo.docx"
    assert main(["report", "--format", "docx", "--out", str(out)]) == 0
    memo = docx.Document(io.BytesIO(out.read_bytes()))
    paragraphs = [paragraph.text for paragraph in memo.paragraphs]
    said = "\n".join([*paragraphs, *(c.text for t in memo.tables for r in t.rows for c in r.cells)])
    assert [fact for fact in FACTS if fact not in said] == []
    headings = [p.text for p in memo.paragraphs if p.style and p.style.name == "Heading 1"]
    assert [heading for heading in headings if heading in HEADINGS] == HEADINGS
    assert "Tijdelijk geen contact: 1" not in said


def test_the_same_publication_gives_the_same_file(tmp_path: Path) -> None:
    files = [tmp_path / "een.html", tmp_path / "twee.html"]
    for file in files:
        assert main(["report", "--format", "html", "--out", str(file)]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    ("day", "said"),
    [("2022-02-02", "ligt na vandaag"), ("2021-12-01", "Er is al gepubliceerd over 31 januari"),
     ("2022-01-31", "Over deze dag is al gepubliceerd")],
)  # fmt: skip
def test_a_day_that_cannot_be_published_is_refused(
    demo: DemoWorld, capsys: pytest.CaptureFixture[str], day: str, said: str
) -> None:
    before = demo.records("publications")
    assert main(["publish", "--as-of", day]) == 1
    assert said in capsys.readouterr().err
    assert demo.records("publications") == before


def test_a_title_with_a_code_in_it_is_refused_and_nothing_is_written(
    demo: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    before = demo.records("publications")
    assert main(["publish", "--as-of", "2022-02-01", "--title", "Voor ST-0004G"]) == 1
    assert "een cliëntcode (ST-0004G)" in capsys.readouterr().err
    assert demo.records("publications") == before


def test_a_publication_that_is_not_there_gives_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "geen.pdf"
    assert main(["report", "--publication", "PB-NIETS", "--format", "pdf", "--out", str(out)]) == 1
    assert "Die publicatie is er niet" in capsys.readouterr().err
    assert not out.exists()


def test_a_format_there_is_not_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--format", "odt", "--out", str(tmp_path / "voortgang.odt")]) == 1
    assert "Kies een formaat: docx, pptx, html, pdf." in capsys.readouterr().err
