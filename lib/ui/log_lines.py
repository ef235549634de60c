"""What the server writes on stderr: one line per event, and no text that may quote a cell.

`2022-02-01 09:00:00,000 ERROR stap 1a2b3c4d ValueError at lib/ui/form.py:12`: when, how bad, who
says it, what. Of what a library says only the sentence it was given, never what is filled in; of
an exception only its kind and its place.
"""

import logging
import threading
import warnings
from pathlib import Path
from traceback import walk_tb
from typing import Any, TextIO

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
OURS = "stap"
_ROOT = Path(__file__).parents[2]
_LOG = logging.getLogger(OURS)


def kind_and_place(error: BaseException) -> str:
    """Our innermost line when one of ours took part, relative to the root of the app."""
    places = [(Path(f.f_code.co_filename), line) for f, line in walk_tb(error.__traceback__)]
    ours = [
        (path.relative_to(_ROOT), line)
        for path, line in places
        if path.is_relative_to(_ROOT) and ".venv" not in path.parts
    ]
    path, line = (ours or places or [(Path("unknown"), 0)])[-1]
    return f"{type(error).__name__} at {path}:{line}"


def write_lines() -> None:
    """From now on everything this process logs is one such line."""
    logging.basicConfig(format=FORMAT)
    logging.setLogRecordFactory(_Line)
    warnings.showwarning = _warn
    threading.excepthook = _thread_failed


class _Line(logging.LogRecord):
    """A record is told whole before any handler, also a library's own, can spell it."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        said = self.getMessage() if self.name == OURS else str(self.msg)
        if self.exc_info and self.exc_info[1] is not None:
            said += f" ({kind_and_place(self.exc_info[1])})"
        self.msg, self.args = " ".join(said.split()), None
        self.exc_info = self.exc_text = self.stack_info = None


def _warn(
    message: Warning | str,  # noqa: ARG001 - may quote a cell
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    _LOG.warning("%s at %s:%s", category.__name__, filename, lineno)


def _thread_failed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _LOG.error("thread %s", kind_and_place(args.exc_value))
