"""Damage by direct editing: every page still opens, and Gezondheid names what is wrong."""

from collections.abc import Callable

import pytest

from lib.ui.navigation import ENTRIES
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, field, go, new_process, shown, titles, words
from tests.pages.test_every_page import MENUS, ON_SCREEN

Damage = Callable[[DemoWorld], object]


def first_key(world: DemoWorld, name: str) -> str:
    return str(world.sheet(name).acell("A2").value)


def copy_first_row(world: DemoWorld) -> None:
    sheet = world.sheet("contacts")
    sheet.append_row(sheet.row_values(2))


def insert_blank_rows(world: DemoWorld) -> None:
    world.sheet("clients").insert_rows([[], [], []], row=4)


def empty_workbook(world: DemoWorld) -> None:
    for sheet in world.workbook("casework").worksheets():
        sheet.clear()


def headers_only(world: DemoWorld) -> None:
    for name in ("clients", "contacts", "support", "access_grants"):
        sheet = world.sheet(name)
        sheet.delete_rows(2, len(sheet.col_values(1)))


def type_over_first(name: str, header: str, text: str) -> Damage:
    return lambda world: world.type_over(name, first_key(world, name), header, text)


# What happens, and what Gezondheid says about it (None: nothing is wrong). The coordinator mends
# the sheets and sees every cell; to the project lead only what is wrong with a whole sheet.
DAMAGES: dict[str, tuple[Damage, str | None, bool]] = {
    "a renamed header": (
        lambda world: world.sheet("contacts").update_acell("E1", "Kanaal"),
        "De kolom 'Wijze van contact' ontbreekt.", True),
    "a missing sheet": (
        lambda world: world.workbook("casework").del_worksheet(world.sheet("support")),
        "Het blad 'Begeleiding' ontbreekt", True),
    "text in a date column": (
        type_over_first("contacts", "Datum", "gisteren"), "Dit is geen datum.", False),
    "an unknown choice": (
        type_over_first("contacts", "Uitkomst", "Heel gezellig"), "Heel gezellig", False),
    "a duplicate key": (copy_first_row, "staat op meer dan een rij", False),
    "a dangling reference": (
        type_over_first("contacts", "Cliënt", "ST-ZZZZZ"), "staat niet in het blad Cli", False),
    "blank rows": (insert_blank_rows, None, False),
    "an empty workbook": (empty_workbook, "In rij 1 van 'Cliënten' staan de koppen niet.", True),
    "only headers": (headers_only, None, False),
    "no header at all": (
        lambda world: world.sheet("clients").delete_rows(1),
        "In rij 1 van 'Cliënten' staan de koppen niet.", True),
}  # fmt: skip


Said = tuple[str | None, bool]


@pytest.fixture(params=DAMAGES, ids=str)
def said(request: pytest.FixtureRequest, world: DemoWorld) -> Said:
    """Damages the casework; gives what must be said about it, and whether to everybody."""
    damage, sentence, is_whole = DAMAGES[request.param]
    damage(world)
    new_process()
    return sentence, is_whole


@pytest.mark.parametrize("username", ["casemanager", "projectleider", "coordinator"])
def test_every_page_opens_on_damaged_sheets(username: str, said: Said, open_app: OpenApp) -> None:
    app = open_app(username)
    for entry in ENTRIES:
        if entry.title in MENUS[username].get(entry.section, []):
            go(app, entry.file)
            assert titles(app) == [ON_SCREEN.get(entry.title, entry.title)], entry.url
            assert not app.exception, entry.url
            assert not app.error, (entry.url, [error.value for error in app.error])


@pytest.mark.parametrize("username", ["projectleider", "coordinator"])
def test_health_names_what_is_wrong(username: str, said: Said, open_app: OpenApp) -> None:
    sentence, is_whole = said
    app = open_app(username, "pages/sheets/health.py")
    is_fine = "Alle bladen die je beheert zijn in orde." in words(app)
    if sentence is None or (username == "projectleider" and not is_whole):
        # Deleted clients leave rows behind that refer to nothing; that is for the coordinator.
        assert is_fine or username == "coordinator"
        assert sentence is None or sentence not in shown(app)
    else:
        assert sentence in shown(app)
        assert not is_fine


def test_a_bad_cell_is_named_with_its_place_and_what_was_found_there(
    open_app: OpenApp, world: DemoWorld
) -> None:
    world.sheet("contacts").update_acell("C7", "gisteren")
    new_process()
    text = "\n".join(words(open_app("coordinator", "pages/sheets/health.py")))
    assert "**C7**" in text
    assert "gisteren" in text
    assert "Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022." in text


def test_a_contact_with_a_bad_date_stays_on_the_page_of_its_client(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = next(r for r in world.records("contacts") if r["Medewerker"] == "CM-01")
    world.type_over("contacts", row["Contact"], "Datum", "gisteren")
    new_process()
    app = open_app("casemanager", "pages/work/contacts.py", rij=row["Contact"])
    assert any(text.startswith(f"Contact · {row['Cliënt']}") for text in words(app))
    assert field(app, "row:contacts", "held_on").value is None
    assert not app.error
