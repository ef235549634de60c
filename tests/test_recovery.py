"""`manage backup` and `manage restore`, as the administrator types them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from lib.cipher import is_sealed
from lib.keys import add_key, read_keys
from lib.manage import main
from lib.schema.workbook import SHEETS
from lib.settings import Settings
from lib.store.backup import kept_backups, open_backup
from tests.conftest import DemoWorld

CONTACTS = 729  # in the demo world
NIGHT = datetime(2022, 2, 1, 3, 15)


class Clock:
    """A day later at every look."""

    def __init__(self) -> None:
        self.now = NIGHT - timedelta(days=1)

    def __call__(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


@pytest.fixture(autouse=True)
def _installation(demo: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in demo.environment.items():
        monkeypatch.setenv(name, text)
    monkeypatch.delenv("STAP_TODAY", raising=False)
    monkeypatch.setattr("lib.recovery.wall_clock", Clock())


@pytest.fixture
def folder(demo: DemoWorld) -> Path:
    return demo.data / "backups"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is typed when something is asked; a test that leaves an answer asked too little."""
    typed: list[str] = []

    def answer(question: str) -> str:
        assert question.endswith("Typ JA om door te gaan: ")
        if not typed:
            raise EOFError
        return typed.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    yield typed
    assert typed == []


def names(folder: Path) -> list[str]:
    return [path.name for path in kept_backups(folder)]


# ── backup ───────────────────────────────────────────────────────────────────────────────────


def test_a_backup_says_what_it_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup"]) == 0
    path = folder / "2022-02-01_031500.backup"
    held = open_backup(path, read_keys(Settings(data=folder.parent)).cipher())
    counted = f"{len(SHEETS) + 4} bladen, {held.row_count} rijen, 0,07 MB"
    assert capsys.readouterr().out == f"Reservekopie {path} gemaakt en gecontroleerd: {counted}.\n"
    assert names(folder) == [path.name]


def test_another_folder_may_be_named(folder: Path, tmp_path: Path) -> None:
    assert main(["backup", "--out", str(tmp_path / "elders")]) == 0
    assert names(tmp_path / "elders") == ["2022-02-01_031500.backup"]
    assert not folder.exists()


