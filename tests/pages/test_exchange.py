"""A sheet out as a file and back in: what is compared, said, chosen and saved."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from lib.store.sheet_file import make_sheet_file
from lib.ui.live import live
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, press, read_sheets_again, words

PAGE = "pages/sheets/edit.py"


@pytest.fixture
def wishes(open_app: OpenApp) -> AppTest:
    return open_app("coordinator", PAGE, blad="wishes")


def file_of(hands: Callable[[Any], object], sheet: str = "wishes") -> bytes:
    """The file as the app hands it out now, with somebody's changes."""
    book = openpyxl.load_workbook(io.BytesIO(make_sheet_file(sheet, live().snapshot())))
    hands(book.worksheets[0])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def bring(app: AppTest, content: bytes) -> AppTest:
    app.file_uploader[0].upload("bestand.xlsx", content)
    return app.run()


def test_what_was_changed_in_the_file_is_shown_and_then_saved(
    wishes: AppTest, world: DemoWorld
) -> None:
    before = world.records("wishes")

    def hands(page: Any) -> None:
        page["D2"], page["C3"] = 3, "=Kapot (fictief)"
        page["C3"].data_type = "s"
        page.append([None, "Loods", "+31 een plant (fictief)", None, "Gewenst"])

    bring(wishes, file_of(hands))
    assert world.records("wishes") == before
    said = words(wishes)
    assert "Omschrijving: leeg → **+31 een plant (fictief)**" in said
    press(wishes, "3 rijen opslaan")
    after = world.records("wishes")
    assert after[0]["Prioriteit"] == 3
    assert after[1]["Omschrijving"] == "=Kapot (fictief)"
    assert after[-1]["Omschrijving"] == "+31 een plant (fictief)"
    assert after[-1]["Wens"].startswith("WS-")
    assert len(after) == len(before) + 1
    assert {line["Wie"] for line in world.log("progress")} == {"coordinator"}
    assert "Het bestand en het blad zijn gelijk." in words(wishes)


def test_the_same_file_again_has_nothing_left_to_change(wishes: AppTest, world: DemoWorld) -> None:
    content = file_of(lambda page: page.__setitem__("D2", 3))
    press(bring(wishes, content), "1 rij opslaan")
    lines = len(world.log("progress"))
    bring(wishes, content)
    assert "Het bestand en het blad zijn gelijk." in words(wishes)
    assert len(world.log("progress")) == lines


@pytest.mark.parametrize(("side", "wish"), [("mine", "Van mij"), ("theirs", "Van een ander")])
def test_a_cell_that_both_changed_is_for_the_person_to_choose(
    side: str, wish: str, wishes: AppTest, world: DemoWorld
) -> None:
    first, second, third = [row["Wens"] for row in world.records("wishes")[:3]]

    def hands(page: Any) -> None:
        page["C2"], page["D3"] = "Van mij", 3
        page.delete_rows(5)

    content = file_of(hands)
    world.type_over("wishes", first, "Omschrijving", "Van een ander")
    world.type_over("wishes", second, "Omschrijving", "Ook anders")
    world.type_over("wishes", third, "Omschrijving", "Stil gewijzigd")
    read_sheets_again()
    said = words(bring(wishes, content))
    assert "1 rij is intussen door een ander gewijzigd en blijft zoals ze nu is." in said
    assert "1 rij staat niet meer in het bestand; die blijft in het blad staan." in said
    assert "Intussen door een ander gewijzigd, dat blijft zo: Omschrijving." in said
    wishes.radio[0].set_value(side).run()
    press(wishes, "2 rijen opslaan")
    after = {row["Wens"]: row for row in world.records("wishes")}
    assert after[first]["Omschrijving"] == wish
    assert (after[second]["Omschrijving"], after[second]["Prioriteit"]) == ("Ook anders", 3)
    assert after[third]["Omschrijving"] == "Stil gewijzigd"


def test_rows_with_a_bad_cell_are_passed_over_and_named(wishes: AppTest, world: DemoWorld) -> None:
    before = world.records("wishes")

    def hands(page: Any) -> None:
        page["D2"], page["D3"], page["F4"], page["A5"] = "veel", 3, "=TODAY()", "WS-ZZZ"

    said = words(bring(wishes, file_of(hands)))
    assert ":material/error: **3 rijen worden overgeslagen**" in said
    assert any(text.startswith("**D2** · Dit is geen getal") for text in said)
    assert any(text.startswith("**F4** · Hier staat een formule") for text in said)
    assert any(text.startswith("**A5** · De sleutel WS-ZZZ staat niet in") for text in said)
    press(wishes, "1 rij opslaan")
    after = world.records("wishes")
    assert after[1]["Prioriteit"] == 3
    assert [after[0], after[2], after[3]] == [before[0], before[2], before[3]]


def test_the_checks_are_those_of_the_forms(wishes: AppTest, world: DemoWorld) -> None:
    bring(wishes, file_of(lambda page: page.__setitem__("D2", 9)))
    assert "'Prioriteit' mag hoogstens 3 zijn." in "\n".join(words(wishes))
    assert world.log("progress") == []


def test_a_file_of_another_sheet_is_refused_in_one_sentence(wishes: AppTest) -> None:
    bring(wishes, file_of(lambda page: None, "actions"))
    assert complaints(wishes) == ["Dit bestand hoort bij het blad Acties. Kies daar dat blad."]
