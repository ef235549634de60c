"""Role × sheet × action, through the app: a row opens by its address for who may read it, with a
form for who may change it, and a forged save changes nothing. Toegang has tests of its own
(test_access.py, tests/access/test_grants.py)."""

from collections.abc import Iterator
from typing import Any

import pytest

from lib.access.roles import Role
from lib.accounts import Accounts
from lib.change import Change
from lib.errors import NotAllowed
from lib.schema.workbook import SHEETS
from lib.settings import Settings
from lib.ui import live
from lib.ui.page import Page
from lib.ui.registers import REGISTERS
from tests.access.test_policy import EXPECTED
from tests.conftest import DemoWorld
from tests.pages.conftest import ACCOUNTS, OpenApp, words
from tests.pages.test_every_page import MENUS, NOT_YOURS

READ, ADD, CHANGE = range(3)
ONE_OF_EACH_ROLE = [name for name in ACCOUNTS if name != "casemanager2"]
GONE, ONLY_READ = "Deze rij is er niet (meer), of je mag haar niet zien.", "Je mag dit lezen"
Row = dict[str, Any]


class Sight:
    """What the table of tests/access/test_policy.py says about the rows of one account, counted
    here from the sheets themselves."""

    def __init__(self, world: DemoWorld, username: str) -> None:
        account = Accounts(Settings(data=world.data)).find(username)
        assert account is not None
        self.person, self._world = account.person(), world
        clients, grants = world.records("clients"), world.records("access_grants")
        column, mine = {
            Role.CASE_MANAGER: ("Casemanager", self.person.worker),
            Role.EXPERT: ("Ervaringsdeskundige betrokken", "ja"),
        }.get(self.person.role, ("Casemanager", object()))
        self.own = {row["Cliëntcode"] for row in clients if row[column] == mine}
        # Whoever gave or got access to a client is a case of its own (test_access.py).
        self.given = {row["Cliënt"] for row in grants} - self.own

    def rows(self, sheet: str) -> Iterator[Row]:
        column = SHEETS[sheet].client_column
        header = SHEETS[sheet].column(column).header if column else None
        for row in self._world.records(sheet):
            if header is None or row[header] not in self.given:
                yield row

    def may(self, action: int, sheet: str, row: Row) -> bool:
        schema = SHEETS[sheet]
        letter = EXPECTED[sheet].split()[list(Role).index(self.person.role)][action]
        column = schema.client_column
        client = row[schema.column(column).header] if column else ""
        return {
            "-": False,
            "*": True,
            "p": row.get("Stand") == "Gepubliceerd",
            "c": client in self.own,
            "x": not client or client in self.own,
            "o": client in self.own and row.get("Medewerker") == self.person.worker,
            "a": row.get("Wie") == self.person.worker,
        }[letter]

    def examples(self, sheet: str) -> Iterator[Row]:
        """A row of each kind: to be changed, only to be read, not to be seen."""
        kinds: dict[tuple[bool, bool], Row] = {}
        for row in self.rows(sheet):
            kinds.setdefault((self.may(READ, sheet, row), self.may(CHANGE, sheet, row)), row)
        yield from kinds.values()


@pytest.mark.parametrize("sheet", REGISTERS)
@pytest.mark.parametrize("username", ONE_OF_EACH_ROLE)
def test_an_address_opens_what_may_be_read_with_a_form_for_what_may_be_changed(
    username: str, sheet: str, open_app: OpenApp, world: DemoWorld
) -> None:
    sight, register = Sight(world, username), REGISTERS[sheet]
    examples = list(sight.examples(sheet))
    assert examples
    for row in examples:
        app = open_app(username, register.entry.file, rij=row[register.schema.key().header])
        said = words(app)
        has_form = "Wijziging opslaan" in [button.label for button in app.button]
        if register.entry.title not in MENUS[username].get(register.entry.section, []):
            assert NOT_YOURS in said
            assert not has_form
        elif sheet == "key_figures" and not sight.may(CHANGE, sheet, row):
            assert not has_form  # they are read in their own form there
        else:
            is_read, is_changed = (sight.may(action, sheet, row) for action in (READ, CHANGE))
            assert (GONE in said) == (not is_read)
            assert any(ONLY_READ in text for text in said) == (is_read and not is_changed)
            assert has_form == is_changed


@pytest.mark.parametrize("sheet", [name for name in EXPECTED if name != "access_grants"])
@pytest.mark.parametrize("username", ONE_OF_EACH_ROLE)
def test_a_forged_save_is_refused_and_changes_nothing(
    username: str, sheet: str, world: DemoWorld
) -> None:
    sight, schema = Sight(world, username), SHEETS[sheet]
    key = schema.key().name
    column = next(c.name for c in reversed(schema.columns) if not c.is_protected and not c.to)
    before = world.records(sheet)
    snapshot, caseload = live.live().now().of(sight.person, live.clock())
    page = Page(sight.person, snapshot, caseload, live.today())
    whole = live.live().snapshot()
    refused = [row for row in sight.examples(sheet) if not sight.may(CHANGE, sheet, row)]
    for row in refused:
        stands = whole.row(sheet, row[schema.key().header])
        assert stands is not None
        with pytest.raises(NotAllowed):
            page.save([Change(sheet, stands[key], stands, {column: None}, "")])
    for row in sight.examples(sheet):
        if not sight.may(ADD, sheet, row):
            stands = whole.row(sheet, row[schema.key().header])
            assert stands is not None
            new = {name: value for name, value in stands.items() if name != key}
            with pytest.raises(NotAllowed):
                page.save([Change(sheet, "NIEUW-1", None, new, "")])
    assert world.records(sheet) == before