def test_all_are_kept_unless_a_number_is_given(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        main(["backup"])
    assert len(names(folder)) == 3
    capsys.readouterr()
    assert main(["backup", "--keep", "2"]) == 0
    assert names(folder) == ["2022-02-04_031500.backup", "2022-02-03_031500.backup"]
    assert capsys.readouterr().out.endswith("Oude reservekopieën verwijderd: 2.\n")


@pytest.mark.parametrize("keep", ["0", "-1", "veel"])
def test_never_are_all_deleted(keep: str, folder: Path) -> None:
    main(["backup"])
    with pytest.raises(SystemExit):
        main(["backup", "--keep", keep])
    assert len(names(folder)) == 1


def test_list_shows_the_newest_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "list"]) == 0
    assert capsys.readouterr().out == f"In {folder} staat geen reservekopie.\n"
    main(["backup"])
    main(["backup"])
    capsys.readouterr()
    assert main(["backup", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{folder / name}  0,07 MB" for name in names(folder)]
    assert len(lines) == 2


# ── open ─────────────────────────────────────────────────────────────────────────────────────


def cells(path: Path) -> set[object]:
    book = openpyxl.load_workbook(path)
    return {cell for page in book for row in page.iter_rows(values_only=True) for cell in row}


def test_open_makes_an_excel_file_with_sealed_secrets(folder: Path, tmp_path: Path) -> None:
    main(["backup"])
    made = tmp_path / "x.xlsx"
    assert main(["backup", "open", str(kept_backups(folder)[0]), "--out", str(made)]) == 0
    assert any(is_sealed(cell) for cell in cells(made))


@pytest.mark.parametrize("typed", [[], [""], ["ja"], ["J"]])
def test_secrets_are_not_opened_without_the_word(
    typed: list[str], folder: Path, tmp_path: Path, answers: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    main(["backup"])
    answers += typed
    asked = ["backup", "open", str(kept_backups(folder)[0]), "--out", str(tmp_path / "x.xlsx")]
    assert main([*asked, "--secrets"]) == 1
    assert capsys.readouterr().err == "Er is niets gedaan.\n"
    assert not (tmp_path / "x.xlsx").exists()


def test_secrets_are_opened_after_the_word(
    folder: Path, tmp_path: Path, answers: list[str]
) -> None:
    main(["backup"])
    answers.append("JA")
    asked = ["backup", "open", str(kept_backups(folder)[0]), "--out", str(tmp_path / "x.xlsx")]
    assert main([*asked, "--secrets"]) == 0
    assert not any(is_sealed(cell) for cell in cells(tmp_path / "x.xlsx"))


# ── restore ──────────────────────────────────────────────────────────────────────────────────


def test_a_row_is_put_back_from_the_newest_backup_that_holds_it(
    demo: DemoWorld, folder: Path, answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    sheet = demo.sheet("clients")
    key = sheet.acell("A2").value or ""
    demo.type_over("clients", key, "Contact", "Geen contact")
    was = demo.record("clients", key)
    main(["backup"])
    sheet.delete_rows(2)
    main(["backup"])
    capsys.readouterr()
    answers.append("JA")

    assert main(["restore", "--row", key.lower()]) == 0

    out = capsys.readouterr().out.splitlines()
    assert out[0] == "Uit de reservekopie van 02-02-2022 03:15:"
    assert "  Cliënten · Contact: nu (leeg); toen Geen contact" in out
    assert "  Cliënten · Werknaam: nu (leeg); toen (geheim)" in out
    assert out[-1] == "Teruggezet: 1 rijen."
    row = demo.record("clients", key)
    stamp = ("Gewijzigd op", "Gewijzigd door")
    assert {h: c for h, c in row.items() if h not in stamp} == {
        h: c for h, c in was.items() if h not in stamp}  # fmt: skip
    (line,) = demo.log()
    assert (line["Wie"], line["Rol"], line["Reden"]) == (
        "beheer", "beheer", "Teruggezet uit de reservekopie van 02-02-2022 03:15")  # fmt: skip


def test_a_row_is_put_back_from_the_file_that_is_named(demo: DemoWorld, folder: Path) -> None:
    key = demo.sheet("clients").acell("A2").value or ""
    was = demo.record("clients", key)["Contact"]
    main(["backup"])
    first = kept_backups(folder)[0]
    demo.type_over("clients", key, "Contact", "Geen contact")
    main(["backup"])
    assert main(["restore", "--row", key, "--yes"]) == 0
    assert demo.record("clients", key)["Contact"] == "Geen contact"
    assert main(["restore", "--row", key, "--from", str(first), "--yes"]) == 0
    assert demo.record("clients", key)["Contact"] == was


def test_a_day_is_put_back_and_can_be_undone(
    demo: DemoWorld, folder: Path, answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    sheet = demo.sheet("contacts")
    key = sheet.acell("A2").value or ""
    was = demo.record("contacts", key)["Uitkomst"]
    demo.type_over("contacts", key, "Uitkomst", "Niet bereikt")
    sheet.delete_rows(3, 5)
    capsys.readouterr()
    answers.append("JA")
    assert main(["restore", "--day", "2022-02-01"]) == 0
    out = capsys.readouterr().out
    assert "  Contacten: terugzetten 3, wijzigen 1, nieuwer en blijft staan 0\n" in out
    assert "Teruggezet: 4 rijen." in out
    assert demo.record("contacts", key)["Uitkomst"] == was
    assert len(demo.records("contacts")) == CONTACTS
    # How it was just before is kept, and no day or row is ever put back from it by itself.
    (before,) = kept_backups(folder / "voor-terugzetten")
    assert f"Hoe het nu is staat in {before}." in out
    assert len(names(folder)) == 1
    main(["restore", "--row", key, "--from", str(before), "--yes"])
    assert demo.record("contacts", key)["Uitkomst"] == "Niet bereikt"


@pytest.mark.parametrize("sheet", ["contacten", "contacts"])
def test_one_sheet_of_a_day(sheet: str, demo: DemoWorld) -> None:
    main(["backup"])
    demo.sheet("contacts").delete_rows(3)
    demo.sheet("goals").delete_rows(3)
    goals = len(demo.records("goals"))
    assert main(["restore", "--day", "2022-02-05", "--sheet", sheet, "--yes"]) == 0
    assert len(demo.records("contacts")) == CONTACTS
    assert len(demo.records("goals")) == goals


def test_without_the_word_nothing_is_put_back(
    demo: DemoWorld, folder: Path, answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    demo.sheet("contacts").delete_rows(3)
    answers.append("ja")
    assert main(["restore", "--day", "2022-02-01"]) == 1
    assert capsys.readouterr().err == "Er is niets gedaan.\n"
    assert len(demo.records("contacts")) == CONTACTS - 1
    assert demo.log() == []
    assert not (folder / "voor-terugzetten").exists()


def test_when_nothing_differs_nothing_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["backup"])
    assert main(["restore", "--day", "2022-02-01"]) == 0
    assert capsys.readouterr().out.endswith("Er is niets terug te zetten.\n")


def test_a_missing_sheet_is_said_before_anything_is_asked(
    demo: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    demo.sheet("goals").delete_rows(2)
    book = demo.workbook("casework")
    book.del_worksheet(demo.sheet("contacts"))
    assert main(["restore", "--day", "2022-02-01"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("Er is niets teruggezet.\nHet blad 'Contacten' of zijn koppen")
    assert err.splitlines()[-1].startswith("Contact\tCliënt\tDatum\t")
    assert demo.log() == []


def test_what_is_refused_is_said_by_its_key_and_ends_in_an_error(
    demo: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    key = demo.sheet("clients").acell("A2").value or ""
    demo.type_over("clients", key, "Werknaam", "Fictief leesbaar")
    demo.sheet("contacts").delete_rows(2)
    assert main(["restore", "--day", "2022-02-01", "--yes"]) == 1
    said = capsys.readouterr()
    assert "Teruggezet: 1 rijen." in said.out
    assert said.err.startswith(f"Cliënten {key}: Nog niet opgeslagen: In 'Werknaam' staat")
    assert said.err.endswith("Niet teruggezet: 1 rijen.\n")
    assert "Fictief" not in said.out + said.err


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--row", "CT-0"], "Geen reservekopie heeft een rij met deze sleutel."),
        (["--day", "2022-01-31"], "Er is geen reservekopie van 31-01-2022 of eerder."),
        (["--day", "2022-02-01", "--sheet", "Blad1"], "Dat blad bestaat niet. Kies uit: Cliënten,"),
        (["--day", "2022-02-01", "--from", "x"], "--from hoort bij --row"),
        (["--row", "CT-0", "--sheet", "Doelen"], "--from hoort bij --row"),
        (["--row", "CT-0", "--from", "weg.backup"], "De reservekopie weg.backup gaat niet open"),
    ],
)
def test_what_cannot_be_found_is_one_sentence(
    asked: list[str], sentence: str, demo: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    demo.sheet("contacts").delete_rows(2)
    assert main(["restore", *asked, "--yes"]) == 1
    assert capsys.readouterr().err.startswith(sentence)
    assert len(demo.records("contacts")) == CONTACTS - 1


@pytest.mark.parametrize("what", [["--row", "CM-01"], ["--day", "2022-02-01"]])
def test_with_a_key_that_is_not_here_any_more_nothing_is_written(
    what: list[str], demo: DemoWorld, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    demo.sheet("team").delete_rows(2, 4)
    (demo.data / "keys.json").unlink()
    add_key(Settings(data=demo.data))
    before = demo.records("team")
    assert main(["restore", *what, "--yes"]) == 1
    assert "sleutel waarmee het is gemaakt staat niet meer" in capsys.readouterr().err
    assert demo.records("team") == before
    assert demo.log("progress") == []
    assert not (folder / "voor-terugzetten").exists()


def test_an_altered_backup_is_refused_and_nothing_is_written(
    demo: DemoWorld, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup"])
    demo.sheet("contacts").delete_rows(2)
    (path,) = kept_backups(folder)
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)
    assert main(["restore", "--day", "2022-02-01", "--yes"]) == 1
    assert "is beschadigd" in capsys.readouterr().err
    assert len(demo.records("contacts")) == CONTACTS - 1
