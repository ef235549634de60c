"""What somebody saw when a form opened is what they decide on; an old look never wins."""

from datetime import date

from lib.access.roles import Role
from lib.accounts import Accounts
from lib.settings import Settings
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, field, fill, save, unfold, words
from tests.pages.test_client import another, client_of, periods

CLIENT, CONTACTS = "pages/work/client.py", "pages/work/contacts.py"


def test_an_intensity_form_opened_before_another_save_does_not_overwrite_it(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    wanted = another(periods(world, code)[-1]["Intensiteit"])
    first = unfold(open_app("casemanager", CLIENT, client=code), f"support:{code}")
    second = unfold(open_app("casemanager", CLIENT, client=code), f"support:{code}")
    form = f"support:{code}:"
    fill(first, form, {"intensity": wanted, "from_on": date(2022, 2, 1), "approach": "Presentie"})
    save(first, f"support:{code}:")
    after_the_first = periods(world, code)
    fill(second, form, {"intensity": "Licht (aanvullend)", "from_on": date(2022, 2, 1)})
    save(second, f"support:{code}:")
    assert periods(world, code) == after_the_first
    assert any("overlapt" in text or "Intussen" in text for text in words(second))
    assert field(second, form, "intensity").value == "Licht (aanvullend)"


def test_an_administrator_blocked_meanwhile_blocks_nobody_from_an_open_tab(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("beheer")
    accounts = Accounts(Settings(data=world.data))
    accounts.add("beheer2", "Beheer 2 (demo)", Role.ADMINISTRATOR, is_demo=True)
    accounts.disable("beheer")
    app.button(key="account:casemanager").click().run()
    found = accounts.find("casemanager")
    assert found is not None
    assert not found.is_disabled
    assert [button.label for button in app.button] == ["Inloggen"]
