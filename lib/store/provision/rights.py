"""What a person must press when the app may not read or change a spreadsheet."""

from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.http_client import HTTPClient

from lib.store.editable import may_edit
from lib.store.provision.step import Task

_CONSOLE = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
_SHARE = (
    "Open het bestand als eigenaar, klik rechtsboven op Delen, plak dit adres in het vak 'Mensen, "
    "groepen en agenda-afspraken toevoegen': {address}, kies ernaast de rol Bewerker, zet 'Mensen "
    "een melding sturen' uit en klik op Delen."
)
_VIEWER = (
    "De app mag dit bestand lezen en niet wijzigen. Open het als eigenaar, klik rechtsboven op "
    "Delen, zoek {address} en zet de rol ernaast op Bewerker. Klik op Opslaan."
)
_UNKNOWN = (
    "Google kent dit bestand niet. Open het in de browser en kopieer uit het adres het lange stuk "
    "tussen /d/ en /edit; zet dat in .streamlit/secrets.toml bij {workbooks}. Staat het daar "
    "goed? Kijk dan of het bestand in de Prullenbak van Drive ligt en kies Herstellen."
)
_SWITCHED_OFF = (
    f"De Google Sheets API staat uit in het project van het serviceaccount. Open {_CONSOLE} , "
    "kies bovenaan het goede project en klik op Inschakelen. Wacht een paar minuten."
)
_NO_ACCOUNT = (
    "Google kent het serviceaccount niet, of de sleutel niet meer. Open in de Google "
    "Cloud-console IAM en beheer → Serviceaccounts, kies het account, open Sleutels, klik op "
    "Sleutel toevoegen → Nieuwe sleutel maken → JSON, en zet de inhoud in "
    ".streamlit/secrets.toml onder [google]."
)


def missing_right(error: Exception, workbooks: str, address: str) -> Task | None:
    """What to press for this refusal; None when it is of another kind."""
    status, words = _refusal(error)
    sentence = {401: _NO_ACCOUNT, 403: _SHARE, 404: _UNKNOWN}.get(status)
    if "SERVICE_DISABLED" in words:
        sentence = _SWITCHED_OFF
    if sentence is None:
        return None
    return Task(sentence.format(address=address, workbooks=workbooks))


def _refusal(error: Exception) -> tuple[int, str]:
    if isinstance(error, APIError):
        return error.response.status_code, error.response.text
    if isinstance(error, PermissionError):
        return 403, ""
    return (404, "") if isinstance(error, SpreadsheetNotFound) else (0, "")


def viewer(http: HTTPClient, file_id: str, address: str) -> Task | None:
    """What to press when the app may only read."""
    return None if may_edit(http, file_id) else Task(_VIEWER.format(address=address))


def refused(error: APIError, address: str) -> Task | None:
    """Of a change that Google says no to. Its own words may be shown: nothing was sent but headers
    and looks. None when the refusal is of another kind."""
    match error.response.status_code:
        case 403:
            return Task(_VIEWER.format(address=address))
        case 400:
            return Task(
                "Google weigert een van de wijzigingen, dus in dit bestand is niets gedaan. "
                f"Google zegt: {error.error['message']}"
            )
    return None
