"""What the server logs: one line per event, and never what a cell may hold."""

import logging
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

NOTE = "Zilvermeeuw slaapt bij een vriendin"
# A process of its own: what a process logs is set for all of it.
PROGRAM = f"""
import logging, threading, warnings
from lib.ui.log_lines import write_lines
from lib.errors import SheetsUnreachable
from lib.ui.messages import log_unexpected
write_lines()
note = "{NOTE}"
try:
    {{}}[note]
except KeyError as error:
    log_unexpected(error)
    logging.getLogger("streamlit").error("Uncaught app exception", exc_info=error)
logging.getLogger("urllib3").warning("Retrying after %s:\\n%s", note, note)
own = logging.getLogger("uvicorn.error")
own.propagate = False
own.addHandler(logging.StreamHandler())  # as libraries do: a handler and a format of their own
try:
    raise ValueError(note)
except ValueError:
    own.exception("Exception in ASGI application\\n", stack_info=True)
warnings.warn(note, UserWarning)
def fail(): raise RuntimeError(note)
thread = threading.Thread(target=fail)
thread.start()
thread.join()
logging.getLogger("stap").warning("%s\\n%s", "een", "twee")
"""


def written() -> list[str]:
    command = [sys.executable, "-c", PROGRAM.replace("\\\\", "\\")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == ""
    return ended.stderr.splitlines()


def test_every_event_is_one_line_without_what_was_in_it() -> None:
    lines = written()
    assert len(lines) == 7, lines
    assert not [line for line in lines if "Zilvermeeuw" in line]
    failed, uncaught, retried, asgi, warned, thread, own = lines
    assert failed.split(" ", 3)[2:][0] == "ERROR"
    assert failed.split(" ", 4)[3:][0] == "stap"
    assert failed.split(" ", 5)[5].startswith("KeyError at ")
    assert uncaught.split(" ", 3)[3].startswith("streamlit Uncaught app exception (KeyError at ")
    assert retried.endswith(" WARNING urllib3 Retrying after %s: %s")
    assert asgi.startswith("Exception in ASGI application (ValueError at ")
    assert " WARNING stap UserWarning at " in warned
    assert " ERROR stap thread RuntimeError at " in thread
    assert own.endswith(" WARNING stap een twee")


def test_the_place_is_ours_when_one_of_ours_took_part_and_names_no_machine() -> None:
    from lib.settings import read_settings
    from lib.ui.log_lines import kind_and_place

    try:
        read_settings({"STAP_TODAY": NOTE, "STAP_SECRETS": str(Path("geen"))})
    except Exception as error:  # noqa: BLE001
        place = kind_and_place(error)
    assert place.startswith("SettingsError at lib/settings.py:")


def test_streamlit_writes_its_lines_in_the_same_form() -> None:
    import tomllib

    from lib.ui.log_lines import FORMAT

    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["logger"]["messageFormat"] == FORMAT
    assert logging.Formatter(FORMAT).usesTime()
