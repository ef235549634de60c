import re

from lib.charts.picture import Band, Bars, Lines, Stacks
from lib.reports.drawing import drawing
from lib.reports.svg import WIDTH

_RECT = re.compile(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="([\d.]+)" fill="(.*?)"')


def test_bars_are_as_long_as_their_numbers_and_a_hidden_one_has_no_length() -> None:
    hidden = "niet getoond (klein aantal)"
    bars = Bars(("A", "B", "C", "D"), (20, 5, None, 0), ("20", "5", hidden, "0"), "Cliënten")
    svg = drawing(bars).svg()
    widths = [float(width) for _, width, _, _ in _RECT.findall(svg)]
    assert widths[0] / widths[1] == 20 / 5
    assert widths[2] == widths[3] == 2
    assert re.findall(r">([^<]+)</text>", svg) == [
        "Cliënten", "A", "20", "B", "5", "C", hidden, "D", "0",
    ]  # fmt: skip


def test_a_band_lies_between_its_ends() -> None:
    bars = Bars(("Verleend",), (11,), ("11",), "", (Band("verwacht 22–24", 22, 24),))
    (low, wide, _, _), (_, granted, _, _) = _RECT.findall(drawing(bars).svg())
    scale = float(granted) / 11
    assert abs(float(low) - 22 * scale) < 0.1
    assert abs(float(wide) - 2 * scale) < 0.1
    assert float(low) + float(wide) <= WIDTH


def test_a_line_has_a_marker_for_every_number_and_a_gap_for_every_other_cell() -> None:
    lines = Lines(("oktober 2021", "november 2021", "december 2021", "januari 2022"),
                  (("okt", "2021"), ("nov", "2021"), ("dec", "2021"), ("jan", "2022")),
                  {"Straat": (3, None, 5, 6)}, (("Zone gesloten", 2.1, 3.5),))  # fmt: skip
    svg = drawing(lines).svg()
    # One more of each in the legend.
    assert svg.count("<circle") == 3 + 1
    assert svg.count('stroke-width="2.5"') == 1 + 1
    assert "Zone gesloten" in svg


def test_parts_of_a_stack_are_told_in_words_too() -> None:
    stacks = Stacks(("Loods",), {"Gewenst": (1.0,), "Klaar": (0.0,)})
    assert "Gewenst 1 · Klaar 0" in drawing(stacks).svg()


def test_labels_are_text_however_they_are_written() -> None:
    svg = drawing(Bars(('<b>&"x', "lang " * 60), (1, 2), ("1", "2"), "")).svg()
    assert "&lt;b&gt;&amp;&quot;x" in svg
    assert max(len(text) for text in re.findall(r">([^<]+)</text>", svg)) < 70
