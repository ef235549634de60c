"""What st-gsheets-connection, the official connector of Streamlit, asks for the same work."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.worlds import DELAY_S, World
from lib import localsheets
from lib.schema.workbook import SHEETS, sheets_of
from lib.store.connect import LOCAL_FILE

_ROOT = Path(__file__).parents[1]
_ENVIRONMENT = _ROOT / ".venv-peers"  # as the Makefile has it
_SECRETS = '[connections.gsheets]\ntype = "service_account"\n'

# [requests, seconds] of every time: cold, warm, save.
Costs = Mapping[str, Sequence[tuple[int, float]]]


def connector_costs(world: World, ids: Mapping[str, str], today: Sequence[str]) -> Costs | None:
    """None when its environment is not there. `today` are the sheets of the page Vandaag.

    It has gspread 5 and pins that, so it is a process of its own and the world is served to it.
    """
    if not (_ENVIRONMENT / ".installed").exists():
        return None
    work = {
        "books": {ids[book]: [sheet.title for sheet in sheets_of(book)] for book in ids},
        "today": [(ids[SHEETS[name].workbook], SHEETS[name].title) for name in today],
    }
    with (
        TemporaryDirectory() as folder,
        localsheets.serve(world.data / LOCAL_FILE, delay_s=DELAY_S) as server,
    ):
        secrets = Path(folder, ".streamlit", "secrets.toml")
        secrets.parent.mkdir()
        secrets.write_text(_SECRETS)
        done = subprocess.run(
            [_ENVIRONMENT / "bin" / "python", "-m", "benchmarks.st_gsheets"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            input=json.dumps({"url": server.url, "delay_s": DELAY_S, **work}),
            check=True,
            capture_output=True,
            text=True,
        )
    costs: Costs = json.loads(done.stdout)
    return costs
