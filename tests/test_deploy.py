"""The examples in deploy/ fit this code: what they name exists, what they promise is in them."""

import configparser
import re
import tomllib
from pathlib import Path

import pytest

from lib.settings import VARIABLES
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
NAMES = {variable.name for variable in VARIABLES}


def unit(name: str) -> dict[str, list[str]]:
    """Every setting of a unit with its values; systemd lets a setting come more than once."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def container() -> list[list[str]]:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["stap.service", "stap-backup.service"])
def test_a_unit_may_write_in_the_data_folder_alone_and_gain_nothing(name: str) -> None:
    found = unit(name)
    environment = dict(value.split("=", 1) for value in found["Environment"])
    assert found["ReadWritePaths"] == [environment["STAP_DATA"]]
    assert found["AssertPathExists"] == [environment["STAP_SECRETS"]]
    for key, value in (("NoNewPrivileges", "yes"), ("ProtectSystem", "strict"),
                       ("PrivateTmp", "yes"), ("UMask", "0077"), ("User", "stap"),
                       ("CapabilityBoundingSet", "")):  # fmt: skip
        assert found[key] == [value], key
    assert {key for key in environment if key.startswith("STAP_")} <= NAMES


@pytest.mark.parametrize("name", ["stap.service", "stap-backup.service"])
def test_a_unit_starts_something_that_exists(name: str) -> None:
    (start,) = unit(name)["ExecStart"]
    (module,) = re.findall(r"python -m ([\w.]+)", start)
    assert (ROOT / Path(*module.split("."))).with_suffix(".py").is_file()


def test_the_timer_starts_the_backup_every_night_also_when_the_server_was_off() -> None:
    timer = configparser.ConfigParser()
    timer.read(DEPLOY / "stap-backup.timer", encoding="utf-8")
    assert timer["Timer"]["OnCalendar"] == "*-*-* 03:15"
    assert timer["Timer"]["Persistent"] == "true"
    assert (DEPLOY / "stap-backup.service").is_file()


def test_the_container_runs_without_rights_and_copies_what_there_is() -> None:
    lines = container()
    (image,) = [line[1] for line in lines if line[0] == "FROM"]
    version = tuple(map(int, re.findall(r"\d+", image)))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert version >= tuple(map(int, re.findall(r"\d+", project["requires-python"])))
    assert "/" not in image  # no registry is named
    words = [line[0] for line in lines]
    assert words.index("USER") < words.index("CMD")
    assert {"VOLUME", "HEALTHCHECK"} <= set(words)
    for line in lines:
        if line[0] == "COPY":
            assert (ROOT / line[1]).exists(), line
    copied = {line[1].rstrip("/") for line in lines if line[0] == "COPY"}
    assert not copied & {".", "data", ".streamlit", ".streamlit/secrets.toml"}
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    assert set(re.findall(r"\bSTAP_[A-Z]+", str(lines))) <= NAMES


def test_the_proxies_keep_inside_what_is_for_the_server_itself() -> None:
    for name in ("nginx.conf", "Caddyfile"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        for address in ("/readyz", "/_stcore/agent/", "/_stcore/metrics"):
            assert address in text, name


def test_the_installation_document_names_every_example() -> None:
    told = (ROOT / "docs/installatie.md").read_text(encoding="utf-8")
    for path in DEPLOY.iterdir():
        assert path.name in told, path.name
