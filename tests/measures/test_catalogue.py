import re
import time

import pandas as pd
import pytest

from lib import measures
from lib.charts import chart_of
from lib.measures import worklist
from lib.measures.catalogue import CHAPTERS, TEAM
from lib.measures.result import Measure
from lib.schema.choices import Channel, Intensity, Outcome
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from tests.measures.world import TODAY, client, contact, memo, snapshot_of, support


def test_the_headings_are_those_of_the_memo_in_its_order() -> None:
    assert list(CHAPTERS) == [
        "STAP-team", "Doelgroep", "Opknappen loods", "Vergunningen", "Knelpunten zorglandschap",
        "Overweeghuis", "Verbinding andere partijen", "Loopduur project",
    ]  # fmt: skip
    assert len({measure.name for measure in TEAM}) == len(TEAM)


@pytest.mark.parametrize("measure", TEAM, ids=lambda measure: measure.name)
def test_no_result_of_the_team_holds_a_client_or_worker_code(measure: Measure) -> None:
    table = measure.compute(memo(), TODAY).table
    assert not re.search(r"\b(C\d\d|CM-\d\d|ED-\d\d)\b", table.to_csv())
    assert isinstance(table.index, pd.RangeIndex)


@pytest.mark.parametrize("measure", TEAM, ids=lambda measure: measure.name)
def test_empty_sheets_give_a_result_without_counts(measure: Measure) -> None:
    result = measure.compute(snapshot_of(), TODAY)
    assert result.left_out == 0
    assert result.table.select_dtypes("number").fillna(0).to_numpy().sum() == 0


@pytest.mark.parametrize("measure", TEAM, ids=lambda measure: measure.name)
def test_a_measure_reads_only_the_sheets_it_names(measure: Measure) -> None:
    world = memo()
    named = {*measure.sheets, "organisations"}
    only = {
        name: frame if name in named else frame.iloc[:0] for name, frame in world.tables.items()
    }
    whole, part = measure.compute(world, TODAY), measure.compute(world.only(only), TODAY)
    pd.testing.assert_frame_equal(whole.table, part.table)


def test_the_source_names_the_tabs() -> None:
    by_name = {measure.name: measure for measure in TEAM}
    assert by_name["intensity"].source == "Begeleiding en Cliënten"
    assert by_name["closure_reach"].source == "Contacten, Cliënten en Sluitingen"
    assert {sheet for measure in TEAM for sheet in measure.sheets} <= set(SHEETS)


def test_every_function_the_docstring_promises_exists() -> None:
    modules = "planning|project|clients|support|permits|appointments|bottlenecks|partner_links"
    promised = re.findall(rf"\b({modules}|contacts)\.(\w+)", str(measures.__doc__))
    assert len(promised) > 20
    for module, name in promised:
        __import__(f"lib.measures.{module}")
        assert hasattr(getattr(measures, module), name), (module, name)


@pytest.fixture(scope="module")
def damaged() -> Snapshot:
    """Every sheet with one key on two rows and nothing else filled in."""
    return snapshot_of(**{name: [{sheet.key().name: "X"}] * 2 for name, sheet in SHEETS.items()})


@pytest.mark.parametrize("measure", TEAM, ids=lambda measure: measure.name)
def test_damaged_sheets_never_stop_a_measure_or_its_chart(
    measure: Measure, damaged: Snapshot
) -> None:
    result = measure.compute(damaged, TODAY)
    assert chart_of(result).title


def test_damaged_sheets_never_stop_the_worklist(damaged: Snapshot) -> None:
    assert worklist.unseen(damaged, TODAY).empty
    assert worklist.follow_ups_due(damaged, TODAY).empty
    assert worklist.appointments_ahead(damaged, TODAY).empty
    assert worklist.consents_expiring(damaged, TODAY).empty


@pytest.fixture(scope="module")
def large() -> Snapshot:
    """2,000 clients and 100,000 contacts, by repeating the frames of a small sheet."""
    world = snapshot_of(
        clients=[client(f"C{n:04}") for n in range(2000)],
        support=[support(f"C{n:04}", list(Intensity)[n % 3]) for n in range(2000)],
        contacts=[contact(n, f"C{n * 7 % 2000:04}", f"2021-{8 + n % 5:02}-{1 + n % 28:02}",
                          channel=list(Channel)[n % 11], outcome=list(Outcome)[n % 5],
                          follow_up_on="2022-02-01" if n % 9 == 0 else "")
                  for n in range(5000)],
        closures=[{"closure_id": "SL-1", "from_on": "2021-11-01"}],
    )  # fmt: skip
    contacts = pd.concat([world.tables["contacts"]] * 20, ignore_index=True)
    return world.only({**world.tables, "contacts": contacts})


def _fastest_ms(work: object, *arguments: object) -> float:
    """Processor time, so that a busy machine does not decide."""
    assert callable(work)
    times = []
    for _ in range(5):
        begin = time.process_time()
        work(*arguments)
        times.append(1000 * (time.process_time() - begin))
    return min(times)


@pytest.fixture(scope="module")
def sorting_ms() -> float:
    """What sorting 400,000 numbers takes, measured beside: no measure may take longer."""
    return _fastest_ms(sorted, [n * 7919 % 400_009 for n in range(400_000)])


def test_measures_stay_quick_with_100_000_contacts(large: Snapshot, sorting_ms: float) -> None:
    times = {m.name: _fastest_ms(m.compute, large, TODAY) / sorting_ms for m in TEAM}
    assert {name: ratio for name, ratio in times.items() if ratio > 1} == {}


def test_the_worklist_stays_quick_with_100_000_contacts(large: Snapshot, sorting_ms: float) -> None:
    lists = (worklist.unseen, worklist.follow_ups_due, worklist.appointments_ahead,
             worklist.consents_expiring)  # fmt: skip
    times = {f.__name__: _fastest_ms(f, large, TODAY) / sorting_ms for f in lists}
    assert {name: ratio for name, ratio in times.items() if ratio > 1} == {}
