"""The accounts file: nothing lost, nothing guessed, nothing forgiven by a restart."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import bcrypt
import pytest
import yaml

from lib import accounts as accounts_module
from lib import passwords
from lib.access.roles import Role
from lib.accounts import DEMO_PASSWORD, Account, Accounts, add_demo_accounts, cookie_key
from lib.errors import AccountRefused, SettingsError, SignInFailed
from lib.settings import Settings

PASSWORD = "lang-genoeg"
QUARTER = 15 * 60
REAL_GENSALT = bcrypt.gensalt
QUICK_HASH = bcrypt.hashpw(PASSWORD.encode(), REAL_GENSALT(4)).decode()


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_643_700_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def quick_decoy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts_module, "DECOY_HASH", QUICK_HASH)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def accounts(settings: Settings, clock: Clock) -> Accounts:
    found = Accounts(settings, clock)
    found.add("anna", "Anna (fictief)", Role.CASE_MANAGER, "CM-01", PASSWORD)
    return found


def account(name: str) -> Account:
    return Account(name, name, Role.COMMITTEE, None, False, False, QUICK_HASH, 0.0)


def fail(accounts: Accounts, name: str, password: str = "helemaal-fout") -> None:
    with pytest.raises(SignInFailed):
        accounts.sign_in(name, password)


def file_of(settings: Settings) -> Path:
    return settings.data / "accounts.yaml"


# --- the file ---------------------------------------------------------------------------


def test_an_added_account_is_found_by_any_spelling_of_its_name(accounts: Accounts) -> None:
    found = accounts.find("  Anna ")
    assert found is not None
    assert (found.username, found.display_name) == ("anna", "Anna (fictief)")
    assert (found.role, found.worker) == (Role.CASE_MANAGER, "CM-01")
    assert found.person().role is Role.CASE_MANAGER
    assert accounts.find("bart") is None


def test_only_the_owner_may_read_the_file(accounts: Accounts, settings: Settings) -> None:
    assert stat.S_IMODE(file_of(settings).stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700
    accounts.disable("anna")
    assert stat.S_IMODE(file_of(settings).stat().st_mode) == 0o600


def test_another_process_sees_a_change_at_once(accounts: Accounts, settings: Settings) -> None:
    other = Accounts(settings)
    assert [a.username for a in other.all()] == ["anna"]
    accounts.add("bart", "Bart", Role.COMMITTEE, password=PASSWORD)
    accounts.disable("anna")
    assert [(a.username, a.is_disabled) for a in other.all()] == [("anna", True), ("bart", False)]


def test_an_unchanged_file_is_read_once(
    accounts: Accounts, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(file_of(settings), (1_600_000_000, 1_600_000_000))
    accounts.find("anna")
    monkeypatch.setattr(accounts_module, "read_private", pytest.fail)
    assert accounts.find("anna") is not None
    assert accounts.is_current("anna", 2e9)


def test_parallel_adds_from_threads_keep_all(settings: Settings) -> None:
    accounts = Accounts(settings)
    names = [f"lid-{n:02}" for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: accounts.admit([account(name)]), names))
    assert [a.username for a in accounts.all()] == names


WRITER = """
import sys
from pathlib import Path
from lib.access.roles import Role
from lib.accounts import Account, Accounts
from lib.settings import Settings
accounts = Accounts(Settings(data=Path(sys.argv[1])))
for n in range(20):
    name = f"{sys.argv[2]}-{n:02}"
    accounts.admit([Account(name, name, Role.COMMITTEE, None, False, False, sys.argv[3], 0.0)])
