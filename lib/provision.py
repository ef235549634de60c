"""`python -m lib.manage google`: what it asks, and what it says."""

import argparse
from collections.abc import Iterator
from typing import Any

from lib.errors import StoreError
from lib.settings import Settings
from lib.store.connect import address, connect
from lib.store.demo import demo_workbooks
from lib.store.provision.protection import Editors
from lib.store.provision.provision import Found, apply, look

_PRESS = "Dit moet iemand doen:"


def add_commands(commands: Any) -> None:
    """To the subparsers of the command line."""
    google = commands.add_parser("google", help="make the spreadsheets as they should be")
    verbs = google.add_subparsers(required=True)
    verbs.add_parser("plan", help="what would change; nothing does").set_defaults(run=_plan)
    verbs.add_parser("apply", help="make it so; may be run again at any time").set_defaults(
        run=_apply
    )
    verbs.add_parser(
        "check", help="exit code 1 when a spreadsheet differs, or a right is missing"
    ).set_defaults(run=_check)


def _plan(_given: argparse.Namespace, settings: Settings) -> None:
    steps = 0
    for found in _looked(settings):
        _head(found)
        _say("Dit verandert:", found.plan.sentences, "Er verandert niets.")
        steps += len(found.plan.steps)
        _rest(found)
    print("\nEr is nog niets gewijzigd. " + (
        "Wijzigen doet: python -m lib.manage google apply" if steps else "Dat hoeft ook niet."
    ))  # fmt: skip


def _apply(_given: argparse.Namespace, settings: Settings) -> bool:
    """Whether something is left to do."""
    is_left = False
    try:
        for found in apply(connect(settings), _workbooks(settings), _editors(settings)):
            _head(found)
            is_left = is_left or not found.plan.is_done
            done = "Bijgewerkt en nagekeken." if found.is_applied else "Er was niets te doen."
            _say("Dit klopt nog niet:", found.plan.sentences, "" if found.plan.tasks else done)
            _rest(found)
    except StoreError as error:
        raise StoreError(
            f"{error.message} Voer het commando daarna opnieuw uit: het gaat verder waar het was."
        ) from error
    print("\nNog niet alles is in orde." if is_left else "\nAlles is in orde.")
    return is_left


def _check(_given: argparse.Namespace, settings: Settings) -> bool:
    """Whether something is not as it should be."""
    is_wrong = False
    for found in _looked(settings):
        _head(found)
        is_wrong = is_wrong or not found.plan.is_done
        _say("Dit klopt niet:", found.plan.sentences, "" if found.plan.tasks else "In orde.")
        _rest(found)
    if is_wrong:
        print("\nWat de app zelf kan herstellen doet: python -m lib.manage google apply")
    return is_wrong


def _workbooks(settings: Settings) -> dict[str, str]:
    return demo_workbooks(settings) if settings.is_demo else dict(settings.workbooks)


def _editors(settings: Settings) -> Editors:
    return Editors(address(settings), settings.editors)


def _looked(settings: Settings) -> Iterator[Found]:
    return look(connect(settings), _workbooks(settings), _editors(settings))


def _head(found: Found) -> None:
    title = f": bestand '{found.title}'" if found.title else ""
    print(f"\n{found.name}{title}", flush=True)


def _say(head: str, sentences: list[str], otherwise: str) -> None:
    if sentences:
        print(f"  {head}")
        for sentence in sentences:
            print(f"  - {sentence}")
    elif otherwise:
        print(f"  {otherwise}")


def _rest(found: Found) -> None:
    _say(_PRESS, [task.sentence for task in found.plan.tasks], "")
    for remark in found.plan.remarks:
        print(f"  {remark}")
