"""Bladen bewerken: what is typed in the grid, its preview, and what then stands in the sheet."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.schema.workbook import SHEETS
from lib.ui import session
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, go, press, read_sheets_again, shown, unreachable, words

PAGE = "pages/sheets/edit.py"
SHOW = "Wijzigingen bekijken"


def editor(app: AppTest) -> Any:
    (found,) = app.data_editor
    return found


def type_in(app: AppTest, cells: dict[int, dict[str, Any]]) -> AppTest:
    """As a browser reports it: cells by place on screen."""
    app.session_state[editor(app).key] = {
        "edited_rows": cells,
        "added_rows": [],
        "deleted_rows": [],
    }
    return app.run()


@pytest.fixture
def wishes(open_app: OpenApp) -> AppTest:
    return open_app("coordinator", PAGE, blad="wishes")


def test_every_sheet_a_role_keeps_opens_as_a_grid_without_secrets_and_with_locked_columns(
    open_app: OpenApp,
) -> None:
    app = open_app("projectleider", PAGE)
    (choice,) = [box for box in app.selectbox if box.label == "Blad"]
    kept = {n: s for n, s in SHEETS.items() if s.workbook in ("progress", "committee")}
    del kept["publications"], kept["publication_figures"]  # frozen by Publiceren
    assert [option.split(" · ")[0] for option in choice.options] == [
        schema.title for schema in kept.values()
    ]
    for name, schema in kept.items():
        go(app, PAGE, blad=name)
        assert not app.exception, name
        assert not app.error, name
        for part in app.data_editor:
            settings = json.loads(part.proto.columns)
            locked = {n for n, one in settings.items() if one.get("disabled")}
            assert locked == {c.name for c in schema.columns if c.is_protected}, name
            named = [one["label"] for one in settings.values() if one.get("label")]
            heads = {label.removesuffix(" *") for label in named}
            assert heads == {c.header for c in schema.columns if not c.is_secret}


def test_a_sheet_that_is_not_theirs_is_not_shown_whatever_the_address_says(
    open_app: OpenApp,
) -> None:
    app = open_app("coordinator", PAGE, blad="clients")
    assert len(app.data_editor) == 0
    assert "ST-" not in shown(app)


def test_several_rows_are_saved_together_after_a_preview(wishes: AppTest, world: DemoWorld) -> None:
    before = world.records("wishes")
    press(wishes, "Rij toevoegen")
    bank = {"room": "Loods", "wish": "Een bank (fictief)", "state": "Gewenst"}
    type_in(wishes, {1: {"state": "Klaar", "done_on": "2022-01-31"}, 3: {"priority": 3}, 0: bank})
    assert world.records("wishes") == before
    press(wishes, SHOW)
    said = "\n".join(words(wishes))
    assert f"Stand: {before[0]['Stand']} → **Klaar**" in said
    assert "Klaar op: leeg → **31-01-2022**" in said
    assert "Omschrijving: leeg → **Een bank (fictief)**" in said
    press(wishes, "3 rijen opslaan")
    assert "3 rijen opgeslagen." in words(wishes)
    after = world.records("wishes")
    assert (after[0]["Stand"], after[0]["Klaar op"]) == ("Klaar", 44592)
    assert after[2]["Prioriteit"] == 3
    assert (after[-1]["Ruimte"], after[-1]["Omschrijving"]) == ("Loods", "Een bank (fictief)")
    assert after[-1]["Wens"].startswith("WS-")
    assert len(after) == len(before) + 1
    assert after[1] == before[1]
    lines = world.log("progress")
    assert [line["Handeling"] for line in lines] == ["toegevoegd", "gewijzigd", "gewijzigd"]
    assert {line["Wie"] for line in lines} == {"coordinator"}
    assert SHOW not in [button.label for button in wishes.button]


def test_yes_no_and_unknown_are_three_and_several_choices_are_kept(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("coordinator", PAGE, blad="bottlenecks")
    cells = {0: {"was_foreseen": "nee", "together_with": ["GGD", "De Cirkel"]},
             1: {"was_foreseen": None, "severity": 2}}  # fmt: skip
    names = {column.name: column.header for column in SHEETS["bottlenecks"].columns}
    cells = {row: {n: v for n, v in typed.items() if n in names} for row, typed in cells.items()}
    assert cells[0]["was_foreseen"] == "nee"
    press(press(type_in(app, cells), SHOW), "2 rijen opslaan")
    after = world.records("bottlenecks")
    assert [row[names["was_foreseen"]] for row in after[:2]] == ["nee", ""]
    assert after[0][names["together_with"]] == "GGD; De Cirkel"


def test_every_problem_stands_at_its_row_and_the_others_can_be_saved(
    wishes: AppTest, world: DemoWorld
) -> None:
    before = world.records("wishes")
    press(wishes, "Rij toevoegen")
    fine = 3 if before[1]["Prioriteit"] != 3 else 2
    cells = {1: {"priority": 9, "wish": None}, 2: {"priority": fine}, 0: {"room": "Loods"}}
    type_in(wishes, cells)
    press(wishes, SHOW)
    said = words(wishes)
    for sentence in ("'Prioriteit' mag hoogstens 3 zijn.", "Vul 'Omschrijving' in.",
                     "Vul 'Stand' in."):  # fmt: skip
        assert any(sentence in text for text in said), sentence
    assert "2 rijen hebben nog een probleem en worden nu niet opgeslagen." in said
    press(wishes, "1 rij opslaan")
    after = world.records("wishes")
    assert len(after) == len(before)
    assert after[1]["Prioriteit"] == fine
    assert after[0] == before[0]
    assert any("'Prioriteit' mag hoogstens 3 zijn." in text for text in words(wishes))


def test_what_was_typed_is_there_again_after_another_page_and_another_sheet(
    wishes: AppTest, world: DemoWorld
) -> None:
    press(type_in(wishes, {0: {"priority": 3}}), "Rij toevoegen")
    type_in(wishes, {0: {"wish": "Een plant (fictief)"}})
    go(wishes, "pages/sheets/health.py")
    go(wishes, PAGE, blad="actions")
    go(wishes, PAGE, blad="wishes")
    laid = editor(wishes).value
    assert laid["wish"].iloc[0] == "Een plant (fictief)"
    assert laid["priority"].iloc[1] == 3
    press(wishes, SHOW)
    assert "Prioriteit: 1 → **3**" in words(wishes)


def test_what_others_change_in_another_column_stays_and_is_said(
    wishes: AppTest, world: DemoWorld
) -> None:
    key = world.records("wishes")[0]["Wens"]
    type_in(wishes, {0: {"priority": 3}})
    world.type_over("wishes", key, "Omschrijving", "Anders (fictief)")
    read_sheets_again()
    press(wishes, SHOW)
    assert any("dat blijft zo: Omschrijving." in text for text in words(wishes))
    press(wishes, "1 rij opslaan")
    row = world.record("wishes", key)
    assert (row["Prioriteit"], row["Omschrijving"]) == (3, "Anders (fictief)")


@pytest.mark.parametrize("is_read_again", [True, False])
@pytest.mark.parametrize(("side", "wish"), [("mine", "Van mij"), ("theirs", "Van een ander")])
def test_of_two_values_for_one_cell_the_person_chooses(
    is_read_again: bool, side: str, wish: str, wishes: AppTest, world: DemoWorld
) -> None:
    key = world.records("wishes")[0]["Wens"]
    type_in(wishes, {0: {"wish": "Van mij", "priority": 3}})
    world.type_over("wishes", key, "Omschrijving", "Van een ander")
    if is_read_again:
        read_sheets_again()
    press(wishes, SHOW)
    if not is_read_again:
        press(wishes, "1 rij opslaan")
        assert world.record("wishes", key)["Prioriteit"] != 3
    (radio,) = wishes.radio
    assert (radio.label, [o.split(": ")[1] for o in radio.options]) == (
        "Omschrijving", ["Van mij", "Van een ander"])  # fmt: skip
    radio.set_value(side).run()
    press(wishes, "1 rij opslaan")
    row = world.record("wishes", key)
    assert (row["Prioriteit"], row["Omschrijving"]) == (3, wish)


def test_pressing_twice_adds_a_row_once_and_an_outage_loses_nothing(
    wishes: AppTest, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(world.records("wishes"))
    press(wishes, "Rij toevoegen")
    type_in(wishes, {0: {"room": "Loods", "wish": "Een lamp (fictief)", "state": "Gewenst"}})
    press(wishes, SHOW)
    with monkeypatch.context() as away:
        away.setattr("lib.store.store.Store.write", unreachable)
        press(wishes, "1 rij opslaan")
    assert len(world.records("wishes")) == count
    draft = wishes.session_state[session._DRAFTS]["grid:wishes"]
    typed = {key: dict(values) for key, values in draft.typed.items()}
    press(wishes, "1 rij opslaan")
    draft.typed.update(typed)  # as a second press that was on its way when the first was done
    draft.is_reviewed = True
    wishes.run()
    assert len(world.records("wishes")) == count + 1
    assert [b for b in wishes.button if b.label == "1 rij opslaan"] == []


def test_a_row_that_is_gone_is_said_and_can_be_left_out(wishes: AppTest, world: DemoWorld) -> None:
    type_in(wishes, {0: {"priority": 3}})
    world.sheet("wishes").delete_rows(2)
    read_sheets_again()
    press(wishes, SHOW)
    assert any("is intussen uit het blad" in text for text in words(wishes))
    press(wishes, "Weglaten")
    assert SHOW not in [button.label for button in wishes.button]


def test_a_large_sheet_goes_to_the_browser_a_page_at_a_time_and_is_searched_on_the_server(
    open_app: OpenApp, world: DemoWorld
) -> None:
    rows = [[f"WS-{n:010d}", "Loods", f"Wens nummer {n}", 1, "Gewenst"] for n in range(120)]
    world.sheet("wishes").append_rows(rows)
    app = open_app("coordinator", PAGE, blad="wishes")
    count = len(world.records("wishes"))
    assert len(editor(app).value) == 50
    assert f"{count} van de {count} rijen" in words(app)
    assert "Wens nummer 119" not in shown(app)
    (box,) = [field for field in app.text_input if "Zoek in dit blad" in str(field.key)]
    box.set_value("nummer 11").run()
    assert list(editor(app).value["wish"]) == [f"Wens nummer {n}" for n in (11, *range(110, 120))]


def test_the_address_can_name_one_row(open_app: OpenApp, world: DemoWorld) -> None:
    key = world.records("wishes")[3]["Wens"]
    app = open_app("coordinator", PAGE, blad="wishes", rij=key)
    assert list(editor(app).value["wish_id"]) == [key]
    press(app, "Alle rijen tonen")
    assert len(editor(app).value) == len(world.records("wishes"))
