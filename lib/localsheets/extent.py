"""How much of Google's contract is done here, where it is not all of it.

A message that is not named is understood whole, a method that is not named is refused. What
stands in an answer is not limited by this, only what may stand in a request.
"""

from __future__ import annotations

_PARTLY = {
    "Spreadsheet": "properties sheets",
    "Sheet": "properties",
    "SpreadsheetProperties": "title locale timeZone autoRecalc",
    "SheetProperties": "sheetId title index sheetType gridProperties hidden tabColor tabColorStyle",
    "GridProperties": "rowCount columnCount frozenRowCount frozenColumnCount hideGridlines",
    "DimensionProperties": "hiddenByUser pixelSize",
    "CellData": "userEnteredValue userEnteredFormat note dataValidation",
    "ExtendedValue": "numberValue stringValue boolValue formulaValue",
    "CellFormat": (
        "numberFormat backgroundColor backgroundColorStyle textFormat"
        " horizontalAlignment verticalAlignment wrapStrategy"
    ),
    "TextFormat": (
        "foregroundColor foregroundColorStyle fontFamily fontSize"
        " bold italic strikethrough underline"
    ),
    "ColorStyle": "rgbColor",
    "SortSpec": "dimensionIndex sortOrder",
    "BasicFilter": "range filterSpecs",
    "FilterView": "filterViewId title range filterSpecs sortSpecs",
    "FilterSpec": "columnIndex filterCriteria",
    "FilterCriteria": "condition hiddenValues",
    "BandedRange": "bandedRangeId range rowProperties columnProperties",
    "ProtectedRange": (
        "protectedRangeId range description warningOnly editors unprotectedRanges"
        " requestingUserCanEdit"
    ),
    "Editors": "users groups",
    "SetDataValidationRequest": "range rule",
    "AppendCellsRequest": "sheetId rows fields",
    "UpdateDimensionPropertiesRequest": "range properties fields",
    "File": "name mimeType parents",
    "Permission": "type role emailAddress domain withLink",
}
EXTENT = {name: frozenset(fields.split()) for name, fields in _PARTLY.items()}

# Query parameters: those that gspread sends, and those that google-api-python-client adds.
_PARAMETERS = """
    ranges includeGridData majorDimension valueRenderOption dateTimeRenderOption valueInputOption
    insertDataOption includeValuesInResponse responseValueRenderOption
    responseDateTimeRenderOption supportsAllDrives includeItemsFromAllDrives q pageSize pageToken
    mimeType sendNotificationEmail emailMessage includeDeleted fields alt prettyPrint
"""
PARAMETERS = frozenset(_PARAMETERS.split())
