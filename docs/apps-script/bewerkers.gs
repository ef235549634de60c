/**
 * Niet nodig voor de app: schrijft op wie er rechtstreeks in een blad typte, in het blad Bewerkers
 * van hetzelfde bestand. Zie LEESMIJ.md. Alleen kop en rij, nooit wat er in een cel stond.
 */
var BLAD = 'Bewerkers';
var OVERGESLAGEN = ['Logboek', BLAD];
var KOPPEN = [
  'Regel', 'Tijdstip', 'Wie', 'Rol', 'Handeling', 'Blad', 'Rij', 'Oud', 'Nieuw', 'Reden'
];
var MEESTE_RIJEN = 50;

/** Eén keer uitvoeren, in elk bestand: maakt het blad en laat Google elke wijziging melden. */
function aanzetten() {
  var bestand = SpreadsheetApp.getActive();
  bewerkersblad(bestand);
  ScriptApp.getProjectTriggers().forEach(function (trigger) {
    if (trigger.getHandlerFunction() === 'bijWijziging') ScriptApp.deleteTrigger(trigger);
  });
  ScriptApp.newTrigger('bijWijziging').forSpreadsheet(bestand).onEdit().create();
}

/** Google roept dit aan na een wijziging door een mens; niet na een wijziging door de app. */
function bijWijziging(e) {
  var blad = e.range.getSheet();
  if (OVERGESLAGEN.indexOf(blad.getName()) >= 0) return;
  var log = bewerkersblad(blad.getParent());
  var koppen = log.getRange(1, 1, 1, log.getLastColumn()).getValues()[0];
  regels(e, blad).forEach(function (regel) {
    log.appendRow(koppen.map(function (kop) {
      return regel.hasOwnProperty(kop) ? regel[kop] : '';
    }));
  });
}

/** Per gewijzigde rij één regel; bij heel veel rijen één regel voor het geheel. */
function regels(e, blad) {
  var eerste = e.range.getRow();
  var laatste = eerste + e.range.getNumRows() - 1;
  var kolom = e.range.getColumn();
  var koppen = blad.getRange(1, kolom, 1, e.range.getNumColumns()).getValues()[0];
  var wat = koppen.filter(function (kop) { return kop !== ''; }).join(', ');
  if (laatste - eerste >= MEESTE_RIJEN) {
    return [regel(e, blad, 'rij ' + eerste + ' tot en met ' + laatste, wat)];
  }
  var sleutels = blad.getRange(eerste, 1, laatste - eerste + 1, 1).getValues();
  return sleutels.map(function (cel, plaats) {
    return regel(e, blad, String(cel[0]) || 'rij ' + (eerste + plaats), wat);
  });
}

function regel(e, blad, rij, wat) {
  return {
    Regel: 'BW-' + Utilities.getUuid(),
    Tijdstip: new Date(),
    Wie: adres(e),
    Handeling: 'gewijzigd in het blad',
    Blad: blad.getName(),
    Rij: rij,
    Reden: wat
  };
}

/** Google zegt het adres alleen van wie bij dezelfde organisatie hoort. */
function adres(e) {
  return (e.user && e.user.getEmail && e.user.getEmail()) || 'onbekend';
}

function bewerkersblad(bestand) {
  var blad = bestand.getSheetByName(BLAD);
  if (!blad) {
    blad = bestand.insertSheet(BLAD, bestand.getSheets().length);
    blad.appendRow(KOPPEN);
    blad.setFrozenRows(1);
  }
  return blad;
}
