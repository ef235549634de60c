"""What somebody saw when a form opened is what they decide on; an old look never wins."""

from collections.abc import Sequence
from datetime import date

import pytest

from lib.accounts import Accounts
from lib.audit import Actor
from lib.change import Change
from lib.errors import SheetsUnreachable
from lib.settings import Settings
from lib.snapshot import Snapshot
from lib.store.store import Store
from lib.store.writing import Receipt
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, field, fill, press, words
from tests.pages.test_client import _save, another, client_of, periods

CLIENT, CONTACTS = "pages/work/client.py", "pages/work/contacts.py"


def test_an_intensity_form_opened_before_another_save_does_not_overwrite_it(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    wanted = another(periods(world, code)[-1]["Intensiteit"])
    first = open_app("casemanager", CLIENT, client=code)
    second = open_app("casemanager", CLIENT, client=code)
    form = f"support:{code}:"
    fill(first, form, {"intensity": wanted, "from_on": date(2022, 2, 1), "approach": "Presentie"})
    _save(first, f"support:{code}")
    after_the_first = periods(world, code)
    fill(second, form, {"intensity": "Licht (aanvullend)", "from_on": date(2022, 2, 1)})
    _save(second, f"support:{code}")
    assert periods(world, code) == after_the_first
    assert any("overlapt" in text or "Intussen" in text for text in words(second))
    assert field(second, form, "intensity").value == "Licht (aanvullend)"


def test_after_an_unclear_save_what_was_typed_since_is_saved_too(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app("casemanager", CONTACTS)
    code = client_of(world, "CM-01")
    fill(app, "log_contact", {"client_code": code, "channel": "Telefoon", "outcome": "Gesproken"})
    write = Store.write

    def lost(self: Store, changes: Sequence[Change], actor: Actor, seen: Snapshot) -> Receipt:
        write(self, changes, actor, seen)
        raise SheetsUnreachable

    count = len(world.records("contacts"))
    with monkeypatch.context() as away:
        away.setattr(Store, "write", lost)
        press(app, "Contact vastleggen")
    fill(app, "log_contact", {"channel": "WhatsApp"})
    press(app, "Contact vastleggen")
    assert "Contact vastgelegd." in words(app)
    added = world.records("contacts")[count:]
    assert [row["Wijze van contact"] for row in added] == ["WhatsApp"]


def test_an_administrator_blocked_meanwhile_blocks_nobody_from_an_open_tab(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("beheer")
    accounts = Accounts(Settings(data=world.data))
    accounts.disable("beheer")
    app.button(key="account:casemanager").click().run()
    found = accounts.find("casemanager")
    assert found is not None
    assert not found.is_disabled
    assert [button.label for button in app.button] == ["Inloggen"]
