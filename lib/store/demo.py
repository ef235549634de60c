"""Build the demo world in a data folder, once; two processes starting at once build one."""

from lib.demo.world import rows, world
from lib.keys import read_keys
from lib.private import locked
from lib.settings import Settings
from lib.store.build import WORKBOOKS_FILE, build, known_workbooks, remember_workbooks
from lib.store.connect import connect
from lib.store.translate import translated


def demo_workbooks(
    settings: Settings, seed: int = 2022, clients: int = 27, contacts: int | None = None
) -> dict[str, str]:
    """The ids of the local workbooks, built on first use. One that is switched off is there, to
    be switched on again, but not among them."""
    known = known_workbooks(settings.data) or _built(settings, seed, clients, contacts)
    return {name: id for name, id in known.items() if name not in settings.off}


def workbooks_of(settings: Settings) -> dict[str, str]:
    """The workbooks of this installation: the real ones, or the demo's."""
    return demo_workbooks(settings) if settings.is_demo else dict(settings.workbooks)


def _built(settings: Settings, seed: int, clients: int, contacts: int | None) -> dict[str, str]:
    with locked(settings.data / WORKBOOKS_FILE), translated():
        known = known_workbooks(settings.data)
        if known is None:
            cells = rows(world(seed, clients, contacts), read_keys(settings).cipher())
            known = build(connect(settings), cells)
            remember_workbooks(settings.data, known)
    return known
