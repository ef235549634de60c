"""Start the server: `python -m lib.ui.server PORT`.

As `streamlit run app.py` does, but for five things: it does not start without usable settings and
keys; it answers at /healthz and /readyz; what it logs holds nobody's data; a first visit by a deep
link is not greeted in English, which Streamlit does where it finds a folder named `pages`; and a
press is not forgotten when the next tap comes before the run it asked for has begun.
"""

import sys
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import App
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.state.safe_session_state import SafeSessionState
from uvicorn.config import LOGGING_CONFIG

from lib.errors import DashboardError
from lib.keys import read_keys
from lib.settings import read_settings
from lib.ui import live
from lib.ui.log_lines import FORMAT, write_lines
from lib.ui.messages import show_unexpected

_SCRIPT = Path(__file__).parents[2] / "app.py"


def serve(port: int) -> None:
    """Serve app.py on this port until the process is ended; a sentence on stderr and code 1 when
    this installation cannot be used as it is set."""
    try:
        read_keys(read_settings())
    except DashboardError as error:
        sys.exit(error.message)
    write_lines()
    LOGGING_CONFIG["formatters"]["default"] = {"format": FORMAT}
    PagesManager.uses_pages_directory = False
    SafeSessionState.on_script_will_rerun = _take_in  # type: ignore[assignment]
    sys.argv = [str(_SCRIPT)]  # from here Streamlit finds its configuration and our modules
    routes = [Route("/healthz", liveness), Route("/readyz", readiness)]
    app = App(_SCRIPT, routes=routes, on_script_error=_in_a_callback)
    app.run(config={"server.port": port})


def liveness(_request: Request) -> PlainTextResponse:
    """200 `ok`: the program runs. It asks nothing of the sheets, for anybody may ask."""
    return _told("ok", 200)


def readiness(_request: Request) -> PlainTextResponse:
    """200 `gereed` when the sheets were read once and the journal takes a save; otherwise 503
    `wacht`, and a reading is begun. Nothing else is told, for anybody may ask."""
    try:
        is_ready = live.live().is_ready()
    except DashboardError:
        is_ready = False
    return _told("gereed", 200) if is_ready else _told("wacht", 503)


def _take_in(state: SafeSessionState, asked: Any, **more: Any) -> None:
    """What a run was asked for reaches the session, and callbacks note what was pressed. The
    library looks first whether another run is asked for, and then drops it all; it looks once
    more right after this."""
    with state._lock:
        state._state.on_script_will_rerun(asked, **more)


def _told(word: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(word, status, {"Cache-Control": "no-store"})


def _in_a_callback(error: Exception) -> bool:
    """What goes wrong before app.py runs: a button's own code."""
    show_unexpected(error)
    return True


if __name__ == "__main__":
    serve(int(sys.argv[1]))
