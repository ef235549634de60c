"""Shapes of a chart as SVG text: what a browser shows, and what typst sets in PDF and PNG.

The colour of text is `currentColor`: a page in dark mode gives its own, elsewhere it is INK.
"""

from html import escape
from math import ceil

WIDTH = 440
"""Units; a phone of 390 px shows them a little smaller than pixels."""
FONT_PX, SMALL_PX, LINE_PX = 15, 13, 18
INK = "#10191b"
_FONT = "Source Sans Pro"
_LETTER = 0.58
"""Width of a letter in parts of the font size, with room to spare: nothing here can measure."""
_DASHES = {"dash": "7 4", "dot": "2 4", "dashdot": "8 4 2 4", "longdash": "13 4"}


class Canvas:
    """Shapes, one after the other; `height` grows as the drawer says."""

    def __init__(self) -> None:
        self.height = 0.0
        self._shapes: list[str] = []

    def text(self, x: float, y: float, said: str, **more: str | float) -> None:
        """With its baseline at y. `size`, `anchor` (start, middle, end), `fill`, `weight`."""
        size = more.get("size", FONT_PX)
        anchor = more.get("anchor", "start")
        fill = more.get("fill", "currentColor")
        weight = f' font-weight="{more["weight"]}"' if "weight" in more else ""
        self._shapes.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}" text-anchor="{anchor}" '
            f'fill="{fill}"{weight}>{escape(said)}</text>'
        )

    def rect(self, x: float, y: float, w: float, h: float, fill: str, opacity: float = 1) -> None:
        faint = f' fill-opacity="{opacity}"' if opacity < 1 else ""
        self._shapes.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" fill="{fill}"{faint}/>'
        )

    def line(
        self, x: float, y: float, x2: float, y2: float, stroke: str, width: float = 1,
        dash: str = "solid",
    ) -> None:  # fmt: skip
        dashes = f' stroke-dasharray="{_DASHES[dash]}"' if dash in _DASHES else ""
        self._shapes.append(
            f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{stroke}" '
            f'stroke-width="{width}"{dashes}/>'
        )

    def marker(self, x: float, y: float, symbol: str, colour: str, r: float = 5) -> None:
        corners: dict[str, list[tuple[float, float]]] = {
            "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
            "diamond": [(0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)],
            "triangle-up": [(0, -1.3), (1.25, 1), (-1.25, 1)],
            "cross": [(-0.45, -1.3), (0.45, -1.3), (0.45, -0.45), (1.3, -0.45), (1.3, 0.45),
                      (0.45, 0.45), (0.45, 1.3), (-0.45, 1.3), (-0.45, 0.45), (-1.3, 0.45),
                      (-1.3, -0.45), (-0.45, -0.45)],
        }  # fmt: skip
        if symbol in corners:
            at = " ".join(f"{_n(x + a * r)},{_n(y + b * r)}" for a, b in corners[symbol])
            self._shapes.append(f'<polygon points="{at}" fill="{colour}"/>')
        elif symbol == "circle-open":
            self._shapes.append(
                f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{r}" fill="none" stroke="{colour}" '
                'stroke-width="2"/>'
            )
        else:
            self._shapes.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{r}" fill="{colour}"/>')

    def svg(self, title: str = "", name: str = "") -> str:
        """A whole element; with a title it says itself what it is, for a page."""
        height = ceil(self.height)
        told = (
            f' role="img" aria-labelledby="{name}" class="chart"><title id="{name}">'
            f"{escape(title)}</title>"
            if title
            else ' xmlns="http://www.w3.org/2000/svg">'
        )
        return (
            f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'color="{INK}" font-family="{_FONT}"{told}{"".join(self._shapes)}</svg>'
        )


def text_px(said: str, size: float = FONT_PX) -> float:
    return len(said) * size * _LETTER


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