"""


def test_parallel_adds_from_two_processes_keep_all(settings: Settings) -> None:
    def start(prefix: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", WRITER, str(settings.data), prefix, QUICK_HASH]
        return subprocess.Popen(command, stderr=subprocess.PIPE, cwd=Path(__file__).parents[1])

    writers = [start("een"), start("twee")]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors.decode()
    expected = [f"{prefix}-{n:02}" for prefix in ("een", "twee") for n in range(20)]
    assert [a.username for a in Accounts(settings).all()] == expected


def test_without_a_file_there_is_nobody(settings: Settings) -> None:
    assert Accounts(settings).all() == []
    fail(Accounts(settings), "anna")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text + "\n- [",
        lambda text: "accounts: []\ntries: {}\n",
        lambda text: "accounts: {}\n",
        lambda text: text.replace("casemanager", "directeur"),
        lambda text: text.replace("is_disabled: false", "is_disabled: 'nee'"),
        lambda text: text.replace("is_demo: false", ""),
        lambda text: text.replace("worker:", "medewerker:"),
        lambda text: text.replace("$2b$", "plat"),
        lambda text: text.replace("anna:", "Anna:"),
        lambda text: text.replace("tries: {}", "tries: {anna: veel}"),
    ],
)
def test_a_damaged_file_is_an_error_and_never_an_empty_list(
    accounts: Accounts, settings: Settings, change: Callable[[str], str]
) -> None:
    path = file_of(settings)
    text = path.read_text()
    broken = change(text)
    assert broken != text
    path.write_text(broken)
    for act in (
        accounts.all,
        lambda: accounts.sign_in("anna", PASSWORD),
        lambda: accounts.add("bart", "Bart", Role.COMMITTEE, password=PASSWORD),
    ):
        with pytest.raises(SettingsError) as caught:
            act()
        assert caught.value.name == "accounts.yaml"
        assert caught.value.__cause__ is None
        assert "$2b$" not in str(caught.value)
    assert path.read_text() == broken


# --- making and changing ----------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["ab", "a" * 33, "Anna", "an na", "anna ", "anná", "anna_b", "?ab", "", "anna\n"]
)
def test_a_bad_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountRefused) as caught:
        accounts.add(name, "Iemand", Role.COMMITTEE, password=PASSWORD)
    assert caught.value.message.startswith("Een gebruikersnaam telt 3 tot 32 tekens")
    assert [a.username for a in accounts.all()] == ["anna"]


@pytest.mark.parametrize("name", ["abc", "a" * 32, "a.b-9", "..."])
def test_a_good_name_is_not(accounts: Accounts, name: str) -> None:
    accounts.add(name, "Iemand", Role.COMMITTEE, password=PASSWORD)
    assert accounts.find(name) is not None


def test_an_existing_name_is_refused_and_keeps_its_account(accounts: Accounts) -> None:
    before = accounts.find("anna")
    with pytest.raises(AccountRefused):
        accounts.add("anna", "Een ander", Role.ADMINISTRATOR, password="een-ander-woord")
    assert accounts.find("anna") == before


def test_a_one_time_password_is_made_and_works(accounts: Accounts) -> None:
    first = accounts.add("bart", "Bart", Role.COMMITTEE)
    second = accounts.add("chris", "Chris", Role.COMMITTEE)
    assert first != second
    assert [len(group) for group in first.split("-")] == [4, 4, 4, 4]
    assert accounts.sign_in("bart", first).username == "bart"
    fail(accounts, "chris", first)


def test_a_given_password_is_handed_back(accounts: Accounts) -> None:
    assert accounts.add("bart", "Bart", Role.COMMITTEE, password=PASSWORD) == PASSWORD


@pytest.mark.parametrize("password", ["", "kort", "a" * 73, "é" * 37])
def test_a_password_too_short_or_too_long_for_bcrypt_is_refused(
    accounts: Accounts, password: str
) -> None:
    with pytest.raises(AccountRefused) as caught:
        accounts.add("bart", "Bart", Role.COMMITTEE, password=password)
    assert "72 bytes" in caught.value.message
    assert accounts.find("bart") is None


def test_a_password_of_72_bytes_counts_to_its_last_byte(accounts: Accounts) -> None:
    accounts.add("bart", "Bart", Role.COMMITTEE, password="é" * 36)
    assert accounts.sign_in("bart", "é" * 36).username == "bart"
    fail(accounts, "bart", "é" * 35 + "ee")
    fail(accounts, "bart", "é" * 36 + "e")


def test_a_reset_replaces_the_password(accounts: Accounts) -> None:
    password = accounts.reset("anna")
    fail(accounts, "anna", PASSWORD)
    assert accounts.sign_in("anna", password).username == "anna"


@pytest.mark.parametrize("act", [Accounts.reset, Accounts.disable, Accounts.enable])
def test_who_does_not_exist_cannot_be_changed(
    accounts: Accounts, act: Callable[[Accounts, str], object]
) -> None:
    with pytest.raises(AccountRefused):
        act(accounts, "bart")


def test_no_hash_in_the_repr(accounts: Accounts) -> None:
    assert "$2b$" not in repr(accounts.find("anna"))
    assert "$2b$" not in repr(accounts)


# --- signing in -------------------------------------------------------------------------


def test_the_right_password_gives_the_account(accounts: Accounts) -> None:
    assert accounts.sign_in(" ANNA ", PASSWORD) == accounts.find("anna")


@pytest.mark.parametrize("password", ["helemaal-fout", "", "a" * 500, "met\0nul"])
@pytest.mark.parametrize("name", ["anna", "bart", ""])
def test_one_sentence_for_whatever_is_wrong(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(SignInFailed) as caught:
        accounts.sign_in(name, password)
    assert caught.value.message == SignInFailed().message
    assert caught.value.__context__ is None


def test_a_disabled_account_does_not_sign_in(accounts: Accounts) -> None:
    accounts.disable("anna")
    fail(accounts, "anna", PASSWORD)
    accounts.enable("anna")
    assert accounts.sign_in("anna", PASSWORD).is_disabled is False


def test_six_wrong_tries_lock_for_a_quarter_of_an_hour(accounts: Accounts, clock: Clock) -> None:
    for _ in range(5):
        fail(accounts, "anna")
    assert not accounts.is_locked("anna")
    fail(accounts, "anna")
    assert accounts.is_locked("Anna")
    clock.now += QUARTER - 1
    fail(accounts, "anna", PASSWORD)
    clock.now += 1
    assert not accounts.is_locked("anna")
    assert accounts.sign_in("anna", PASSWORD).username == "anna"


def test_the_sixth_try_may_still_be_right(accounts: Accounts) -> None:
    for _ in range(5):
        fail(accounts, "anna")
    assert accounts.sign_in("anna", PASSWORD).username == "anna"


def test_success_forgets_the_wrong_tries(accounts: Accounts) -> None:
    for _ in range(5):
        fail(accounts, "anna")
    accounts.sign_in("anna", PASSWORD)
    for _ in range(5):
        fail(accounts, "anna")
    assert not accounts.is_locked("anna")


def test_a_lock_survives_a_restart(accounts: Accounts, settings: Settings, clock: Clock) -> None:
    for _ in range(6):
        fail(Accounts(settings, clock), "anna")
    assert Accounts(settings, clock).is_locked("anna")
    fail(Accounts(settings, clock), "anna", PASSWORD)


def test_trying_a_locked_account_does_not_prolong_the_lock(
    accounts: Accounts, clock: Clock
) -> None:
    for _ in range(6):
        fail(accounts, "anna")
    clock.now += QUARTER - 1
    fail(accounts, "anna")
    clock.now += 1
    assert not accounts.is_locked("anna")


def test_a_lock_is_of_one_account(accounts: Accounts) -> None:
    accounts.add("bart", "Bart", Role.COMMITTEE, password=PASSWORD)
    for _ in range(6):
        fail(accounts, "anna")
    assert accounts.sign_in("bart", PASSWORD).username == "bart"


def test_a_reset_lifts_the_lock(accounts: Accounts) -> None:
    for _ in range(6):
        fail(accounts, "anna")
    assert accounts.sign_in("anna", accounts.reset("anna")).username == "anna"


def test_an_unknown_name_locks_like_a_known_one(accounts: Accounts, clock: Clock) -> None:
    for _ in range(6):
        assert not accounts.is_locked("bestaat-niet")
        fail(accounts, "bestaat-niet")
    assert accounts.is_locked("bestaat-niet")
    assert not accounts.is_locked("anna")
    clock.now += QUARTER
    assert not accounts.is_locked("bestaat-niet")


def test_a_password_typed_as_a_name_is_never_stored(accounts: Accounts, settings: Settings) -> None:
    fail(accounts, "zonnebloem22")
    stored = yaml.safe_load(file_of(settings).read_text())
    assert list(stored["accounts"]) == ["anna"]
    (slot,) = stored["tries"]
    assert len(slot) == 4


def test_endless_invented_names_do_not_grow_the_file_endlessly(
    accounts: Accounts, settings: Settings, clock: Clock
) -> None:
    fail(accounts, "een-naam")
    clock.now += QUARTER
    fail(accounts, "nog-een-naam")
    assert len(yaml.safe_load(file_of(settings).read_text())["tries"]) == 1


def test_an_unknown_name_costs_one_comparison_of_equal_cost(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def counted(password: str, password_hash: str) -> bool:
        compared.append(password_hash[:7])
        return passwords.is_match(password, password_hash)

    monkeypatch.setattr(accounts_module, "is_match", counted)
    accounts.disable("anna")
    fail(accounts, "anna", PASSWORD)
    fail(accounts, "bestaat-niet")
    for _ in range(6):
        fail(accounts, "bestaat-niet")
    assert compared == ["$2b$04$"] * 8


def test_the_decoy_costs_what_a_real_hash_costs() -> None:
    assert passwords.DECOY_HASH[:7] == REAL_GENSALT()[:7].decode()


def test_the_decoys_password_opens_nothing(accounts: Accounts) -> None:
    fail(accounts, "bestaat-niet", PASSWORD)


def test_a_right_guess_loses_to_a_lock_that_came_meanwhile(
    accounts: Accounts, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lock_meanwhile(password: str, hashed: str) -> bool:
        monkeypatch.undo()
        for _ in range(6):
            fail(Accounts(settings, clock), "anna", "")
        return True

    monkeypatch.setattr(accounts_module, "is_match", lock_meanwhile)
    fail(accounts, "anna", PASSWORD)


def test_the_old_password_loses_to_a_reset_that_came_meanwhile(
    accounts: Accounts, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reset_meanwhile(password: str, hashed: str) -> bool:
        Accounts(settings).reset("anna")
        return True

    monkeypatch.setattr(accounts_module, "is_match", reset_meanwhile)
    fail(accounts, "anna", PASSWORD)


def test_parallel_wrong_tries_are_all_counted(accounts: Accounts) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: fail(accounts, "anna"), range(6)))
    assert accounts.is_locked("anna")


# --- sign-ins that end ------------------------------------------------------------------


def test_a_sign_in_counts_until_signing_out(accounts: Accounts, clock: Clock) -> None:
    clock.now += 10
    signed_in_at = clock.now
    assert accounts.is_current("anna", signed_in_at)
    clock.now += 10
    accounts.sign_out("anna")
    assert not accounts.is_current("anna", signed_in_at)
    clock.now += 10
    assert accounts.is_current("anna", clock.now)


@pytest.mark.parametrize("act", [Accounts.reset, Accounts.disable])
def test_a_reset_or_disabling_ends_every_sign_in(
    accounts: Accounts, clock: Clock, act: Callable[[Accounts, str], object]
) -> None:
    signed_in_at = clock.now
    clock.now += 10
    act(accounts, "anna")
    assert not accounts.is_current("anna", signed_in_at)
    accounts.enable("anna")
    assert not accounts.is_current("anna", signed_in_at)


def test_a_clock_set_back_revives_no_sign_in(accounts: Accounts, clock: Clock) -> None:
    signed_in_at = clock.now + 50
    clock.now += 100
    accounts.sign_out("anna")
    clock.now -= 90
    accounts.sign_out("anna")
    assert not accounts.is_current("anna", signed_in_at)


def test_who_is_unknown_has_no_current_sign_in_and_signs_out_quietly(accounts: Accounts) -> None:
    assert not accounts.is_current("bart", 2e9)
    accounts.sign_out("bart")
    assert accounts.find("bart") is None


# --- one-time passwords, roles, the last administrator ---------------------------------------


def test_a_made_password_must_be_replaced_and_a_given_one_not(accounts: Accounts) -> None:
    accounts.add("bart", "Bart", Role.COMMITTEE)
    assert [(a.username, a.is_one_time) for a in accounts.all()] == [
        ("anna", False),
        ("bart", True),
    ]
    accounts.reset("anna")
    assert [a.is_one_time for a in accounts.all()] == [True, True]


def test_a_replaced_password_counts_and_ends_the_sign_ins_of_the_one_before(
    accounts: Accounts, clock: Clock
) -> None:
    first = accounts.reset("anna")
    signed_in_at = clock.now = clock.now + 5
    clock.now += 5
    accounts.replace_password("anna", "zelf-gekozen")
    found = accounts.find("anna")
    assert found is not None
    assert not found.is_one_time
    assert not accounts.is_current("anna", signed_in_at)
    fail(accounts, "anna", first)
    assert accounts.sign_in("anna", "zelf-gekozen").username == "anna"


def test_the_same_password_again_is_no_replacement(accounts: Accounts) -> None:
    password = accounts.reset("anna")
    with pytest.raises(AccountRefused):
        accounts.replace_password("anna", password)
    found = accounts.find("anna")
    assert found is not None
    assert found.is_one_time


def test_an_accounts_file_from_before_one_time_passwords_is_read(
    accounts: Accounts, settings: Settings
) -> None:
    path = file_of(settings)
    old = "".join(line for line in path.read_text().splitlines(True) if "is_one_time" not in line)
    assert old != path.read_text()
    path.write_text(old)
    assert accounts.sign_in("anna", PASSWORD).is_one_time is False


def test_another_role_ends_every_sign_in(accounts: Accounts, clock: Clock) -> None:
    signed_in_at = clock.now
    clock.now += 10
    accounts.assign("anna", Role.COORDINATOR, "CO-02")
    found = accounts.find("anna")
    assert found is not None
    assert (found.role, found.worker) == (Role.COORDINATOR, "CO-02")
    assert not accounts.is_current("anna", signed_in_at)


@pytest.mark.parametrize(
    "act",
    [
        lambda accounts: accounts.disable("beheer"),
        lambda accounts: accounts.assign("beheer", Role.COMMITTEE, None),
    ],
)
def test_the_last_active_administrator_stays(
    accounts: Accounts, act: Callable[[Accounts], None]
) -> None:
    accounts.add("beheer", "Beheer", Role.ADMINISTRATOR, password=PASSWORD)
    accounts.add("tweede", "Tweede", Role.ADMINISTRATOR, password=PASSWORD)
    accounts.disable("tweede")
    before = accounts.find("beheer")
    with pytest.raises(AccountRefused) as caught:
        act(accounts)
    assert "laatste actieve beheerder" in caught.value.message
    assert accounts.find("beheer") == before
    accounts.enable("tweede")
    act(accounts)
    assert accounts.find("beheer") != before


def test_of_two_administrators_who_disable_each_other_one_stays(settings: Settings) -> None:
    accounts = Accounts(settings)
    for name in ("een.beheer", "twee.beheer"):
        accounts.add(name, name, Role.ADMINISTRATOR, password=PASSWORD)

    def disable(name: str) -> bool:
        try:
            Accounts(settings).disable(name)
        except AccountRefused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(disable, ("een.beheer", "twee.beheer")))
    assert sorted(done) == [False, True]
    assert [a.is_disabled for a in accounts.all()].count(False) == 1


# --- demo -------------------------------------------------------------------------------


def test_the_seven_demo_accounts_sign_in(settings: Settings) -> None:
    accounts = Accounts(settings)
    add_demo_accounts(accounts)
    signed_in = [accounts.sign_in(a.username, DEMO_PASSWORD) for a in accounts.all()]
    assert [(a.username, a.role.value, a.worker) for a in signed_in] == [
        ("beheer", "beheer", None),
        ("casemanager", "casemanager", "CM-01"),
        ("casemanager2", "casemanager", "CM-02"),
        ("commissie", "commissie", None),
        ("coordinator", "coordinator", "CO-01"),
        ("ervaringsdeskundige", "ervaringsdeskundige", "ED-01"),
        ("projectleider", "projectleider", "PL-01"),
    ]
    assert {a.role for a in signed_in} == set(Role)
    assert all(a.is_demo for a in signed_in)


def test_adding_them_again_changes_nothing(
    accounts: Accounts, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add("beheer", "Echte beheerder", Role.ADMINISTRATOR, password=PASSWORD)
    add_demo_accounts(accounts)
    before = file_of(settings).read_bytes()
    monkeypatch.setattr(accounts_module, "hashed", pytest.fail)
    add_demo_accounts(accounts)
    assert file_of(settings).read_bytes() == before
    found = accounts.find("beheer")
    assert found is not None
    assert not found.is_demo


def test_real_workbooks_shut_the_demo_accounts_out(settings: Settings, clock: Clock) -> None:
    add_demo_accounts(Accounts(settings, clock))
    real = Accounts(replace(settings, service_account={"type": "service_account"}), clock)
    real.add("anna", "Anna", Role.CASE_MANAGER, "CM-01", PASSWORD)
    fail(real, "casemanager", DEMO_PASSWORD)
    assert not real.is_current("casemanager", clock.now)
    assert real.sign_in("anna", PASSWORD).worker == "CM-01"


# --- the cookie's key -------------------------------------------------------------------


def test_the_cookie_key_is_made_once(settings: Settings) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: cookie_key(settings), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert stat.S_IMODE((settings.data / "cookie.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "kort"])
def test_a_cut_off_cookie_key_is_not_used(settings: Settings, text: str) -> None:
    settings.data.mkdir()
    (settings.data / "cookie.key").write_text(text)
    with pytest.raises(SettingsError) as caught:
        cookie_key(settings)
    assert caught.value.name == "cookie.key"
