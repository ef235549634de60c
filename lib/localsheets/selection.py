"""The field names a `fields` query may hold: a misspelt one is refused instead of left out."""

from __future__ import annotations

from lib.localsheets.mask import Mask, paths
from lib.localsheets.refusal import unsupported

_ANSWERS = """
    * spreadsheetId spreadsheetUrl properties sheets replies updatedSpreadsheet
    title locale autoRecalc timeZone defaultFormat spreadsheetTheme primaryFontFamily themeColors
    sheetId index sheetType gridProperties hidden tabColor tabColorStyle rowCount columnCount
    frozenRowCount frozenColumnCount hideGridlines merges startRowIndex endRowIndex
    startColumnIndex endColumnIndex data startRow startColumn rowData rowMetadata columnMetadata
    pixelSize values userEnteredValue effectiveValue formattedValue userEnteredFormat
    effectiveFormat note stringValue numberValue boolValue formulaValue errorValue type message
    numberFormat pattern backgroundColor backgroundColorStyle textFormat horizontalAlignment
    verticalAlignment wrapStrategy padding foregroundColor foregroundColorStyle fontFamily fontSize
    bold italic strikethrough underline rgbColor red green blue alpha
    addSheet duplicateSheet valueRanges range majorDimension updates updatedRange updatedRows
    updatedColumns updatedCells updatedData tableRange responses totalUpdatedRows
    totalUpdatedColumns totalUpdatedCells totalUpdatedSheets clearedRange clearedRanges
    kind files id name mimeType createdTime modifiedTime parents nextPageToken incompleteSearch
"""
# Nothing here can make these yet, so leaving them out is what Google would answer.
_NEVER_THERE = """
    namedRanges protectedRanges basicFilter filterViews conditionalFormats bandedRanges charts
    tables slicers rowGroups columnGroups developerMetadata dataValidation hyperlink
    textFormatRuns chipRuns pivotTable dataSourceTable hiddenByUser hiddenByFilter
"""
_KNOWN = frozenset((_ANSWERS + _NEVER_THERE).split())


def check(mask: Mask) -> None:
    for path in paths(mask):
        for name in path.split("."):
            if name not in _KNOWN:
                raise unsupported(f"'{path}' in the query parameter 'fields'")
