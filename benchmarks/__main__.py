"""What `make bench` prints: requests, seconds and script times, and how the local backend grows.

Everything runs in this process on the local backend, which waits 370 ms before each answer;
that is about what Google takes. Ours and the plain gspread way are measured in one run.
Only the connector of Streamlit and the growing sheets are in processes of their own, the sheets
not delayed; the team of ten minutes and the simulated worlds have clocks of their own.
"""

import logging
import tempfile
from pathlib import Path

# Streamlit speaks up when its screens run without a server, which is the point here.
logging.disable(logging.WARNING)

from benchmarks import load, pages, parsing, peers, publishing, routes, sheets  # noqa: E402
from benchmarks.worlds import DELAY_S, DEMO, LARGE, World, built  # noqa: E402
from tests.simulation.ledger import DOUBLED, LOST, MISDIRECTED, MIXED, UNLOGGED  # noqa: E402
from tests.simulation.run import ROUNDS  # noqa: E402


def main() -> None:
    figures, start = sheets.figures(), sheets.start()
    with tempfile.TemporaryDirectory() as folder:
        demo, large = built(DEMO, Path(folder)), built(LARGE, Path(folder))
        small_times, large_times = pages.script_times(demo), pages.script_times(large)
        print(f"Requests and seconds, at {DELAY_S * 1000:.0f} ms per request:\n")
        _print_routes(demo, large, small_times[0])
        _print_parses(*parsing.parses(large))
    print(f"\nScript time of a warm page, median / p95, in ms. Demo: {demo.title}. "
          f"Large: {large.title}. Requests are those of all reruns together.\n")  # fmt: skip
    _print_pages(small_times, large_times)
    _print_sheets(figures, start)
    _print_publishing()
    _print_load()
    _print_peers()


def _print_routes(demo: World, large: World, today: pages.PageTime) -> None:
    print("| What | Ours | Plain gspread | st-gsheets-connection |")
    print("| --- | ---: | ---: | ---: |")
    for line in [*routes.compared(demo, today), routes.large_start(large)]:
        others = " | ".join(_beside(line.ours, other) for other in (line.plain, line.connector))
        print(f"| {line.what} | {line.ours} | {others} |")


def _beside(ours: routes.Cost, other: routes.Cost | None) -> str:
    """How many times as long it takes stands behind it; what asks nothing is a cache, no page."""
    if other is None:
        return "not measured"
    if not other.requests:
        return str(other)
    return f"{other} ({_times(other.seconds / ours.seconds)})"


def _print_parses(ours: parsing.Parse, theirs: parsing.Parse) -> None:
    print("\nA Snapshot of 100,000 contacts from values already fetched, processor time:\n")
    print("| What | Ours | get_all_records and a DataFrame | Ratio |")
    print("| --- | ---: | ---: | ---: |")
    print(f"| Seconds to parse | {ours.seconds:.2f} | {theirs.seconds:.2f} | "
          f"{_times(theirs.seconds / ours.seconds)} |")  # fmt: skip
    print(f"| MB of the frame | {ours.mb:.1f} | {theirs.mb:.1f} | {_times(theirs.mb / ours.mb)} |")


def _print_pages(small: list[pages.PageTime], large: list[pages.PageTime]) -> None:
    print("| Page | Demo | of it processor | Large | of it processor | Requests |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for one, other in zip(small, large, strict=True):
        shown = (
            f"{time.median_ms:.0f} / {time.p95_ms:.0f} | {time.cpu_ms:.0f}" for time in (one, other)
        )
        print(f"| {one.title} | {' | '.join(shown)} | {one.requests + other.requests} |")


def _print_sheets(figures: list[sheets.Figures], start: sheets.Start) -> None:
    print("\nOne request on a sheet of 15 columns in a file of the local backend, "
          "median by the clock / of it processor, in ms:\n")  # fmt: skip
    sizes = " | ".join(f"{rows:,} rows" for rows in sheets.SIZES)
    print(f"| Request | {sizes} | Processor, last ÷ first |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for what in figures[0].medians_ms:
        times = [one.medians_ms[what] for one in figures]
        shown = " | ".join(f"{clock:.1f} / {processor:.1f}" for clock, processor in times)
        print(f"| {what} | {shown} | {_times(times[-1][1] / times[0][1])} |")
    print(f"\nThe largest file: {figures[-1].file_mb:.0f} MB; its process: at most "
          f"{figures[-1].peak_mb:.0f} MB. An empty store: {start.import_ms:.0f} ms to import, "
          f"{start.first_request_ms:.0f} ms for the first request.")  # fmt: skip


def _print_publishing() -> None:
    print("\nA publication of the demo world, after four others:\n")
    print("| What | Seconds | MB |")
    print("| --- | ---: | ---: |")
    for step in publishing.steps():
        mb = "" if step.mb is None else f"{step.mb:.2f}"
        print(f"| {step.what} | {step.seconds:.2f} | {mb} |")


def _print_load() -> None:
    print(f"\n{load.MINUTES} minutes on a virtual clock, a click every 10 s per session, one in "
          "ten saves; Google's quota of 60 reads and 60 writes a minute:\n")  # fmt: skip
    print("| Way | Sessions | Clicks | Saves | In the sheet | Reads a minute, busiest | "
          "Writes a minute, busiest | Refused by Google | Clicks that show an error |")  # fmt: skip
    print("| --- " + "| ---: " * 8 + "|")
    for title, way, sessions in (
        ("Ours", load.ours, 15), ("Ours", load.ours, 60), ("Plain gspread", load.plain, 15)
    ):  # fmt: skip
        one = load.load(way, sessions)
        asked = " | ".join(
            f"{one.per_minute(kind):.1f}, {one.busiest(kind)}" for kind in ("read", "write")
        )
        print(f"| {title} | {sessions} | {one.clicks} | {one.saves} | {one.added} | {asked} | "
              f"{one.refused} | {one.errors} |")  # fmt: skip


def _print_peers() -> None:
    print(f"\nSaves in a sheet in which a person works as well, in bad weather: seeds "
          f"{peers.SEEDS[0]} to {peers.SEEDS[-1]} of the simulator, {ROUNDS} rounds each. Saves "
          "by what was said of them; then rows with harm that nobody was told of; then rows "
          "with harm after an error or 'look in the sheet':\n")  # fmt: skip
    print("| Way | Acknowledged | Refused, clash or error shown | Lost | Doubled | Mixed | "
          "Misdirected | No log line | Harm told | Error shown, yet written |")  # fmt: skip
    print("| --- " + "| ---: " * 9 + "|")
    for title, counts in peers.compared():
        logged = counts[UNLOGGED] if title == peers.OURS.title else "no log"
        silent = " | ".join(str(counts[kind]) for kind in (LOST, DOUBLED, MIXED, MISDIRECTED))
        print(f"| {title} | {counts[peers.ACKNOWLEDGED]} | {counts[peers.SHOWN]} | {silent} | "
              f"{logged} | {counts[peers.TOLD]} | {counts[peers.YET_WRITTEN]} |")  # fmt: skip


def _times(ratio: float) -> str:
    return f"{ratio:.0f}×" if ratio >= 10 else f"{ratio:.1f}×"


if __name__ == "__main__":
    main()
