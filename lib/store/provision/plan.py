"""What is to be done in one spreadsheet, of one workbook or of several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib.schema.logbook import Logbook
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES, sheets_of
from lib.store.provision.protection import Editors
from lib.store.provision.readme_steps import readme_steps
from lib.store.provision.sheet_steps import final_places, new_page, sheet_steps
from lib.store.provision.standing import File, Page
from lib.store.provision.step import MAKE, Request, Step, Task, ordered, sentences

_LOCALE, _TIME_ZONE = "nl_NL", "Europe/Amsterdam"


@dataclass(frozen=True)
class Plan:
    """`steps` are requests away; `tasks` are for a person, with where to press. `remarks` are
    worth knowing, and right as they are."""

    steps: Sequence[Step] = ()
    tasks: Sequence[Task] = ()
    remarks: Sequence[str] = ()

    @property
    def requests(self) -> list[Request]:
        return ordered(self.steps)

    @property
    def sentences(self) -> list[str]:
        return sentences(self.steps)

    @property
    def is_done(self) -> bool:
        return not self.steps and not self.tasks


def plan_of(file: File, workbooks: Sequence[str], editors: Editors) -> Plan:
    """The whole difference; nothing but a task when the file is of another workbook."""
    if swapped := _swapped(file, workbooks):
        return Plan(tasks=[swapped])
    sheets: list[type[Sheet]] = [*(s for name in workbooks for s in sheets_of(name)), Logbook]
    ids = file.free_ids()
    found: list[Step | Task] = [*_properties(file), *_shared(workbooks)]
    found += readme_steps(file, sheets, next(ids), editors)
    pages: dict[str, Page] = {}
    for sheet in sheets:
        page = file.titled(sheet.title)
        if page is None and (renamed := file.renamed(sheet)):
            found.append(_retitled(renamed, sheet))
        else:
            pages[sheet.name] = page or new_page(sheet, next(ids))
    schemas = {sheet.name: sheet for sheet in sheets}
    sources = {
        name: (page.title, final_places(page, schemas[name])) for name, page in pages.items()
    }
    for name, page in pages.items():
        found += sheet_steps(page, schemas[name], sources, editors)
    steps = [one for one in found if isinstance(one, Step)]
    tasks = [one for one in found if isinstance(one, Task)]
    return Plan(steps, tasks, [*_one_logbook(workbooks), *_moved(pages, schemas)])


def _properties(file: File) -> Iterator[Step]:
    if (file.locale, file.time_zone) != (_LOCALE, _TIME_ZONE):
        yield country()


def country() -> Step:
    """It decides how dates and decimals are typed and shown."""
    properties = {"locale": _LOCALE, "timeZone": _TIME_ZONE}
    request = {"properties": properties, "fields": "locale,timeZone"}
    what = "land wordt Nederland, tijdzone Amsterdam"
    return Step("Bestand", what, [{"updateSpreadsheetProperties": request}], MAKE)


def _swapped(file: File, workbooks: Sequence[str]) -> Task | None:
    """The ids may have been mixed up: then clients would come into a file that is shared with
    others."""
    for sheet in SHEETS.values():
        page = file.titled(sheet.title) if sheet.workbook not in workbooks else None
        if page is not None and sheet.key().name in page.places(sheet):
            return Task(
                f"In '{file.title}' staat het blad '{page.title}' van "
                f"{WORKBOOK_TITLES[sheet.workbook]}. Staat de goede id in "
                ".streamlit/secrets.toml? In dit bestand wordt niets gedaan."
            )
    return None


def _shared(workbooks: Sequence[str]) -> Iterator[Task]:
    if "committee" in workbooks and len(workbooks) > 1:
        yield Task(
            "De bladen van de begeleidingscommissie staan in hetzelfde bestand als andere. Deel "
            "dit bestand nooit met de commissie: wie het mag openen, leest alles. Maak liever "
            "een eigen bestand voor de commissie en zet de id daarvan bij committee."
        )


def _one_logbook(workbooks: Sequence[str]) -> Iterator[str]:
    """The chain of a Logboek begins with the name of its workbook."""
    if len(workbooks) > 1:
        yield (
            "Deze werkboeken hebben samen één Logboek. Opslaan en lezen gaat goed, maar "
            "'logbook verify' meldt er ten onrechte een breuk. Liever een bestand per werkboek."
        )


def _retitled(page: Page, sheet: type[Sheet]) -> Task:
    return Task(
        f"Het blad '{sheet.title}' heet nu '{page.title}'. Dubbelklik onderaan op die titel en "
        f"typ weer {sheet.title}."
    )


def _moved(pages: Mapping[str, Page], schemas: Mapping[str, type[Sheet]]) -> Iterator[str]:
    for name, page in pages.items():
        places = page.places(schemas[name])
        order = [places[c.name] for c in schemas[name].columns if c.name in places]
        if order != sorted(order):
            yield (
                f"{page.title}: de kolommen staan in een andere volgorde dan waarin ze gemaakt "
                "zijn. Dat mag; de app vindt ze aan hun kop."
            )
