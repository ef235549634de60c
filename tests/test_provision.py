"""`manage google`, as the administrator types it, on a small demo world."""

from pathlib import Path
from typing import Any

import gspread
import pytest

from lib import localsheets
from lib import provision as commands
from lib.errors import SheetsUnreachable
from lib.manage import main
from lib.schema.workbook import WORKBOOK_TITLES
from lib.settings import Settings
from lib.store.build import known_workbooks
from lib.store.connect import LOCAL_FILE, connect
from lib.store.provision import provision

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STAP_DATA", str(tmp_path))
    monkeypatch.setenv("STAP_SECRETS", str(tmp_path / "none.toml"))
    for name in ("STAP_TODAY", "STAP_DELAY_S", "STAP_SHEETS_URL", "STAP_PERMITS"):
        monkeypatch.delenv(name, raising=False)
    assert main(["demo", "--clients", "6", "--contacts", "12"]) == 0
    return tmp_path


def values(data: Path) -> dict[str, Any]:
    """Every cell of every tab that was there from the start."""
    with localsheets.session(data / LOCAL_FILE) as session:
        client = gspread.Client(auth=None, session=session)
        return {
            f"{name}/{sheet.title}": sheet.get_values(value_render_option="UNFORMATTED_VALUE")
            for name, id in (known_workbooks(data) or {}).items()
            for sheet in client.open_by_key(id).worksheets()
            if sheet.title != "Lees mij"
        }


def test_plan_apply_and_check(data: Path, capsys: Said) -> None:
    before = values(data)
    assert main(["google", "check"]) == 1
    capsys.readouterr()
    assert main(["google", "plan"]) == 0
    said = capsys.readouterr().out
    assert "1 van 4: STAP casuïstiek\n  Bestand: STAP casuïstiek\n  Dit verandert:\n" in said
    assert "  - Lees mij: dit blad ontbreekt en wordt gemaakt.\n" in said
    assert said.endswith(
        "Er is nog niets gewijzigd. Doorvoeren: python -m lib.manage google apply\n"
    )
    assert main(["google", "apply"]) == 0
    said = capsys.readouterr().out
    assert said.count("  Bijgewerkt en nagekeken.\n") == 4
    assert said.endswith("\nAlles is in orde. Dit kostte 12 verzoeken.\n")
    assert main(["google", "apply"]) == 0
    said = capsys.readouterr().out
    assert said.count("  Er was niets te doen.\n") == 4
    assert said.endswith("\nAlles is in orde. Dit kostte 8 verzoeken.\n")
    assert main(["google", "check"]) == 0
    assert capsys.readouterr().out.count("  In orde.\n") == 4
    assert main(["google", "plan"]) == 0
    assert capsys.readouterr().out.endswith("Er is nog niets gewijzigd. Dat hoeft ook niet.\n")
    assert values(data) == before


def test_the_requests_are_counted_and_few(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """What is said is what the sheets were asked, for four blank spreadsheets and once more."""
    with localsheets.session(data / LOCAL_FILE) as session:
        owner = gspread.Client(auth=None, session=session)
        ids = {name: owner.create(title).id for name, title in WORKBOOK_TITLES.items()}
    monkeypatch.setattr(commands, "workbooks_of", lambda _settings: ids)
    clients: list[gspread.Client] = []

    def connected(settings: Settings) -> gspread.Client:
        clients.append(connect(settings))
        return clients[-1]

    monkeypatch.setattr(commands, "connect", connected)
    for most, is_applied in ((15, True), (8, False)):
        capsys.readouterr()
        assert main(["google", "apply"]) == 0
        made = localsheets.requests_made(clients[-1].http_client.session)
        assert len(made) <= most
        assert sum(one.kind == "write" for one in made) == (4 if is_applied else 0)
        end = f"\nAlles is in orde. Dit kostte {len(made)} verzoeken.\n"
        assert capsys.readouterr().out.endswith(end)


def test_what_a_person_must_do_is_said_with_the_rest(data: Path, capsys: Said) -> None:
    assert main(["google", "apply"]) == 0
    ids = known_workbooks(data) or {}
    with localsheets.session(data / LOCAL_FILE) as session:
        client = gspread.Client(auth=None, session=session)
        client.open_by_key(ids["progress"]).worksheet("Team").update([["Rol"]], "B1")
    capsys.readouterr()
    for verb, code in (("plan", 0), ("check", 1), ("apply", 1)):
        assert main(["google", verb]) == code
        said = capsys.readouterr().out
        assert "  Dit moet iemand doen:\n  - Team: de kop in B1 was 'Functie'" in said
    assert said.endswith("\nNog niet alles is in orde. Dit kostte 8 verzoeken.\n")


def test_a_break_says_to_do_it_again(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def away(*_: Any) -> None:
        raise SheetsUnreachable

    monkeypatch.setattr(provision, "read_file", away)
    assert main(["google", "apply"]) == 1
    assert capsys.readouterr().err.endswith(
        "Voer het commando daarna opnieuw uit: het gaat verder waar het was.\n"
    )


def test_permits_that_are_off_are_left_alone(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("STAP_PERMITS", "off")
    assert main(["google", "plan"]) == 0
    assert "vergunningen" not in capsys.readouterr().out
