"""How the memo looks in Word, and what python-docx has no word for."""

from typing import Any

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from lib.reports import content
from lib.reports.content import Document

FIGURE, CELL, SMALL, BLOCK, BLOCK_NAME = "Figuur", "Tabelcel", "Bron", "Blok", "Bloknaam"
TEXT_CM = 16.0
_FONT, _LANGUAGE = "Calibri", "nl-NL"
_PETROL, _QUIET, _INK = RGBColor(15, 100, 109), RGBColor(74, 87, 89), RGBColor(16, 25, 27)
_HAIR = "C3CCCD"
_UNASKED = ("thumbnail", "customXml", "printerSettings")
"""Relations of the library's template to parts that are no part of a publication."""


def styled(docx: Docx, document: Document) -> Docx:
    drop_template_parts(docx.part.package, docx.part)
    about(docx.core_properties, document)
    section = docx.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    _language(docx)
    _style(docx, "Normal", 10.5, after=7, line=1.15)
    _style(docx, "Title", 26, _PETROL, bold=True, after=2)
    _style(docx, "Subtitle", 11.5, _QUIET, after=16)
    _style(docx, "Heading 1", 16, _PETROL, bold=True, before=24, after=6)
    _style(docx, "Heading 2", 11, _INK, bold=True, before=14, after=5)
    for name in ("List Bullet", "List Number"):
        _style(docx, name, 10.5, after=3, line=1.15)
    _style(docx, FIGURE, 10.5, after=8)
    _style(docx, CELL, 9.5, before=1.5, after=1.5)
    _style(docx, SMALL, 8.5, _QUIET, before=4, after=10)
    _style(docx, BLOCK_NAME, 10.5, _INK, bold=True, before=7, after=1, indent=0.5)
    _style(docx, BLOCK, 9.5, after=1, indent=0.5)
    for style in list(docx.styles):
        # A hundred looks of tables that nothing here has; each is read for every paragraph.
        if style.type is WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            docx.styles.element.remove(style.element)
    for name in (FIGURE, BLOCK_NAME):
        docx.styles[name].paragraph_format.keep_with_next = True
    return docx


def drop_template_parts(*parts: Any) -> None:
    """A part that nothing points at is not written."""
    for part in parts:
        relations = part.rels if hasattr(part, "rels") else part._rels
        for key, relation in list(relations.items()):
            if any(name in relation.reltype for name in _UNASKED):
                relations.pop(key)


def about(properties: Any, document: Document) -> None:
    properties.title, properties.author = document.title, content.AUTHOR
    properties.last_modified_by, properties.language = content.AUTHOR, _LANGUAGE
    properties.subject, properties.comments, properties.keywords = document.subtitle, "", ""
    properties.revision = 1
    properties.created = properties.modified = document.moment.replace(tzinfo=None)


def _language(docx: Docx) -> None:
    defaults = docx.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    theme: Any = docx.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), _LANGUAGE)


def _style(
    docx: Docx, name: str, size: float, colour: RGBColor | None = None, *, bold: bool = False,
    before: float = 0, after: float = 0, line: float = 1.0, indent: float = 0,
) -> None:  # fmt: skip
    styles = docx.styles
    style: Any = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.italic = False
    looks = style.element.get_or_add_rPr()
    for spread in looks.findall(qn("w:spacing")):
        looks.remove(spread)
    fonts = looks.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), _FONT)
    if colour is not None:
        style.font.color.rgb = colour
    if name == "Title":
        for border in list(style.element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    if indent:
        form.left_indent = Cm(indent)


def repeat(row: _Row) -> None:
    """The row is the header, again on every page the table goes on."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def ruled(table: Table) -> None:
    """Thin lines between rows and none between columns; the first row is the header."""
    properties: Any = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        is_drawn = side in ("bottom", "insideH")
        line.set(qn("w:val"), "single" if is_drawn else "nil")
        if is_drawn:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), _HAIR)
        borders.append(line)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)  # the schema asks this order
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("left", 0), ("right", 120)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)


def in_cell(
    paragraph: Paragraph, said: str, *, size: float, is_header: bool, is_number: bool
) -> None:
    paragraph.style = CELL
    run = paragraph.add_run(said)
    run.font.size = Pt(size)
    if is_header:
        run.bold = True
        run.font.color.rgb = _PETROL
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def new_list(docx: Docx) -> int:
    """The number of a list that begins at 1, however many came before it."""
    numbering: Any = docx.part.numbering_part.element
    style: Any = docx.styles["List Number"].element
    first = numbering.num_having_numId(style.pPr.numPr.numId.val)
    number = numbering.add_num(first.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def in_list(paragraph: Paragraph, number: int) -> None:
    place: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    place.get_or_add_ilvl().val = 0
    place.get_or_add_numId().val = number


def footer(docx: Docx, said: str) -> None:
    """The words and the number of the page."""
    paragraph = docx.sections[0].footer.paragraphs[0]
    paragraph.style = SMALL
    paragraph.add_run(f"{said} · pagina ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" van ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
