"""Every error this house raises.

DashboardError                      .message is for a person
├── SettingsError                   .name .expected
├── KeysMissing                     the keys of real workbooks are gone, or never made
├── AccessError
│   ├── SignInFailed                never says which part was wrong
│   ├── NotAllowed                  .permission .role
│   └── AccountRefused              which rule of accounts, in its sentence
├── WorkbookError                   .sheet
│   ├── SheetMissing
│   └── ColumnMissing               .column
├── ChangeRefused                   .problems (all of them)
├── WriteConflict                   .key .mine .theirs .columns .by
├── NotPublishable                  a measure without a disclosure policy
├── FileRefused                     what is wrong with the file as a whole, in its sentence
├── SecretUnreadable                moved, altered, or sealed with a key we lack
├── BackupUnreadable                gone, altered, or made with a key we lack
└── StoreError
    ├── SheetsUnreachable           .retry_after_s
    ├── SheetsBusy                  .retry_after_s
    ├── SheetsRefused               .status .reason
    └── JournalUnwritable           nothing was accepted

Messages are Dutch, say what is wrong and what to do, and never hold personal data.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class DashboardError(Exception):
    """The root: `message` can be shown to a person as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SettingsError(DashboardError):
    """A setting is missing or not usable; `name` is its key, `expected` what it should hold."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"De instelling {name} is niet bruikbaar. Verwacht: {expected}.")
        self.name = name
        self.expected = expected


class KeysMissing(DashboardError):
    """There is no keys.json beside real workbooks; new keys would not open what stands there."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Het bestand {path} ontbreekt. Zonder die sleutels gaat geen versleutelde cel en geen "
            "reservekopie open. Zet je kopie van keys.json terug. Alleen bij een nieuwe "
            "installatie, als er nog niets versleuteld is: python -m lib.manage key make."
        )


class AccessError(DashboardError):
    """Somebody asked for what they may not have."""


class SignInFailed(AccessError):
    """Wrong name, wrong password, disabled or locked: one sentence for all of them."""

    def __init__(self) -> None:
        super().__init__(
            "Inloggen is niet gelukt. Controleer gebruikersnaam en wachtwoord. "
            "Na zes mislukte pogingen is inloggen een kwartier niet mogelijk."
        )


class NotAllowed(AccessError):
    """The role lacks the permission."""

    def __init__(self, permission: str, role: str) -> None:
        super().__init__("Deze pagina of handeling hoort niet bij jouw rol.")
        self.permission = permission
        self.role = role


class WorkbookError(DashboardError):
    """A workbook is not laid out as the schema says."""

    def __init__(self, message: str, sheet: str) -> None:
        super().__init__(message)
        self.sheet = sheet


class SheetMissing(WorkbookError):
    """The tab is not in its workbook."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            f"Het blad '{sheet}' ontbreekt. Zet het terug of hernoem het blad zoals het was.", sheet
        )


class ColumnMissing(WorkbookError):
    """A header that is needed for this write is not in the sheet."""

    def __init__(self, sheet: str, column: str) -> None:
        super().__init__(
            f"In het blad '{sheet}' ontbreekt de kolom '{column}'. "
            "Herstel de kop in rij 1 en probeer het opnieuw.",
            sheet,
        )
        self.column = column


class ChangeRefused(DashboardError):
    """The change breaks rules; `problems` holds every one of them, not just the first."""

    def __init__(self, problems: Sequence[Any]) -> None:
        super().__init__(
            "Nog niet opgeslagen: " + " ".join(problem.sentence for problem in problems)
        )
        self.problems = tuple(problems)


class WriteConflict(DashboardError):
    """Somebody else changed the same columns after this person opened the row."""

    def __init__(
        self,
        key: str,
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        columns: Sequence[str],
        by: str | None,
    ) -> None:
        super().__init__(
            "Iemand anders heeft intussen hetzelfde veld aangepast. "
            "Kies welke waarde moet blijven staan."
        )
        self.key = key
        self.mine = dict(mine)
        self.theirs = dict(theirs)
        self.columns = tuple(columns)
        self.by = by


class NotPublishable(DashboardError):
    """A measure without a disclosure policy was to leave the team; `title` is its own."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"De maat '{title}' kan niet naar buiten: er is niet vastgelegd wat getoond mag worden."
        )


class FileRefused(DashboardError):
    """A file that somebody brought cannot be taken in; the message says why and what to do."""


class StoreError(DashboardError):
    """Reading or writing the sheets failed."""


class SheetsUnreachable(StoreError):
    """No answer, or one that cannot be read."""

    def __init__(self, retry_after_s: float = 30) -> None:
        super().__init__("De bladen zijn nu niet bereikbaar. Probeer het over een halve minuut.")
        self.retry_after_s = retry_after_s


class SheetsBusy(StoreError):
    """The quota is used up for the moment, or another writer holds the workbook."""

    def __init__(self, retry_after_s: float = 60) -> None:
        super().__init__("De bladen zijn nu druk bezet. Probeer het over een minuut opnieuw.")
        self.retry_after_s = retry_after_s


class SheetsRefused(StoreError):
    """Google answered no. `status` is the HTTP code, `reason` Google's own status word."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(
            "De bladen weigeren deze handeling. "
            "Vraag de beheerder of het blad nog met de dashboard-account is gedeeld."
        )
        self.status = status
        self.reason = reason


class JournalUnwritable(StoreError):
    """The disk of this machine takes nothing any more, so a save cannot be accepted."""

    def __init__(self) -> None:
        super().__init__(
            "Opslaan kan nu niet: de server kan niets bewaren. Laat dit scherm open en "
            "waarschuw de beheerder; probeer het daarna opnieuw."
        )


class SecretUnreadable(DashboardError):
    """A secret cell was moved or altered, or its key is not here. Never holds cell or text."""

    def __init__(self) -> None:
        super().__init__(
            "Dit versleutelde veld is niet te lezen: de cel is verplaatst of aangepast, of de "
            "sleutel ontbreekt. Zet de cel terug op de oude plek of vraag de beheerder."
        )


class BackupUnreadable(DashboardError):
    """A backup cannot be opened. `name` is its file's, which holds a date and a time only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"De reservekopie {name} gaat niet open: het bestand ontbreekt of is beschadigd, of de "
            "sleutel waarmee het is gemaakt staat niet meer bij de sleutels. Zet die sleutel terug "
            "of kies een andere reservekopie."
        )


class AccountRefused(AccessError):
    """An account cannot be made or changed like this; the message says which rule it breaks."""
