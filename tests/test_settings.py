"""The environment and the secrets file, read once; what is wrong is named by its key."""

from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lib.errors import SettingsError
from lib.measures.worklist import ALLOWED_DAYS
from lib.schema.choices import Intensity
from lib.settings import VARIABLES, WORKBOOKS, Settings, read_settings

CALENDAR = date(2026, 11, 23)
GOOGLE = '[google]\nclient_email = "app@x.iam"\nprivate_key = "-----BEGIN KEY-----"\n'
IDS = "[workbooks]\n" + "".join(f'{name} = "id-{name}"\n' for name in WORKBOOKS)


class Secrets:
    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, text: str | bytes = "", **environment: str) -> Settings:
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings({"STAP_SECRETS": str(self.path), **environment})


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(tmp_path / "secrets.toml")


def test_without_anything_it_is_the_demo_on_its_own_day(tmp_path: Path) -> None:
    settings = read_settings({"STAP_SECRETS": str(tmp_path / "none.toml")})
    assert settings.is_demo
    assert settings == Settings(data=Path("data"))
    assert settings.today(CALENDAR) == date(2022, 2, 1)
    assert (settings.refresh_s, settings.delay_s, settings.idle_s) == (30.0, 0.0, 3600.0)


def test_real_workbooks_end_the_demo_and_its_day(secrets: Secrets) -> None:
    settings = secrets.read(GOOGLE + IDS)
    assert not settings.is_demo
    assert settings.workbooks == {name: f"id-{name}" for name in WORKBOOKS}
    assert settings.today(CALENDAR) == CALENDAR


def test_workbooks_without_an_account_are_not_used(secrets: Secrets) -> None:
    settings = secrets.read(IDS)
    assert settings.is_demo
    assert settings.workbooks == {}


@pytest.mark.parametrize("missing", WORKBOOKS)
def test_a_workbook_without_id_is_named(missing: str, secrets: Secrets) -> None:
    with pytest.raises(SettingsError) as caught:
        secrets.read(GOOGLE + IDS.replace(f"id-{missing}", ""))
    assert caught.value.name == f"workbooks.{missing}"
    assert caught.value.message == (
        f"De instelling workbooks.{missing} is niet bruikbaar. "
        "Verwacht: de id van een Google-spreadsheet.")  # fmt: skip


@pytest.mark.parametrize("text", ["[google", b"\xff\xfe", "a = "])
def test_a_secrets_file_that_cannot_be_read_is_named(text: Any, secrets: Secrets) -> None:
    with pytest.raises(SettingsError) as caught:
        secrets.read(text)
    assert caught.value.name == "STAP_SECRETS"


@pytest.mark.parametrize(
    ("name", "text"),
    [("STAP_TODAY", "1-2-2022"), ("STAP_TODAY", "gisteren"), ("STAP_REFRESH_S", "vaak"),
     ("STAP_SHEETS_URL", "http://sheets.example"), ("STAP_SHEETS_URL", "127.0.0.1:8700"),
     ("STAP_REFRESH_S", "-1"), ("STAP_REFRESH_S", "nan"), ("STAP_DELAY_S", "inf"),
     ("STAP_DELAY_S", "86400"), ("STAP_IDLE_S", "59"), ("STAP_IDLE_S", "nooit")],
)  # fmt: skip
def test_a_variable_that_cannot_be_used_is_named(name: str, text: str, secrets: Secrets) -> None:
    with pytest.raises(SettingsError) as caught:
        secrets.read(**{name: text})
    assert caught.value.name == name


@pytest.mark.parametrize(
    "address", ["https://sheets.example", "http://127.0.0.1:8700@sheets.example",
                "http://localhost:8700.sheets.example", "http://localhost.example:80"],
)  # fmt: skip
def test_what_may_be_real_goes_to_google_or_stays_on_this_machine(
    address: str, secrets: Secrets
) -> None:
    with pytest.raises(SettingsError) as caught:
        secrets.read(GOOGLE + IDS, STAP_SHEETS_URL=address)
    assert caught.value.name == "STAP_SHEETS_URL"
    here = secrets.read(GOOGLE + IDS, STAP_SHEETS_URL="http://127.0.0.1:8700")
    assert (here.sheets_url, here.is_demo) == ("http://127.0.0.1:8700", False)


