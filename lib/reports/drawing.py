"""Pictures of published tables as SVG, once for page, PDF and Word.

Chosen over Plotly's own export, which needs a browser, and over drawing in typst, whose SVG
holds outlines in place of text: this one follows a page's dark mode and can be searched.
Labels stand above their bars, so nothing is cut off however long they are.
"""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from lib.charts import theme
from lib.charts.picture import Bars, Lines, Moment, Picture, Stacks, Timeline
from lib.reports.prose import line
from lib.reports.svg import FONT_PX, LINE_PX, SMALL_PX, WIDTH, Canvas, text_px

_LABEL_CHARS, _SMALL_CHARS = 56, 66
_BAR, _GAP, _PAD = 18.0, 14.0, 4.0
_PLOT, _LEFT, _STEPS = 190.0, 30.0, (1, 2, 5)
_DATES = (
    ("Oorspronkelijk", "circle-open", theme.NEUTRAL),
    ("Streefdatum", "diamond", theme.SERIES[1]),
    ("Behaald op", "square", theme.SERIES[0]),
)


def drawing(picture: Picture) -> Canvas:
    canvas = Canvas()
    match picture:
        case Bars():
            _bars(canvas, picture)
        case Stacks():
            _stacks(canvas, picture)
        case Lines():
            _lines(canvas, picture)
        case Timeline():
            _timeline(canvas, picture)
    return canvas


def _bars(canvas: Canvas, bars: Bars) -> None:
    texts = [line(text) for text in bars.texts]
    longest = max([v or 0 for v in bars.values] + [band.high for band in bars.bands] + [1])
    room = max([text_px(t) for t, v in zip(texts, bars.values, strict=True) if v] + [30]) + 8
    scale = (WIDTH - room) / longest
    if bars.unit:
        canvas.text(0, SMALL_PX, line(bars.unit), size=SMALL_PX)
    if bars.unit or bars.bands:
        canvas.height += LINE_PX + 8
    for label, value, text in zip(bars.labels, bars.values, texts, strict=True):
        y = _label(canvas, label)
        for band in bars.bands:
            low, high = band.low * scale, max(band.high * scale, band.low * scale + 3)
            canvas.rect(low, y - 4, high - low, _BAR + 8, theme.NEUTRAL, 0.35)
        if value:
            canvas.rect(0, y, value * scale, _BAR, theme.SERIES[0])
        else:
            canvas.rect(0, y, 2, _BAR, theme.NEUTRAL)
        canvas.text((value or 0) * scale + 8, y + _BAR - 4, text)
        canvas.height = y + _BAR + _GAP
    for band in bars.bands:
        canvas.text(band.high * scale, SMALL_PX, line(band.label), size=SMALL_PX, anchor="end")


def _label(canvas: Canvas, label: str, more: str = "") -> float:
    """Draws a row's label at the canvas' foot, and small words below; where its bar begins."""
    y = canvas.height
    for said in textwrap.wrap(line(label), _LABEL_CHARS) or [""]:
        canvas.text(0, y + FONT_PX, said)
        y += LINE_PX
    for said in textwrap.wrap(line(more), _SMALL_CHARS):
        canvas.text(0, y + SMALL_PX, said, size=SMALL_PX)
        y += SMALL_PX + 3
    return y + _PAD


def _stacks(canvas: Canvas, stacks: Stacks) -> None:
    sums = [sum(values) for values in zip(*stacks.parts.values(), strict=True)]
    scale = WIDTH / max([*sums, 1])
    for row, label in enumerate(stacks.labels):
        shares = {name: values[row] for name, values in stacks.parts.items()}
        told = " · ".join(f"{name} {theme.number(value)}" for name, value in shares.items())
        x, y = 0.0, _label(canvas, label, told)
        for place, value in enumerate(shares.values()):
            if value:
                width = value * scale - 2
                canvas.rect(x, y, width, _BAR, theme.SERIES[place % 5])
                canvas.text(
                    x + width / 2, y + _BAR - 4, theme.number(value), anchor="middle",
                    fill=theme.TEXT_ON_SERIES[place % 5],
                )  # fmt: skip
            x += value * scale
        if not x:
            canvas.rect(0, y, 2, _BAR, theme.NEUTRAL)
        canvas.height = y + _BAR + _GAP
    _legend(canvas, [(name, place, "") for place, name in enumerate(stacks.parts)])


def _legend(canvas: Canvas, entries: Sequence[tuple[str, int, str]]) -> None:
    """Name, place in the colours, and the symbol of a line (empty: a patch); as many on a row as
    fit."""
    x, y = 0.0, canvas.height + LINE_PX
    for name, place, symbol in entries:
        said, colour = line(name), theme.SERIES[place % 5]
        sample = 34 if symbol else 18
        needs = sample + text_px(said) + 14
        if x and x + needs > WIDTH:
            x, y = 0.0, y + LINE_PX + 4
        if symbol:
            canvas.line(x, y - 5, x + 28, y - 5, colour, 2.5, theme.DASHES[place % 5])
            canvas.marker(x + 14, y - 5, symbol, colour)
        else:
            canvas.rect(x, y - 11, 12, 12, colour)
        canvas.text(x + sample, y, said)
        x += needs
    canvas.height = y + 8


