"""Logboek: who did what and when, in every workbook, and whether a line was tampered with."""

from lib.access.permissions import Permission
from lib.ui import filters
from lib.ui.erasing import erase_section
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.trail import FILTERS, chain_mark, every_line, found, line_list, people, titles

page = open_page(_("Logboek"), Permission.SEE_LOGBOOK)
chain_mark()
erase_section(page, may_ask=False)

with filters.panel("sleutel", "wie", "van", "tot", "soort", "bestand"):
    key = filters.key(_("Cliëntcode of sleutel van een rij"), "sleutel")
    wanted = filters.choice(_("Bestand"), list(titles().values()), "bestand")
    lines = every_line(wanted)
    who = filters.code(_("Wie"), people(lines), "wie")
    days = filters.day(_("Van"), "van"), filters.day(_("Tot en met"), "tot")
    kinds = filters.choice(_("Soort"), FILTERS, "soort")

line_list(page, found(lines, key, who, days, kinds))