def test_variables_that_are_set_count(secrets: Secrets, tmp_path: Path) -> None:
    settings = secrets.read(
        '[keys]\ncurrent = "a"\n', STAP_DATA=str(tmp_path), STAP_TODAY="2022-03-01",
        STAP_REFRESH_S="0", STAP_DELAY_S="0.37", STAP_IDLE_S="900")  # fmt: skip
    assert settings.data == tmp_path
    assert settings.today(CALENDAR) == date(2022, 3, 1)
    assert (settings.refresh_s, settings.delay_s, settings.idle_s) == (0.0, 0.37, 900.0)
    assert settings.keys == {"current": "a"}


def test_an_empty_variable_is_as_good_as_none(secrets: Secrets) -> None:
    settings = secrets.read(STAP_DATA="", STAP_TODAY="", STAP_REFRESH_S="")
    assert (settings.data, settings.fixed_today, settings.refresh_s) == (Path("data"), None, 30.0)


def test_settings_show_no_key_and_do_not_change(secrets: Secrets) -> None:
    settings = secrets.read(GOOGLE + IDS + '[keys]\na = "sleutel"\n')
    assert "BEGIN KEY" not in repr(settings)
    assert "sleutel" not in repr(settings)
    with pytest.raises(FrozenInstanceError):
        settings.delay_s = 1.0  # type: ignore[misc]


def test_every_variable_is_named_with_what_it_is_for() -> None:
    assert [v.name for v in VARIABLES] == [
        "STAP_DATA", "STAP_SECRETS", "STAP_TODAY", "STAP_REFRESH_S",
        "STAP_DAYS_PER_INTENSITY", "STAP_PERMITS", "STAP_THRESHOLD", "STAP_IDLE_S",
        "STAP_SHEETS_URL", "STAP_DELAY_S"]  # fmt: skip
    assert all(v.meaning and v.default for v in VARIABLES)


def test_the_days_per_intensity_are_three_or_those_of_the_measure(secrets: Secrets) -> None:
    assert secrets.read(STAP_DAYS_PER_INTENSITY="5, 14,30").days_per_intensity == (5, 14, 30)
    assert secrets.read(STAP_DAYS_PER_INTENSITY="").days_per_intensity == ()
    (told,) = [v.default for v in VARIABLES if v.name == "STAP_DAYS_PER_INTENSITY"]
    assert tuple(map(int, told.split(","))) == tuple(ALLOWED_DAYS[name] for name in Intensity)


@pytest.mark.parametrize(
    "text", ["7", "7,21", "7,21,42,60", "7,21,-1", "7;21;42", "a,b,c", "7,,42"]
)
def test_other_days_per_intensity_are_refused_by_name(text: str, secrets: Secrets) -> None:
    with pytest.raises(SettingsError) as caught:
        secrets.read(STAP_DAYS_PER_INTENSITY=text)
    assert caught.value.name == "STAP_DAYS_PER_INTENSITY"


def test_permits_switched_off_need_no_workbook(secrets: Secrets) -> None:
    others = "\n".join(line for line in IDS.splitlines() if not line.startswith("permits"))
    settings = secrets.read(GOOGLE + others, STAP_PERMITS="off")
    assert list(settings.workbooks) == ["casework", "progress", "committee"]
    assert settings.off == {"permits"}
    assert secrets.read(GOOGLE + IDS, STAP_PERMITS="on").off == frozenset()
    with pytest.raises(SettingsError, match=r"workbooks\.permits"):
        secrets.read(GOOGLE + others)
    with pytest.raises(SettingsError, match="STAP_PERMITS"):
        secrets.read(STAP_PERMITS="uit")


def test_who_may_change_protected_cells_beside_the_app(secrets: Secrets) -> None:
    of_owner = '[protection]\neditors = ["eigenaar@organisatie.example"]\n'
    assert secrets.read(GOOGLE + IDS + of_owner).editors == ("eigenaar@organisatie.example",)
    assert secrets.read(GOOGLE + IDS).editors == ()
    for wrong in ('"eigenaar@organisatie.example"', '["eigenaar"]', "[1]"):
        with pytest.raises(SettingsError, match=r"protection\.editors"):
            secrets.read(f"{GOOGLE}{IDS}[protection]\neditors = {wrong}\n")
