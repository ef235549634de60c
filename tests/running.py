"""A program of ours in a process of its own, and its address until it answers as it should."""

import http.client
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

START_S, ASK_S, PAUSE_S = 120, 30, 0.2


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def tracked(*inside: str) -> list[str]:
    """What git keeps, of everything or inside these paths: never what a person left lying about."""
    asked = ["git", "ls-files", "-z", "--", *inside]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [name for name in filter(None, said.split("\0")) if (ROOT / name).is_file()]


@contextmanager
def running(
    command: Sequence[str], cwd: Path, environment: Mapping[str, str], log: Path, **more: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """The process, its output in `log`; ended by its own id when the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT, **more)  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(ASK_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(ASK_S)


def answer(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """What the address says once it says 200; fails when the process ends or START_S is over."""
    until, last = time.monotonic() + START_S, "no answer"
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(url, timeout=ASK_S) as found:
                said: bytes = found.read()
                return said.decode()
        except urllib.error.HTTPError as refused:
            last = f"{refused.code} {refused.read().decode()}"
        except (OSError, http.client.HTTPException) as error:
            last = type(error).__name__
        threading.Event().wait(PAUSE_S)
    raise AssertionError(f"{url}: {last}\n{log.read_text(encoding='utf-8')}")