def _lines(canvas: Canvas, lines: Lines) -> None:
    top = 26.0 if lines.shades else 10.0
    highest = max([v for values in lines.lines.values() for v in values if v is not None] + [1])
    step = _step(highest)
    ceiling = step * -(-highest // step)
    span = (WIDTH - _LEFT) / max(len(lines.points), 1)

    def at(place: float, value: float) -> tuple[float, float]:
        return _LEFT + (place + 0.5) * span, top + _PLOT * (1 - value / ceiling)

    for label, low, high in lines.shades:
        start, end = at(low, 0)[0], at(high, 0)[0]
        canvas.rect(start, top, end - start, _PLOT, theme.NEUTRAL, 0.22)
        anchor = "end" if start > WIDTH / 2 else "start"
        x = end if anchor == "end" else start
        canvas.text(x, top - 8, line(label), size=SMALL_PX, anchor=anchor)
    for count in range(int(ceiling / step) + 1):
        y = at(0, count * step)[1]
        canvas.line(_LEFT, y, WIDTH, y, theme.NEUTRAL, 1 if not count else 0.4)
        canvas.text(_LEFT - 6, y + 5, theme.number(count * step), size=SMALL_PX, anchor="end")
    for place, (month, year) in enumerate(lines.ticks):
        is_first = place == 0 or lines.ticks[place - 1][1] != year
        for down, said in ((16, month), (31, year if is_first else "")):
            x = at(place, 0)[0]
            canvas.text(x, top + _PLOT + down, said, size=SMALL_PX, anchor="middle")
    for number, values in enumerate(lines.lines.values()):
        _line(canvas, [None if v is None else at(n, v) for n, v in enumerate(values)], number)
    canvas.height = top + _PLOT + 40
    _legend(canvas, [(name, n, theme.SYMBOLS[n % 5]) for n, name in enumerate(lines.lines)])


def _line(canvas: Canvas, points: Sequence[tuple[float, float] | None], number: int) -> None:
    """Neighbours are joined; a point that is not shown leaves a gap."""
    colour, dash = theme.SERIES[number % 5], theme.DASHES[number % 5]
    for before, after in pairwise(points):
        if before and after:
            canvas.line(*before, *after, colour, 2.5, dash)
    for point in points:
        if point:
            canvas.marker(*point, theme.SYMBOLS[number % 5], colour)


def _step(highest: float) -> float:
    """So that at most five lines stand behind the figures; at least 1, for these are counts."""
    size = 1.0
    while True:
        for part in _STEPS:
            if highest <= 5 * part * size:
                return part * size
        size *= 10


def _timeline(canvas: Canvas, timeline: Timeline) -> None:
    moments = [m for m in timeline.moments if m.target]
    days = [d for m in moments for d in (m.original, m.target, m.reached) if d]
    first, last = min([*days, timeline.today]), max([*days, timeline.today])
    span = max((last - first).days, 1)

    def at(day: date) -> float:
        return 10 + (WIDTH - 20) * (day - first).days / span

    canvas.height = LINE_PX + 8.0
    tops = []
    for moment in moments:
        y = _label(canvas, moment.label, _dates(moment)) + 8
        tops.append(y)
        canvas.line(0, y, WIDTH, y, theme.NEUTRAL, 0.4)
        _marks(canvas, moment, y, {d: at(d) for d in days})
        canvas.height = y + _GAP + 4
    x = at(timeline.today)
    anchor = "start" if x < WIDTH / 4 else "end" if x > 3 * WIDTH / 4 else "middle"
    canvas.text(x, LINE_PX - 4, theme.day(timeline.today), size=SMALL_PX, anchor=anchor)
    for y in tops:
        canvas.line(x, y - 9, x, y + 9, theme.NEUTRAL, 2, "dot")
    _moments_legend(canvas)


def _marks(canvas: Canvas, moment: Moment, y: float, at: Mapping[date, float]) -> None:
    if moment.original and moment.target and moment.original != moment.target:
        canvas.line(at[moment.original], y, at[moment.target], y, theme.NEUTRAL, 2)
    target = None if moment.reached else moment.target
    pairs = zip((moment.original, target, moment.reached), _DATES, strict=True)
    for day, (_, symbol, colour) in pairs:
        if day:
            canvas.marker(at[day], y, symbol, colour, 5.5)


def _dates(moment: Moment) -> str:
    days = zip((moment.original, moment.target, moment.reached), _DATES, strict=True)
    return " · ".join(f"{name} {day:%d-%m-%Y}" for day, (name, _, _) in days if day)


def _moments_legend(canvas: Canvas) -> None:
    x, y = 6.0, canvas.height + FONT_PX
    for name, symbol, colour in _DATES:
        canvas.marker(x, y - 5, symbol, colour, 5.5)
        canvas.text(x + 14, y, name)
        x += 14 + text_px(name) + 26
    canvas.height = y + 8
