"""`python -m lib.manage google`: what it asks, and what it says."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from lib.errors import StoreError
from lib.schema.workbook import WORKBOOK_TITLES
from lib.settings import Settings
from lib.store.connect import address, connect
from lib.store.demo import workbooks_of
from lib.store.provision.protection import Editors
from lib.store.provision.provision import Found, apply, files_of, look
from lib.store.retry import sent_by

Act = Callable[[str, Sequence[str], Editors], Found]


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
    for found in _each(settings, partial(look, connect(settings))):
        _say("Dit verandert:", found.plan.sentences, "Er verandert niets.")
        _say_rest(found)
        steps += len(found.plan.steps)
    how = "Doorvoeren: python -m lib.manage google apply" if steps else "Dat hoeft ook niet."
    print(f"\nEr is nog niets gewijzigd. {how}")


def _apply(_given: argparse.Namespace, settings: Settings) -> bool:
    """Whether something is left to do."""
    is_left, client = False, connect(settings)
    try:
        for found in _each(settings, partial(apply, client)):
            is_left = is_left or not found.plan.is_done
            done = "Bijgewerkt en nagekeken." if found.is_applied else "Er was niets te doen."
            _say("Dit klopt nog niet:", found.plan.sentences, "" if found.plan.tasks else done)
            _say_rest(found)
    except StoreError as error:
        raise StoreError(
            f"{error.message} Voer het commando daarna opnieuw uit: het gaat verder waar het was."
        ) from error
    how = "Nog niet alles is in orde." if is_left else "Alles is in orde."
    print(f"\n{how} Dit kostte {sent_by(client)} verzoeken.")
    return is_left


def _check(_given: argparse.Namespace, settings: Settings) -> bool:
    """Whether something is not as it should be."""
    is_wrong = False
    for found in _each(settings, partial(look, connect(settings))):
        is_wrong = is_wrong or not found.plan.is_done
        _say("Dit klopt niet:", found.plan.sentences, "" if found.plan.tasks else "In orde.")
        _say_rest(found)
    if is_wrong:
        print("\nWat de app zelf kan herstellen: python -m lib.manage google apply")
    return is_wrong


def _each(settings: Settings, act: Act) -> Iterator[Found]:
    """One spreadsheet after another; its name is said before it takes its time."""
    files = files_of(workbooks_of(settings))
    editors = Editors(address(settings), settings.editors)
    for number, (file_id, names) in enumerate(files.items(), start=1):
        title = " + ".join(WORKBOOK_TITLES[name] for name in names)
        print(f"\n{number} van {len(files)}: {title}", flush=True)
        found = act(file_id, names, editors)
        if found.title:
            print(f"  Bestand: {found.title}")
        yield found


def _say(head: str, sentences: Sequence[str], otherwise: str) -> None:
    if sentences:
        print(f"  {head}")
        for sentence in sentences:
            print(f"  - {sentence}")
    elif otherwise:
        print(f"  {otherwise}")


def _say_rest(found: Found) -> None:
    _say("Dit moet iemand doen:", [task.sentence for task in found.plan.tasks], "")
    for remark in found.plan.remarks:
        print(f"  {remark}")
