"""Signing in, staying in, being thrown out: through the form, one refusal for every reason."""

from datetime import datetime, timedelta
from pathlib import Path

import jwt
import pytest
import streamlit as st

from lib.accounts import DEMO_PASSWORD, Accounts, cookie_key
from lib.settings import Settings, read_settings
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, app_from_file, new_process, press, sign_in, titles, words

REFUSAL = (
    "Inloggen is niet gelukt. Controleer gebruikersnaam en wachtwoord. "
    "Na zes mislukte pogingen is inloggen een kwartier niet mogelijk."
)


def accounts_of(world: DemoWorld) -> Accounts:
    """The accounts file as another process has it open."""
    return Accounts(Settings(data=world.data))


def test_the_right_password_leads_to_the_first_page(open_app: OpenApp) -> None:
    app = sign_in(open_app(), " CaseManager ")
    assert titles(app) == ["Vandaag"]
    assert "Casemanager 1 (demo) · Casemanager" in words(app)
    assert not app.error
    assert DEMO_PASSWORD not in str(app.session_state.to_dict())


@pytest.mark.parametrize(
    ("username", "password"),
    [("casemanager", "verkeerd-2022"), ("niemand", DEMO_PASSWORD), ("x" * 5000, "y" * 5000)],
    ids=["wrong password", "unknown name", "far too long"],
)  # fmt: skip
def test_a_refusal_never_says_which_part_was_wrong(
    username: str, password: str, open_app: OpenApp
) -> None:
    app = sign_in(open_app(), username, password)
    assert [error.value for error in app.error] == [REFUSAL]
    assert titles(app) == ["STAP-dashboard"]


def test_an_empty_field_is_asked_for_and_is_no_wrong_try(open_app: OpenApp) -> None:
    app = open_app()
    for _ in range(7):
        sign_in(app, "casemanager", "")
    assert [e.value for e in app.error] == ["Vul je gebruikersnaam en je wachtwoord in."]
    assert titles(sign_in(app, "casemanager")) == ["Vandaag"]


def test_six_wrong_tries_lock_the_account_and_a_restart_does_not_forgive_them(
    open_app: OpenApp,
) -> None:
    app = open_app()
    for _ in range(6):
        sign_in(app, "casemanager", "verkeerd-2022")
    assert [error.value for error in sign_in(app, "casemanager").error] == [REFUSAL]
    new_process()
    assert [error.value for error in sign_in(open_app(), "casemanager").error] == [REFUSAL]
    assert titles(sign_in(open_app(), "casemanager2")) == ["Vandaag"]


def test_five_wrong_tries_lock_nothing(open_app: OpenApp) -> None:
    app = open_app()
    for _ in range(5):
        sign_in(app, "casemanager", "verkeerd-2022")
    assert titles(sign_in(app, "casemanager")) == ["Vandaag"]


def test_signing_out_leaves_nothing_in_the_tab_and_ends_the_other_tabs_too(
    open_app: OpenApp,
) -> None:
    app, other = open_app("casemanager"), open_app("casemanager")
    press(app, "Uitloggen")
    assert titles(app) == ["STAP-dashboard"]
    assert not {"signed_in", "forms", "last_client", "flash"} & set(app.session_state)
    assert "casemanager" not in str(app.session_state.to_dict())
    assert titles(other.run()) == ["STAP-dashboard"]


def test_a_disabled_account_is_out_at_its_next_run(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app("casemanager", "pages/work/contacts.py")
    accounts_of(world).disable("casemanager")
    assert titles(app.run()) == ["STAP-dashboard"]
    assert [error.value for error in sign_in(app, "casemanager").error] == [REFUSAL]


def test_the_administrator_disables_and_enables_an_account(open_app: OpenApp) -> None:
    victim, admin = open_app("commissie"), open_app("beheer")
    admin.button(key="account:commissie").click().run()
    assert titles(victim.run()) == ["STAP-dashboard"]
    assert "commissie is geblokkeerd en overal uitgelogd." in words(admin)
    admin.button(key="account:commissie").click().run()
    assert titles(sign_in(victim, "commissie")) == ["Voortgang"]


def test_the_administrator_cannot_lock_herself_out(open_app: OpenApp) -> None:
    keys = [button.key for button in open_app("beheer").button]
    assert "account:commissie" in keys
    assert "account:beheer" not in keys


def test_demo_accounts_are_shown_and_work_only_without_real_workbooks(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert any(DEMO_PASSWORD in text for text in words(open_app()))
    kept = open_app("casemanager")
    secrets = tmp_path / "secrets.toml"
    ids = "\n".join(f'{name} = "{name}-id"' for name in read_settings().workbooks or WORKBOOKS)
    secrets.write_text(f'[google]\nclient_email = "a@b.example"\n[workbooks]\n{ids}\n')
    monkeypatch.setenv("STAP_SECRETS", str(secrets))
    new_process()
    assert titles(kept.run()) == ["STAP-dashboard"]
    app = sign_in(app_from_file().run(), "casemanager")
    assert [error.value for error in app.error] == [REFUSAL]
    assert DEMO_PASSWORD not in "".join(words(app))


WORKBOOKS = ("casework", "permits", "progress", "committee")


def remembered(
    world: DemoWorld, monkeypatch: pytest.MonkeyPatch, key: str, made: datetime, days: float = 0.5
) -> None:
    """The cookie that streamlit-authenticator set at `made`."""
    token = {"username": "casemanager", "exp_date": (made + timedelta(days=days)).timestamp()}
    cookies = {"stap": jwt.encode(token, key, algorithm="HS256")}
    monkeypatch.setattr(type(st.context), "cookies", cookies)


def test_a_remembered_sign_in_opens_a_new_tab(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = cookie_key(Settings(data=world.data))
    remembered(world, monkeypatch, key, datetime.now())
    assert titles(open_app()) == ["Vandaag"]


@pytest.mark.parametrize("why", ["signed out since", "too old", "forged", "gibberish"])
def test_a_cookie_that_no_longer_counts_opens_nothing(
    why: str, open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = cookie_key(Settings(data=world.data))
    made = datetime.now() - timedelta(hours=13 if why == "too old" else 1)
    remembered(world, monkeypatch, "x" * 64 if why == "forged" else key, made)
    if why == "signed out since":
        accounts_of(world).sign_out("casemanager")
    if why == "gibberish":
        monkeypatch.setattr(type(st.context), "cookies", {"stap": "a.b.c"})
    assert titles(open_app()) == ["STAP-dashboard"]
