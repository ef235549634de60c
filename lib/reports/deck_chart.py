"""Native charts of PowerPoint: their numbers can be edited, and they hold none that is not shown.

The workbook behind a chart is written here: the library's own would take a label that begins
with = for a formula.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from lib.charts import theme
from lib.charts.picture import Bars, Lines, Stacks
from lib.reports.content import AUTHOR
from lib.reports.prose import line
from lib.reports.svg import INK

Drawn = Bars | Stacks | Lines
_TEXT_PT = 16
_NO_ZERO = "0;-0;;"
_DASHES = {
    "solid": MSO_LINE.SOLID, "dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT,
    "dashdot": MSO_LINE.DASH_DOT, "longdash": MSO_LINE.LONG_DASH,
}  # fmt: skip
_MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE, "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND, "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "cross": XL_MARKER_STYLE.PLUS,
}  # fmt: skip


class Numbers(NamedTuple):
    """What a chart holds: labels, and values by series; None where nothing is shown."""

    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]


def numbers_of(picture: Drawn) -> Numbers:
    match picture:
        case Bars():
            bars = zip(picture.labels, picture.values, picture.texts, strict=True)
            cells = [(label if v is not None else f"{label}: {t}", v) for label, v, t in bars]
            for band in picture.bands:
                name = band.label.split()[0].capitalize()
                ends = [("", band.low)] if band.low == band.high else [
                    (" (laagst)", band.low), (" (hoogst)", band.high)]  # fmt: skip
                cells += [(f"{name}{which}", value) for which, value in ends]
            labels = tuple(line(label) for label, _ in cells)
            return Numbers(labels, ((line(picture.unit) or "Aantal", tuple(v for _, v in cells)),))
        case Stacks():
            parts = tuple((line(name), values) for name, values in picture.parts.items())
            return Numbers(tuple(map(line, picture.labels)), parts)
        case Lines():
            lines = tuple((line(name), values) for name, values in picture.lines.items())
            return Numbers(tuple(map(line, picture.points)), lines)


def add_chart(slide: Any, picture: Drawn, place: Sequence[int]) -> Any:
    """The graphic frame; `place` is left, top, width and height."""
    numbers = numbers_of(picture)
    data = CategoryChartData()
    data.categories = numbers.labels
    for name, values in numbers.series:
        data.add_series(name, values)
    frame = slide.shapes.add_chart(_KINDS[type(picture)], *place, data)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(numbers))
    unit = line(picture.unit) if isinstance(picture, Bars) else ""
    chart.has_title = bool(unit)
    if unit:
        heading = chart.chart_title.text_frame.paragraphs[0].add_run()
        heading.text, heading.font.size, heading.font.bold = unit, Pt(_TEXT_PT), False
    chart.font.size, chart.font.color.rgb = Pt(_TEXT_PT), _rgb(INK)
    chart.has_legend = len(numbers.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    if isinstance(picture, Lines):
        _look_of_lines(chart)
    else:
        _look_of_bars(chart, isinstance(picture, Stacks), len(numbers.labels))
    return frame


_KINDS = {
    Bars: XL_CHART_TYPE.BAR_CLUSTERED,
    Stacks: XL_CHART_TYPE.BAR_STACKED,
    Lines: XL_CHART_TYPE.LINE_MARKERS,
}


def _look_of_bars(chart: Any, is_stacked: bool, rows: int) -> None:
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = _rgb(theme.NEUTRAL)
    chart.category_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    plot = chart.plots[0]
    plot.gap_width = 60 if rows > 2 else 120
    if is_stacked:
        plot.overlap = 100
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _NO_ZERO if is_stacked else "0.##", False
    labels.font.size, labels.font.bold = Pt(_TEXT_PT), True
    labels.position = XL_LABEL_POSITION.CENTER if is_stacked else XL_LABEL_POSITION.OUTSIDE_END
    for place, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(theme.SERIES[place % 5])
        if is_stacked:
            inside = series.data_labels
            inside.show_value, inside.number_format = True, _NO_ZERO
            inside.number_format_is_linked = False
            inside.font.size, inside.font.bold = Pt(_TEXT_PT), True
            inside.font.color.rgb = _rgb(theme.TEXT_ON_SERIES[place % 5])


def _look_of_lines(chart: Any) -> None:
    chart.value_axis.minimum_scale = 0
    chart.value_axis.format.line.fill.background()
    chart.value_axis.major_gridlines.format.line.color.rgb = _rgb("#c3cccd")
    chart.category_axis.format.line.color.rgb = _rgb(theme.NEUTRAL)
    for place, series in enumerate(chart.plots[0].series):
        colour = _rgb(theme.SERIES[place % 5])
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2.5)
        series.format.line.dash_style = _DASHES[theme.DASHES[place % 5]]
        series.marker.style, series.marker.size = _MARKERS[theme.SYMBOLS[place % 5]], 10
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour


def _workbook(numbers: Numbers) -> bytes:
    """Laid out as the chart refers to it: labels down column A, a column per series."""
    book = Workbook()
    book.properties.creator = AUTHOR
    sheet: Any = book.active
    sheet.title = "Sheet1"
    heads = enumerate(["", *(name for name, _ in numbers.series)], start=1)
    cells: list[tuple[int, int, str | float | None]] = [(1, n, said) for n, said in heads]
    for row, label in enumerate(numbers.labels, start=2):
        cells.append((row, 1, label))
        cells += [(row, n, one[row - 2]) for n, (_, one) in enumerate(numbers.series, start=2)]
    for row, column, said in cells:
        if said not in ("", None):
            cell = sheet.cell(row, column, said)
            cell.data_type = "s" if isinstance(said, str) else "n"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))
