"""The command line: `python -m lib.manage …`.

demo     build the demo world, also a large one
account  add, list, reset, disable, enable
key      make the keys of a new installation; rotate the key of secret cells
logbook  verify that no line of a Logboek was altered, removed, inserted or moved
doctor   whether this installation is in order, and what to do where it is not
journal  what is saved on this machine and not in the sheets yet
health   everything that is wrong in the sheets, with a link to each cell
backup   keep every sheet of every workbook, encrypted; list, open as an Excel file
restore  put back one row, or the sheets as they were on a day, from a backup
publish  count, protect and freeze a publication for the committee
report   a document of a publication: Word, PowerPoint, HTML or PDF
google   make the spreadsheets as they should be: plan, apply, check
docs     write the generated tables of README.md and docs/
sheets   serve the local sheets over HTTP, as Google serves its own
"""

import argparse
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from lib import doctor, localsheets, publishing
from lib.access.roles import Role
from lib.accounts import Accounts
from lib.audit import ACCOUNTS_WORKBOOK, Act, Actor, account_event
from lib.chain import sentences
from lib.docs import write_docs
from lib.errors import DashboardError
from lib.keys import add_key, make_keys, read_keys
from lib.provision import add_commands as add_google
from lib.recovery import add_commands
from lib.schema.place import cell_address, told
from lib.schema.workbook import SHEETS
from lib.settings import Settings, read_settings
from lib.store.build import known_workbooks
from lib.store.connect import LOCAL_FILE, connect
from lib.store.demo import demo_workbooks, workbooks_of
from lib.store.events import EVENTS_FILE, Events
from lib.store.journal import Journal
from lib.store.reseal import reseal
from lib.store.store import JOURNAL_FILE, STORE_FOLDER, Store, wall_clock
from lib.store.verification import verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. An error of ours is one sentence on stderr."""
    given = _parser().parse_args(arguments)
    try:
        is_wrong = given.run(given, read_settings())
    except DashboardError as error:
        print(error.message, file=sys.stderr)
        return 1
    return 1 if is_wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lib.manage",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True)

    demo = commands.add_parser("demo", help="build the demo world in STAP_DATA")
    demo.add_argument("--clients", type=int, default=27)
    demo.add_argument("--contacts", type=int)
    demo.add_argument("--seed", type=int, default=2022)
    demo.set_defaults(run=_demo)

    _add_account(commands)
    _add_key(commands)
    logbook = commands.add_parser("logbook", help="the Logboek of every workbook")
    logbook.add_subparsers(required=True).add_parser(
        "verify", help="exit code 1 when a line was altered, removed, inserted or moved"
    ).set_defaults(run=_logbook_verify)
    commands.add_parser("journal", help="what waits, and what a person must decide").set_defaults(
        run=_journal
    )
    commands.add_parser(
        "health", help="exit code 1 when something is wrong in the sheets"
    ).set_defaults(run=_health)
    add_commands(commands)
    publishing.add_commands(commands)
    doctor.add_command(commands)
    add_google(commands)
    commands.add_parser("docs", help="write the generated tables").set_defaults(run=_docs)
    _add_sheets(commands)
    return parser


def _add_account(commands: Any) -> None:
    account = commands.add_parser("account", help="who may sign in").add_subparsers(required=True)
    add = account.add_parser("add", help="prints a one-time password")
    add.add_argument("username")
    add.add_argument("role", choices=[role.value for role in Role])
    add.add_argument("--name", help="shown on screen; default: the user name")
    add.add_argument("--worker", help="code in the sheet Team, for who has a caseload")
    add.set_defaults(run=_account_add)
    account.add_parser("list", help="every account").set_defaults(run=_account_list)
    for verb, change in (
        ("reset", _account_reset),
        ("disable", _account_turn),
        ("enable", _account_turn),
    ):
        one = account.add_parser(verb)
        one.add_argument("username")
        one.set_defaults(run=change, verb=verb)


def _add_key(commands: Any) -> None:
    key = commands.add_parser("key", help="the key of secret cells").add_subparsers(required=True)
    key.add_parser("make", help="the keys of a new installation").set_defaults(run=_key_make)
    key.add_parser("rotate", help="a new key, and every cell sealed with it").set_defaults(
        run=_key_rotate
    )


def _add_sheets(commands: Any) -> None:
    sheets = commands.add_parser("sheets", help="serve the local sheets of STAP_DATA until Ctrl-C")
    sheets.add_argument(
        "--port", type=int, choices=range(2**16), metavar="N", required=True, help="0: a free one"
    )
    sheets.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    sheets.set_defaults(run=_sheets)


def _demo(given: argparse.Namespace, settings: Settings) -> None:
    if known_workbooks(settings.data) is not None:
        raise DashboardError(
            f"In {settings.data} staat al een wereld. Verwijder die map of kies een andere "
            "met STAP_DATA."
        )
    demo_workbooks(settings, given.seed, given.clients, given.contacts)
    print(f"De demowereld staat in {settings.data}.")


def _account_add(given: argparse.Namespace, settings: Settings) -> None:
    read_keys(settings)  # without them the Logboek gets no line, so nothing may change
    name = given.name or given.username
    role = Role(given.role)
    password = Accounts(settings).add(given.username, name, role, given.worker)
    new = {"Rol": role.label, "Medewerkercode": given.worker or ""}
    _tell(settings, Act.ACCOUNT_ADDED, given.username, new)
    print(f"Eenmalig wachtwoord van {given.username}: {password}")


def _account_list(_given: argparse.Namespace, settings: Settings) -> None:
    for account in Accounts(settings).all():
        state = "geblokkeerd" if account.is_disabled else "actief"
        kind = " (demo)" if account.is_demo else ""
        print(f"{account.username:<24}{account.role.label:<26}{state}{kind}")


def _account_reset(given: argparse.Namespace, settings: Settings) -> None:
    read_keys(settings)
    password = Accounts(settings).reset(given.username)
    _tell(settings, Act.PASSWORD_RESET, given.username)
    print(f"Eenmalig wachtwoord van {given.username}: {password}")


def _account_turn(given: argparse.Namespace, settings: Settings) -> None:
    read_keys(settings)
    accounts, is_disabling = Accounts(settings), given.verb == "disable"
    (accounts.disable if is_disabling else accounts.enable)(given.username)
    act = Act.ACCOUNT_DISABLED if is_disabling else Act.ACCOUNT_ENABLED
    _tell(settings, act, given.username)
    print(f"{given.username} is {'geblokkeerd' if is_disabling else 'weer actief'}.")


def _tell(
    settings: Settings, act: Act, username: str, new: Mapping[str, str] | None = None
) -> None:
    """A line of the Logboek, kept here until the app sends it."""
    events = settings.data / STORE_FOLDER / EVENTS_FILE
    event = account_event(act, username.strip().casefold(), new=new)
    Events(events, read_keys(settings).cipher, wall_clock).accept(
        ACCOUNTS_WORKBOOK, event, Actor("opdrachtregel", "")
    )


def _key_make(_given: argparse.Namespace, settings: Settings) -> None:
    print(f"De sleutels staan in {make_keys(settings)}. Bewaar daar nu een kopie van, niet bij "
          "de reservekopieën.")  # fmt: skip


def _key_rotate(_given: argparse.Namespace, settings: Settings) -> None:
    workbooks = workbooks_of(settings)
    key_id = add_key(settings)
    cipher = read_keys(settings).cipher()
    store = Store(connect(settings), workbooks, settings.data / STORE_FOLDER, cipher=lambda: cipher)
    done, unreadable = reseal(store, cipher, Actor("beheer", "beheer"))
    print(f"Nieuwe sleutel {key_id}; {done} rijen opnieuw versleuteld.")
    if unreadable:
        print(f"{unreadable} cellen gaan met geen enkele sleutel open en bleven zoals ze waren.")


def _logbook_verify(_given: argparse.Namespace, settings: Settings) -> bool:
    """Prints what was found in every Logboek; true when something is wrong there."""
    cipher, folder = read_keys(settings).cipher(), settings.data / STORE_FOLDER
    found = verify(connect(settings), workbooks_of(settings), folder, cipher)
    for title, report in found.items():
        print(f"{title}: {' '.join(sentences(report))}")
    return not all(report.is_whole for report in found.values())


def _health(_given: argparse.Namespace, settings: Settings) -> bool:
    """Prints every problem, also what does not show in the values; true when there is one. No
    text of a cell but what a sentence has to quote."""
    cipher = read_keys(settings).cipher()
    folder = settings.data / STORE_FOLDER
    store = Store(connect(settings), workbooks_of(settings), folder, cipher=lambda: cipher)
    seen = store.read()
    problems = (*seen.problems, *store.inspect(seen))
    addresses = {
        sheet: address
        for workbook in dict.fromkeys(SHEETS[problem.sheet].workbook for problem in problems)
        for sheet, address in store.addresses(workbook).items()
    }
    for problem in problems:
        print(told(problem, seen.positions))
        print(f"  {cell_address(addresses[problem.sheet], problem, seen.positions)}")
    if not problems:
        print("Alle bladen zijn in orde.")
    return bool(problems)


def _journal(_given: argparse.Namespace, settings: Settings) -> None:
    """Codes only: what was typed stays encrypted."""
    entries = Journal(
        settings.data / STORE_FOLDER / JOURNAL_FILE, read_keys(settings).cipher
    ).entries()
    for entry in entries:
        state = "wacht" if entry.trouble is None else "te beslissen"
        rows = ", ".join(f"{change.schema.title} {change.key}" for change in entry.changes)
        who = f"{entry.at:%d-%m-%Y %H:%M} {entry.actor.username}" if rows else "niet leesbaar"
        print(f"{entry.number:>6}  {entry.workbook:<10}{state:<14}{who:<34}{rows}")
        if entry.trouble:
            print(f"        {entry.trouble}")
    if not entries:
        print("Alles wat is opgeslagen staat in de bladen.")


def _docs(_given: argparse.Namespace, _settings: Settings) -> None:
    for path in write_docs():
        print(path)


def _sheets(given: argparse.Namespace, settings: Settings) -> None:
    file = settings.data / LOCAL_FILE
    if not file.exists():
        raise DashboardError(
            f"In {settings.data} staan geen lokale bladen. Kies een andere map met STAP_DATA."
        )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
    try:
        with localsheets.serve(file, host=given.host, port=given.port) as server:
            print(f"De lokale bladen staan op {server.url}", flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        return
    except OSError as error:
        raise DashboardError(
            f"Luisteren op {given.host}:{given.port} lukt niet: {error.strerror}."
        ) from error


if __name__ == "__main__":
    sys.exit(main())
