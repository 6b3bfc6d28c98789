<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Foramen</name>
  <message>
   <source> (unverified)</source>
   <translation> (ungeprüft)</translation>
  </message>
  <message>
   <source> Some files were left out.</source>
   <translation> Einige Dateien wurden ausgelassen.</translation>
  </message>
  <message>
   <source> or </source>
   <translation> oder </translation>
  </message>
  <message>
   <source> · {value} root</source>
   <translation> · Wurzel {value}</translation>
  </message>
  <message>
   <source>, not placed: click to place</source>
   <translation>, nicht gesetzt: zum Setzen klicken</translation>
  </message>
  <message>
   <source>, placed: click to go there</source>
   <translation>, gesetzt: klicken, um dorthin zu gehen</translation>
  </message>
  <message>
   <source>, proposed: right-click to accept, click to place it yourself</source>
   <translation>, vorgeschlagen: Rechtsklick zum Annehmen, Klick zum Selbstsetzen</translation>
  </message>
  <message>
   <source>, round the end</source>
   <translation>, rund um das Ende</translation>
  </message>
  <message>
   <source>, signed and reopened as drafts: {count}</source>
   <translation>, signiert und als Entwurf wieder geöffnet: {count}</translation>
  </message>
  <message>
   <source>, stack {value} of {count}</source>
   <translation>, Stapel {value} von {count}</translation>
  </message>
  <message>
   <source>, uncertainty not known</source>
   <translation>, Unsicherheit nicht bekannt</translation>
  </message>
  <message>
   <source>1 mark hidden</source>
   <translation>1 Markierung ausgeblendet</translation>
  </message>
  <message>
   <source>1 saved window could not be read and is left out; save it again.</source>
   <translation>1 gespeicherte Fensterung konnte nicht gelesen werden und ist ausgelassen; speichern Sie sie erneut.</translation>
  </message>
  <message>
   <source>1 window</source>
   <translation>1 Fensterung</translation>
  </message>
  <message>
   <source>3-D</source>
   <translation>3-D</translation>
  </message>
  <message>
   <source>3-D could not be started ({reason}). {advice}</source>
   <translation>3-D konnte nicht gestartet werden ({reason}). {advice}</translation>
  </message>
  <message>
   <source>3-D cuts and look</source>
   <translation>3-D-Schnitte und Darstellung</translation>
  </message>
  <message>
   <source>3-D needs a volume; this series is shown image by image</source>
   <translation>3-D braucht ein Volumen; diese Serie wird Bild für Bild gezeigt</translation>
  </message>
  <message>
   <source>3-D preset</source>
   <translation>3-D-Voreinstellung</translation>
  </message>
  <message>
   <source>3-D preset {preset_id}</source>
   <translation>3-D-Voreinstellung {preset_id}</translation>
  </message>
  <message>
   <source>3-D standard views</source>
   <translation>3-D-Standardansichten</translation>
  </message>
  <message>
   <source>3-D viewport, empty</source>
   <translation>3-D-Bildfenster, leer</translation>
  </message>
  <message>
   <source>3-D viewport, {value}</source>
   <translation>3-D-Bildfenster, {value}</translation>
  </message>
  <message>
   <source>3-D works; there is nothing to try again.</source>
   <translation>3-D funktioniert; es gibt nichts erneut zu versuchen.</translation>
  </message>
  <message>
   <source>3-D: bone only, largest piece</source>
   <translation>3-D: nur Knochen, größtes Stück</translation>
  </message>
  <message>
   <source>3-D: bone only, the piece clicked</source>
   <translation>3-D: nur Knochen, das angeklickte Stück</translation>
  </message>
  <message>
   <source>3-D: clip box on or off</source>
   <translation>3-D: Schnittbox ein oder aus</translation>
  </message>
  <message>
   <source>3-D: cut along the next plane on screen</source>
   <translation>3-D: entlang der nächsten Ebene auf dem Bildschirm schneiden</translation>
  </message>
  <message>
   <source>3-D: from anterior</source>
   <translation>3-D: von anterior</translation>
  </message>
  <message>
   <source>3-D: from inferior</source>
   <translation>3-D: von inferior</translation>
  </message>
  <message>
   <source>3-D: from left</source>
   <translation>3-D: von links</translation>
  </message>
  <message>
   <source>3-D: from posterior</source>
   <translation>3-D: von posterior</translation>
  </message>
  <message>
   <source>3-D: from right</source>
   <translation>3-D: von rechts</translation>
  </message>
  <message>
   <source>3-D: from superior</source>
   <translation>3-D: von superior</translation>
  </message>
  <message>
   <source>3-D: keep the other side of the plane</source>
   <translation>3-D: andere Seite der Ebene behalten</translation>
  </message>
  <message>
   <source>3-D: move the face inward</source>
   <translation>3-D: Fläche nach innen verschieben</translation>
  </message>
  <message>
   <source>3-D: move the face outward</source>
   <translation>3-D: Fläche nach außen bewegen</translation>
  </message>
  <message>
   <source>3-D: narrower ramp</source>
   <translation>3-D: schmalere Rampe</translation>
  </message>
  <message>
   <source>3-D: next face of the clip box</source>
   <translation>3-D: nächste Fläche der Schnittbox</translation>
  </message>
  <message>
   <source>3-D: next preset</source>
   <translation>3-D: nächste Voreinstellung</translation>
  </message>
  <message>
   <source>3-D: previous preset</source>
   <translation>3-D: vorige Voreinstellung</translation>
  </message>
  <message>
   <source>3-D: ramp to higher values</source>
   <translation>3-D: Rampe zu höheren Werten</translation>
  </message>
  <message>
   <source>3-D: ramp to lower values</source>
   <translation>3-D: Rampe zu niedrigeren Werten</translation>
  </message>
  <message>
   <source>3-D: redo the cut</source>
   <translation>3-D: Schnitt wiederholen</translation>
  </message>
  <message>
   <source>3-D: scalpel</source>
   <translation>3-D: Skalpell</translation>
  </message>
  <message>
   <source>3-D: shading on or off</source>
   <translation>3-D: Schattierung ein oder aus</translation>
  </message>
  <message>
   <source>3-D: show everything again</source>
   <translation>3-D: wieder alles zeigen</translation>
  </message>
  <message>
   <source>3-D: try again after a failure</source>
   <translation>3-D: nach einem Fehler erneut versuchen</translation>
  </message>
  <message>
   <source>3-D: turn down</source>
   <translation>3-D: nach unten drehen</translation>
  </message>
  <message>
   <source>3-D: turn left</source>
   <translation>3-D: nach links drehen</translation>
  </message>
  <message>
   <source>3-D: turn right</source>
   <translation>3-D: nach rechts drehen</translation>
  </message>
  <message>
   <source>3-D: turn up</source>
   <translation>3-D: nach oben drehen</translation>
  </message>
  <message>
   <source>3-D: undo the cut</source>
   <translation>3-D: Schnitt rückgängig</translation>
  </message>
  <message>
   <source>3-D: wider ramp</source>
   <translation>3-D: breitere Rampe</translation>
  </message>
  <message>
   <source>3-D: zoom in</source>
   <translation>3-D: hineinzoomen</translation>
  </message>
  <message>
   <source>3-D: zoom out</source>
   <translation>3-D: verkleinern</translation>
  </message>
  <message>
   <source>; {undetermined} is left to refinement</source>
   <translation>; {undetermined} bleibt der Verfeinerung überlassen</translation>
  </message>
  <message>
   <source>A 3-D view has no size of its own.</source>
   <translation>Eine 3-D-Ansicht hat keine eigene Größe.</translation>
  </message>
  <message>
   <source>A 3-D view is not kept as a key image: it shows no plane. Use a cut, or save a picture (Shift+K).</source>
   <translation>Eine 3-D-Ansicht wird kein Schlüsselbild: Sie zeigt keine Ebene. Nehmen Sie einen Schnitt oder sichern Sie ein Bild (Umschalt+K).</translation>
  </message>
  <message>
   <source>A complaint needs a name, for example: left leg pain. The former name stays.</source>
   <translation>Eine Beschwerde braucht einen Namen, zum Beispiel: Schmerz im linken Bein. Der bisherige Name bleibt.</translation>
  </message>
  <message>
   <source>A curved reformat is not turned or thickened; Alt+X leaves it.</source>
   <translation>Eine gekrümmte Reformation wird nicht gedreht oder verdickt; Alt+X verlässt sie.</translation>
  </message>
  <message>
   <source>A curved reformat needs a CT or MR volume with a place in the patient.</source>
   <translation>Eine gekrümmte Reformatierung braucht ein CT- oder MR-Volumen mit einer Lage im Patienten.</translation>
  </message>
  <message>
   <source>A curved reformat needs at least two placed levels here: place them on the spine strip, or draw a line.</source>
   <translation>Eine gekrümmte Rekonstruktion braucht hier mindestens zwei gesetzte Höhen: Setzen Sie sie in der Wirbelsäulenleiste oder zeichnen Sie eine Linie.</translation>
  </message>
  <message>
   <source>A disc is aligned to on a CT or MR volume; this series has no place in the patient.</source>
   <translation>An einer Bandscheibe wird in einem CT- oder MR-Volumen ausgerichtet; diese Serie hat keinen Ort im Patienten.</translation>
  </message>
  <message>
   <source>A draft says DRAFT on every page. Final says that you have checked it.</source>
   <translation>Ein Entwurf trägt auf jeder Seite DRAFT. Endgültig besagt, dass Sie ihn geprüft haben.</translation>
  </message>
  <message>
   <source>A key image needs a name.</source>
   <translation>Ein Schlüsselbild braucht einen Namen.</translation>
  </message>
  <message>
   <source>A label needs a name.</source>
   <translation>Ein Label braucht einen Namen.</translation>
  </message>
  <message>
   <source>A layout is kept for a stage of a hanging protocol; none is on screen.</source>
   <translation>Ein Layout wird für eine Stufe eines Hanging-Protokolls behalten; keines ist auf dem Bildschirm.</translation>
  </message>
  <message>
   <source>A layout that sets planes is not kept. Edit the protocol to give its viewports planes.</source>
   <translation>Ein Layout, das Ebenen festlegt, wird nicht behalten. Bearbeiten Sie das Protokoll, um seinen Bildfenstern Ebenen zu geben.</translation>
  </message>
  <message>
   <source>A level</source>
   <translation>Eine Höhe</translation>
  </message>
  <message>
   <source>A marking tool stays in the hand after one mark</source>
   <translation>Ein Markierwerkzeug bleibt nach einer Markierung in der Hand</translation>
  </message>
  <message>
   <source>A newer study of this patient was read ({day}). What is on screen stays.</source>
   <translation>Eine neuere Untersuchung dieses Patienten wurde eingelesen ({day}). Was auf dem Bildschirm ist, bleibt.</translation>
  </message>
  <message>
   <source>A pixel is then {width} mm wide.</source>
   <translation>Ein Pixel ist dann {width} mm breit.</translation>
  </message>
  <message>
   <source>A radiograph has no depth: segmentation needs a volume, such as CT or MR.</source>
   <translation>Ein Röntgenbild hat keine Tiefe: Segmentieren braucht ein Volumen wie CT oder MR.</translation>
  </message>
  <message>
   <source>A report numbers this spine differently: say so to whoever treats the patient.</source>
   <translation>Ein Bericht zählt diese Wirbelsäule anders: Sagen Sie das allen, die behandeln.</translation>
  </message>
  <message>
   <source>A segmentation is kept in a case; open one first.</source>
   <translation>Eine Segmentierung gehört zu einem Fall; öffnen Sie zuerst einen.</translation>
  </message>
  <message>
   <source>A target says where the needle goes and for which finding. Press T to add one for the selected finding.</source>
   <translation>Ein Ziel sagt, wohin die Nadel geht und für welchen Befund. Drücken Sie T, um eines für den gewählten Befund hinzuzufügen.</translation>
  </message>
  <message>
   <source>A vertebra was missed above {name} ...</source>
   <translation>Über {name} wurde ein Wirbel übersehen …</translation>
  </message>
  <message>
   <source>A vertebra was missed below {name} ...</source>
   <translation>Unter {name} wurde ein Wirbel übersehen …</translation>
  </message>
  <message>
   <source>A window, or width and level like 350/40</source>
   <translation>Eine Fensterung, oder Breite und Zentrum wie 350/40</translation>
  </message>
  <message>
   <source>Accept</source>
   <translation>Annehmen</translation>
  </message>
  <message>
   <source>Accept all (Enter)</source>
   <translation>Alle annehmen (Eingabe)</translation>
  </message>
  <message>
   <source>Accept all proposed levels</source>
   <translation>Alle vorgeschlagenen Höhen annehmen</translation>
  </message>
  <message>
   <source>Accept all {count} proposed levels</source>
   <translation>Alle {count} vorgeschlagenen Höhen annehmen</translation>
  </message>
  <message>
   <source>Accept the registration under review</source>
   <translation>Registrierung in Prüfung annehmen</translation>
  </message>
  <message>
   <source>Accept {name} as proposed</source>
   <translation>{name} wie vorgeschlagen annehmen</translation>
  </message>
  <message>
   <source>Acquisition</source>
   <translation>Aufnahme</translation>
  </message>
  <message>
   <source>Actions…</source>
   <translation>Aktionen…</translation>
  </message>
  <message>
   <source>Acuity</source>
   <translation>Alter des Befunds</translation>
  </message>
  <message>
   <source>Add L6</source>
   <translation>L6 hinzufügen</translation>
  </message>
  <message>
   <source>Add a label first.</source>
   <translation>Legen Sie zuerst ein Label an.</translation>
  </message>
  <message>
   <source>Add a rule</source>
   <translation>Regel hinzufügen</translation>
  </message>
  <message>
   <source>Add a stage</source>
   <translation>Stufe hinzufügen</translation>
  </message>
  <message>
   <source>Add as a further key</source>
   <translation>Als weitere Taste hinzufügen</translation>
  </message>
  <message>
   <source>Add complaint</source>
   <translation>Beschwerde hinzufügen</translation>
  </message>
  <message>
   <source>Add finding {finding_words}</source>
   <translation>Befund hinzufügen: {finding_words}</translation>
  </message>
  <message>
   <source>Add label</source>
   <translation>Label anlegen</translation>
  </message>
  <message>
   <source>Add treatment</source>
   <translation>Behandlung hinzufügen</translation>
  </message>
  <message>
   <source>Add what the patient complains of, the worst first. Each complaint can then be tied to a finding.</source>
   <translation>Fügen Sie hinzu, worüber der Patient klagt, das Schlimmste zuerst. Jede Beschwerde lässt sich dann mit einem Befund verbinden.</translation>
  </message>
  <message>
   <source>Add {words}</source>
   <translation>{words} hinzufügen</translation>
  </message>
  <message>
   <source>Added to the points of a match: of two that fit, the one with more points opens</source>
   <translation>Wird zu den Punkten einer Übereinstimmung addiert: von zwei passenden öffnet sich das mit mehr Punkten</translation>
  </message>
  <message>
   <source>Adopt as {kind}</source>
   <translation>Übernehmen als {kind}</translation>
  </message>
  <message>
   <source>Adopt chosen</source>
   <translation>Gewählte übernehmen</translation>
  </message>
  <message>
   <source>Adopt {title}</source>
   <translation>{title} übernehmen</translation>
  </message>
  <message>
   <source>Adopted</source>
   <translation>Übernommen</translation>
  </message>
  <message>
   <source>Adopted before or read only, as the list says: {left}.</source>
   <translation>Schon übernommen oder nur lesbar, wie die Liste sagt: {left}.</translation>
  </message>
  <message>
   <source>After one mark the former tool comes back; click a marking tool twice to keep it.</source>
   <translation>Nach einer Markierung kommt das vorige Werkzeug zurück; zweimal klicken behält ein Markierwerkzeug.</translation>
  </message>
  <message>
   <source>Against</source>
   <translation>Dagegen</translation>
  </message>
  <message>
   <source>Against the study before</source>
   <translation>Gegen die Voruntersuchung</translation>
  </message>
  <message>
   <source>Against {before}: not compared yet</source>
   <translation>Gegen {before}: noch nicht verglichen</translation>
  </message>
  <message>
   <source>Against {before}: {said}</source>
   <translation>Gegen {before}: {said}</translation>
  </message>
  <message>
   <source>Against {before}: {said} by measurement, not confirmed</source>
   <translation>Gegen {before}: {said} nach Messung, nicht bestätigt</translation>
  </message>
  <message>
   <source>Align axial to this disc</source>
   <translation>Axial an dieser Bandscheibe ausrichten</translation>
  </message>
  <message>
   <source>Align to disc</source>
   <translation>An Bandscheibe ausrichten</translation>
  </message>
  <message>
   <source>Align to disc: two clicks along it</source>
   <translation>An Bandscheibe ausrichten: zwei Klicks entlang der Bandscheibe</translation>
  </message>
  <message>
   <source>Align to the labelled disc at the cursor</source>
   <translation>An der beschrifteten Bandscheibe am Cursor ausrichten</translation>
  </message>
  <message>
   <source>Align to the next disc above</source>
   <translation>An der nächsthöheren Bandscheibe ausrichten</translation>
  </message>
  <message>
   <source>Align to the next disc below</source>
   <translation>An der nächsten Bandscheibe darunter ausrichten</translation>
  </message>
  <message>
   <source>Align.</source>
   <translation>Stell.</translation>
  </message>
  <message>
   <source>Alignment</source>
   <translation>Stellung</translation>
  </message>
  <message>
   <source>All kinds</source>
   <translation>Alle Arten</translation>
  </message>
  <message>
   <source>All normal below</source>
   <translation>Alles darunter normal</translation>
  </message>
  <message>
   <source>All types</source>
   <translation>Alle Arten</translation>
  </message>
  <message>
   <source>All values</source>
   <translation>Alle Werte</translation>
  </message>
  <message>
   <source>Along the needle</source>
   <translation>Entlang der Nadel</translation>
  </message>
  <message>
   <source>Alt</source>
   <translation>Alt</translation>
  </message>
  <message>
   <source>Alt + click on a point</source>
   <translation>Alt + Klick auf einen Punkt</translation>
  </message>
  <message>
   <source>An outside report numbers this spine differently: {words}</source>
   <translation>Ein fremder Bericht zählt diese Wirbelsäule anders: {words}</translation>
  </message>
  <message>
   <source>Angle</source>
   <translation>Winkel</translation>
  </message>
  <message>
   <source>Angle of two lines</source>
   <translation>Winkel zweier Linien</translation>
  </message>
  <message>
   <source>Annotate</source>
   <translation>Beschriften</translation>
  </message>
  <message>
   <source>Approach angle</source>
   <translation>Zugangswinkel</translation>
  </message>
  <message>
   <source>Arrow</source>
   <translation>Pfeil</translation>
  </message>
  <message>
   <source>Arrows, Shift + arrows</source>
   <translation>Pfeile, Umschalt + Pfeile</translation>
  </message>
  <message>
   <source>As the coordinate says</source>
   <translation>Wie die Koordinate sagt</translation>
  </message>
  <message>
   <source>As the desktop</source>
   <translation>Wie der Desktop</translation>
  </message>
  <message>
   <source>As the header says ({badge}).</source>
   <translation>Wie der Header sagt ({badge}).</translation>
  </message>
  <message>
   <source>As the ledger says</source>
   <translation>Wie die Höhenliste sagt</translation>
  </message>
  <message>
   <source>Assess in the new study</source>
   <translation>In der neuen Untersuchung beurteilen</translation>
  </message>
  <message>
   <source>Assess in {date}</source>
   <translation>Beurteilen in {date}</translation>
  </message>
  <message>
   <source>Assumed. {value}{more}</source>
   <translation>Angenommen. {value}{more}</translation>
  </message>
  <message>
   <source>Auto from</source>
   <translation>Automatik ab</translation>
  </message>
  <message>
   <source>Auto to</source>
   <translation>Auto bis</translation>
  </message>
  <message>
   <source>Average, 7 days</source>
   <translation>Mittel, 7 Tage</translation>
  </message>
  <message>
   <source>Axial</source>
   <translation>Axial</translation>
  </message>
  <message>
   <source>Axial zone</source>
   <translation>Axiale Zone</translation>
  </message>
  <message>
   <source>B  both</source>
   <translation>B  beidseits</translation>
  </message>
  <message>
   <source>BMI needs weight and height</source>
   <translation>BMI braucht Gewicht und Größe</translation>
  </message>
  <message>
   <source>BMI {bmi:.1f} kg/m²</source>
   <translation>BMI {bmi:.1f} kg/m²</translation>
  </message>
  <message>
   <source>Back to the patient's planes</source>
   <translation>Zurück zu den Ebenen des Patienten</translation>
  </message>
  <message>
   <source>Back to the seeds, to do it again</source>
   <translation>Zurück zu den Startpunkten, um es zu wiederholen</translation>
  </message>
  <message>
   <source>Ball</source>
   <translation>Kugel</translation>
  </message>
  <message>
   <source>Benefit {value!r}: a whole number from 0 to 100, in per cent.</source>
   <translation>Nutzen {value!r}: eine ganze Zahl von 0 bis 100, in Prozent.</translation>
  </message>
  <message>
   <source>Best</source>
   <translation>Am geringsten</translation>
  </message>
  <message>
   <source>Between rows, columns</source>
   <translation>Zwischen Zeilen, Spalten</translation>
  </message>
  <message>
   <source>Between slices</source>
   <translation>Zwischen Schichten</translation>
  </message>
  <message>
   <source>Bidirectional</source>
   <translation>Zweiachsig</translation>
  </message>
  <message>
   <source>Black</source>
   <translation>Schwarz</translation>
  </message>
  <message>
   <source>Black below</source>
   <translation>Schwarz unter</translation>
  </message>
  <message>
   <source>Body part</source>
   <translation>Körperregion</translation>
  </message>
  <message>
   <source>Bone</source>
   <translation>Knochen</translation>
  </message>
  <message>
   <source>Bone in soft tissue</source>
   <translation>Knochen in Weichteilen</translation>
  </message>
  <message>
   <source>Bones, translucent</source>
   <translation>Knochen, durchscheinend</translation>
  </message>
  <message>
   <source>Brush</source>
   <translation>Pinsel</translation>
  </message>
  <message>
   <source>Brush in range</source>
   <translation>Pinsel im Bereich</translation>
  </message>
  <message>
   <source>C-arm</source>
   <translation>C-Bogen</translation>
  </message>
  <message>
   <source>Calibrate</source>
   <translation>Kalibrieren</translation>
  </message>
  <message>
   <source>Calibrate by known length…</source>
   <translation>Mit bekannter Länge kalibrieren…</translation>
  </message>
  <message>
   <source>Calibration by known length</source>
   <translation>Kalibrierung mit bekannter Länge</translation>
  </message>
  <message>
   <source>Canal, AP</source>
   <translation>Kanal, AP</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled; nothing was cut.</source>
   <translation>Abgebrochen; nichts wurde geschnitten.</translation>
  </message>
  <message>
   <source>Card, 85.60 mm wide</source>
   <translation>Karte, 85,60 mm breit</translation>
  </message>
  <message>
   <source>Carry to the study of {date}</source>
   <translation>In die Untersuchung vom {date} mitnehmen</translation>
  </message>
  <message>
   <source>Case and program</source>
   <translation>Fall und Programm</translation>
  </message>
  <message>
   <source>Case list</source>
   <translation>Fallliste</translation>
  </message>
  <message>
   <source>Cases</source>
   <translation>Fälle</translation>
  </message>
  <message>
   <source>Central</source>
   <translation>Zentral</translation>
  </message>
  <message>
   <source>Central canal</source>
   <translation>Zentraler Kanal</translation>
  </message>
  <message>
   <source>Central stenosis (Kang)</source>
   <translation>Zentrale Stenose (Kang)</translation>
  </message>
  <message>
   <source>Central stenosis (Schizas)</source>
   <translation>Zentrale Stenose (Schizas)</translation>
  </message>
  <message>
   <source>Centre</source>
   <translation>Zentrum</translation>
  </message>
  <message>
   <source>Certainty</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <source>Cervical</source>
   <translation>Zervikal</translation>
  </message>
  <message>
   <source>Change keys…</source>
   <translation>Tasten ändern…</translation>
  </message>
  <message>
   <source>Change {words}</source>
   <translation>{words} ändern</translation>
  </message>
  <message>
   <source>Changed here and not saved yet.</source>
   <translation>Hier geändert und noch nicht gespeichert.</translation>
  </message>
  <message>
   <source>Changes: {count}</source>
   <translation>Änderungen: {count}</translation>
  </message>
  <message>
   <source>Chart</source>
   <translation>Akte</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Choose ...</source>
   <translation>Wählen ...</translation>
  </message>
  <message>
   <source>Choose a command, then press its new keys in the field below.</source>
   <translation>Wählen Sie einen Befehl und drücken Sie dann seine neuen Tasten im Feld darunter.</translation>
  </message>
  <message>
   <source>Choose a layout…</source>
   <translation>Layout wählen…</translation>
  </message>
  <message>
   <source>Choose a type from the catalogue: type a few letters, then Enter.</source>
   <translation>Typ aus dem Katalog wählen: einige Buchstaben tippen, dann Eingabe.</translation>
  </message>
  <message>
   <source>Choose or add a target first.</source>
   <translation>Wählen Sie zuerst ein Ziel oder fügen Sie eines hinzu.</translation>
  </message>
  <message>
   <source>Choose the finding this target is for, in Read or Explain, or mark one first (M).</source>
   <translation>Wählen Sie in Befunden oder Erklären den Befund, für den dieses Ziel ist, oder markieren Sie zuerst einen (M).</translation>
  </message>
  <message>
   <source>Choose the level. It is never guessed.</source>
   <translation>Wählen Sie die Höhe. Sie wird nie geraten.</translation>
  </message>
  <message>
   <source>Choose the patient's side.</source>
   <translation>Wählen Sie die Seite des Patienten.</translation>
  </message>
  <message>
   <source>Cine</source>
   <translation>Cine</translation>
  </message>
  <message>
   <source>Cine: faster</source>
   <translation>Cine: schneller</translation>
  </message>
  <message>
   <source>Cine: next frame, round the end</source>
   <translation>Cine: nächstes Bild, über das Ende hinaus von vorn</translation>
  </message>
  <message>
   <source>Cine: previous frame, round the end</source>
   <translation>Cine: vorheriges Bild, am Ende von vorn</translation>
  </message>
  <message>
   <source>Cine: slower</source>
   <translation>Cine: langsamer</translation>
  </message>
  <message>
   <source>Cine: start or stop</source>
   <translation>Cine: starten oder anhalten</translation>
  </message>
  <message>
   <source>Cine: start over, or run there and back</source>
   <translation>Cine: von vorn beginnen oder hin und zurück laufen</translation>
  </message>
  <message>
   <source>Circle</source>
   <translation>Kreis</translation>
  </message>
  <message>
   <source>Click a cell to link or unlink. ● linked by you.</source>
   <translation>Zelle anklicken, um zu verknüpfen oder zu lösen. ● von Ihnen verknüpft.</translation>
  </message>
  <message>
   <source>Click a level: {up} above, {down} below</source>
   <translation>Eine Höhe anklicken: {up} darüber, {down} darunter</translation>
  </message>
  <message>
   <source>Click a vertebra or a disc and name it</source>
   <translation>Einen Wirbel oder eine Bandscheibe anklicken und benennen</translation>
  </message>
  <message>
   <source>Click along the line; a double click ends it</source>
   <translation>Entlang der Linie klicken; ein Doppelklick beendet sie</translation>
  </message>
  <message>
   <source>Click around it; the first point, Enter or a double click closes, Backspace takes one back</source>
   <translation>Ringsum klicken; der erste Punkt, Eingabe oder ein Doppelklick schließt, Rücktaste nimmt einen zurück</translation>
  </message>
  <message>
   <source>Click inside what is to be filled</source>
   <translation>In das klicken, was gefüllt werden soll</translation>
  </message>
  <message>
   <source>Click on an image where the {value} lies.</source>
   <translation>Klicken Sie auf einem Bild auf die Stelle: {value}.</translation>
  </message>
  <message>
   <source>Click on the bone to keep</source>
   <translation>Auf den Knochen klicken, der bleiben soll</translation>
  </message>
  <message>
   <source>Click on what hurts.</source>
   <translation>Klicken Sie auf das, was schmerzt.</translation>
  </message>
  <message>
   <source>Click on {title_of} or on {title_of2}.</source>
   <translation>Klicken Sie auf {title_of} oder auf {title_of2}.</translation>
  </message>
  <message>
   <source>Click or drag the diameter across it</source>
   <translation>Den Durchmesser quer dazu klicken oder ziehen</translation>
  </message>
  <message>
   <source>Click point by point; Enter or a double click ends, Backspace takes one back</source>
   <translation>Punkt für Punkt klicken; Eingabe oder ein Doppelklick beendet, Rücktaste nimmt einen zurück</translation>
  </message>
  <message>
   <source>Click the centre of {vertebra_or_disc}</source>
   <translation>Auf die Mitte von {vertebra_or_disc} klicken</translation>
  </message>
  <message>
   <source>Click the centre of {vertebra_or_disc} on the image. Esc ends.</source>
   <translation>Klicken Sie auf dem Bild auf die Mitte: {vertebra_or_disc}. Esc beendet.</translation>
  </message>
  <message>
   <source>Click to read it beside the images</source>
   <translation>Klicken, um es neben den Bildern zu lesen</translation>
  </message>
  <message>
   <source>Click to see the images as it shows them; click again to see them as they are</source>
   <translation>Klicken, um die Bilder so zu sehen, wie diese Präsentation sie zeigt; erneut klicken, um sie so zu sehen, wie sie sind</translation>
  </message>
  <message>
   <source>Click to see why they were chosen and go to each</source>
   <translation>Klicken, um zu sehen, warum sie gewählt wurden, und zu jedem zu gehen</translation>
  </message>
  <message>
   <source>Click twice along a disc, on a sagittal picture</source>
   <translation>Zweimal entlang einer Bandscheibe klicken, auf einem sagittalen Bild</translation>
  </message>
  <message>
   <source>Click vertebrae or discs on the image. Esc ends.</source>
   <translation>Wirbel oder Bandscheiben im Bild anklicken. Esc beendet.</translation>
  </message>
  <message>
   <source>Click, click, Enter or double click</source>
   <translation>Klick, Klick, Eingabe oder Doppelklick</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close (Esc)</source>
   <translation>Schließen (Esc)</translation>
  </message>
  <message>
   <source>Close case</source>
   <translation>Fall schließen</translation>
  </message>
  <message>
   <source>Close the registration</source>
   <translation>Registrierung schließen</translation>
  </message>
  <message>
   <source>Close the segmentation</source>
   <translation>Segmentierung schließen</translation>
  </message>
  <message>
   <source>Cobb angle</source>
   <translation>Cobb-Winkel</translation>
  </message>
  <message>
   <source>Colour</source>
   <translation>Farbe</translation>
  </message>
  <message>
   <source>Colour map</source>
   <translation>Farbtabelle</translation>
  </message>
  <message>
   <source>Colour map: Fall</source>
   <translation>Farbtabelle: Herbst</translation>
  </message>
  <message>
   <source>Colour map: Hot Iron</source>
   <translation>Farbtabelle: Hot Iron</translation>
  </message>
  <message>
   <source>Colour map: Hot Metal Blue</source>
   <translation>Farbtabelle: Hot Metal Blue</translation>
  </message>
  <message>
   <source>Colour map: PET</source>
   <translation>Farbtabelle: PET</translation>
  </message>
  <message>
   <source>Colour map: PET 20 Step</source>
   <translation>Farbtabelle: PET 20 Step</translation>
  </message>
  <message>
   <source>Colour map: Spring</source>
   <translation>Farbtabelle: Frühling</translation>
  </message>
  <message>
   <source>Colour map: Summer</source>
   <translation>Farbtabelle: Summer</translation>
  </message>
  <message>
   <source>Colour map: Winter</source>
   <translation>Farbtabelle: Winter</translation>
  </message>
  <message>
   <source>Colour map: grey</source>
   <translation>Farbtabelle: grau</translation>
  </message>
  <message>
   <source>Colour of the mark…</source>
   <translation>Farbe der Markierung…</translation>
  </message>
  <message>
   <source>Column normal</source>
   <translation>Spalte normal</translation>
  </message>
  <message>
   <source>Command</source>
   <translation>Befehl</translation>
  </message>
  <message>
   <source>Command, level, finding, series or patient</source>
   <translation>Befehl, Höhe, Befund, Serie oder Patient</translation>
  </message>
  <message>
   <source>Commands and their keys</source>
   <translation>Befehle und ihre Tasten</translation>
  </message>
  <message>
   <source>Comment</source>
   <translation>Kommentar</translation>
  </message>
  <message>
   <source>Comment on {row}</source>
   <translation>Kommentar zu {row}</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Compare by</source>
   <translation>Vergleichen durch</translation>
  </message>
  <message>
   <source>Compare with prior</source>
   <translation>Mit Voruntersuchung vergleichen</translation>
  </message>
  <message>
   <source>Compare with the study of {value}</source>
   <translation>Mit der Untersuchung vom {value} vergleichen</translation>
  </message>
  <message>
   <source>Complaint</source>
   <translation>Beschwerde</translation>
  </message>
  <message>
   <source>Complaints</source>
   <translation>Beschwerden</translation>
  </message>
  <message>
   <source>Confidence</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <source>Confirm numbering</source>
   <translation>Zählung bestätigen</translation>
  </message>
  <message>
   <source>Contact with the nerve</source>
   <translation>Kontakt zum Nerv</translation>
  </message>
  <message>
   <source>Contralateral oblique · </source>
   <translation>Kontralateral schräg · </translation>
  </message>
  <message>
   <source>Contrast</source>
   <translation>Kontrast</translation>
  </message>
  <message>
   <source>Copied. The picture shows who the patient is.</source>
   <translation>Kopiert. Das Bild zeigt, wer der Patient ist.</translation>
  </message>
  <message>
   <source>Copy a picture of the viewport</source>
   <translation>Bild des Bildfensters kopieren</translation>
  </message>
  <message>
   <source>Copy marks as text</source>
   <translation>Markierungen als Text kopieren</translation>
  </message>
  <message>
   <source>Copy the mark to the level above</source>
   <translation>Markierung auf die Höhe darüber kopieren</translation>
  </message>
  <message>
   <source>Copy the mark to the level below</source>
   <translation>Markierung auf die Höhe darunter kopieren</translation>
  </message>
  <message>
   <source>Copy the mark to the other side</source>
   <translation>Markierung auf die andere Seite kopieren</translation>
  </message>
  <message>
   <source>Copy to level</source>
   <translation>Auf Höhe kopieren</translation>
  </message>
  <message>
   <source>Copy to the other side</source>
   <translation>Auf die andere Seite kopieren</translation>
  </message>
  <message>
   <source>Coronal</source>
   <translation>Koronar</translation>
  </message>
  <message>
   <source>Counted</source>
   <translation>Gezählt</translation>
  </message>
  <message>
   <source>Counting the values…</source>
   <translation>Werte werden gezählt…</translation>
  </message>
  <message>
   <source>Cross-lines turn where three planes of one volume are on screen (Shift+F5).</source>
   <translation>Schnittlinien drehen sich dort, wo drei Ebenen eines Volumens auf dem Bildschirm sind (Umschalt+F5).</translation>
  </message>
  <message>
   <source>Crosshair</source>
   <translation>Fadenkreuz</translation>
  </message>
  <message>
   <source>Ctrl + wheel</source>
   <translation>Strg + Rad</translation>
  </message>
  <message>
   <source>Current</source>
   <translation>Aktuell</translation>
  </message>
  <message>
   <source>Current and prior</source>
   <translation>Aktuelle und Voruntersuchung</translation>
  </message>
  <message>
   <source>Cursor</source>
   <translation>Cursor</translation>
  </message>
  <message>
   <source>Curve</source>
   <translation>Kurve</translation>
  </message>
  <message>
   <source>Curved reformat along a drawn line</source>
   <translation>Gekrümmte Rekonstruktion entlang einer gezeichneten Linie</translation>
  </message>
  <message>
   <source>Curved reformat along the labelled spine</source>
   <translation>Gekrümmte Reformatierung entlang der beschrifteten Wirbelsäule</translation>
  </message>
  <message>
   <source>Curved reformat, distances not true: measure and draw on a plane beside it.</source>
   <translation>Gekrümmte Reformatierung, Abstände nicht wahr: Messen und zeichnen Sie auf einer Ebene daneben.</translation>
  </message>
  <message>
   <source>Curved reformat: sagittal or coronal</source>
   <translation>Gekrümmte Reformatierung: sagittal oder koronar</translation>
  </message>
  <message>
   <source>Cut</source>
   <translation>Schnitt</translation>
  </message>
  <message>
   <source>Cut along</source>
   <translation>Schneiden entlang</translation>
  </message>
  <message>
   <source>Cutting</source>
   <translation>Schneiden</translation>
  </message>
  <message>
   <source>Date</source>
   <translation>Datum</translation>
  </message>
  <message>
   <source>Decided by: {criteria}{doubt}</source>
   <translation>Entschieden nach: {criteria}{doubt}</translation>
  </message>
  <message>
   <source>Decision support only: lists reasons, recommends nothing.</source>
   <translation>Nur Entscheidungshilfe: nennt Gründe, empfiehlt nichts.</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Description</source>
   <translation>Beschreibung</translation>
  </message>
  <message>
   <source>Detail</source>
   <translation>Detail</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Details</translation>
  </message>
  <message>
   <source>Details ({count})</source>
   <translation>Details ({count})</translation>
  </message>
  <message>
   <source>Details of the message</source>
   <translation>Einzelheiten der Meldung</translation>
  </message>
  <message>
   <source>Disc</source>
   <translation>Bandsch.</translation>
  </message>
  <message>
   <source>Disc height index</source>
   <translation>Bandscheibenhöhenindex</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Dismiss the proposed levels (Esc)</source>
   <translation>Vorgeschlagene Höhen verwerfen (Esc)</translation>
  </message>
  <message>
   <source>Display</source>
   <translation>Anzeige</translation>
  </message>
  <message>
   <source>Distance of parallels</source>
   <translation>Abstand von Parallelen</translation>
  </message>
  <message>
   <source>Does not belong to this finding</source>
   <translation>Gehört nicht zu diesem Befund</translation>
  </message>
  <message>
   <source>Does not fit. {why_not}</source>
   <translation>Passt nicht. {why_not}</translation>
  </message>
  <message>
   <source>Done again: {description}</source>
   <translation>Wiederholt: {description}</translation>
  </message>
  <message>
   <source>Double click</source>
   <translation>Doppelklick</translation>
  </message>
  <message>
   <source>Double click on a tool</source>
   <translation>Doppelklick auf ein Werkzeug</translation>
  </message>
  <message>
   <source>Double click on an edge</source>
   <translation>Doppelklick auf eine Kante</translation>
  </message>
  <message>
   <source>Draft</source>
   <translation>Entwurf</translation>
  </message>
  <message>
   <source>Drag a handle</source>
   <translation>Einen Griff ziehen</translation>
  </message>
  <message>
   <source>Drag a handle to move it; every move can be undone. Keys: W window, H crosshair, 0-7 presets.</source>
   <translation>Einen Griff ziehen, um ihn zu bewegen; jede Bewegung lässt sich rückgängig machen. Tasten: W Fensterung, H Fadenkreuz, 0-7 Voreinstellungen.</translation>
  </message>
  <message>
   <source>Drag a series here</source>
   <translation>Serie hierher ziehen</translation>
  </message>
  <message>
   <source>Drag along the longest diameter</source>
   <translation>Entlang des längsten Durchmessers ziehen</translation>
  </message>
  <message>
   <source>Drag from its centre outward</source>
   <translation>Von der Mitte nach außen ziehen</translation>
  </message>
  <message>
   <source>Drag over it; Shift makes it as high as wide</source>
   <translation>Darüber ziehen; Umschalt macht es so hoch wie breit</translation>
  </message>
  <message>
   <source>Drag to resize; double click makes all viewports equal</source>
   <translation>Ziehen ändert die Größe; Doppelklick macht alle Bildfenster gleich groß</translation>
  </message>
  <message>
   <source>Draw a length along something whose size you know, or choose one that is drawn. Escape ends.</source>
   <translation>Zeichnen Sie eine Länge entlang von etwas bekannter Größe, oder wählen Sie eine gezeichnete. Esc beendet.</translation>
  </message>
  <message>
   <source>Draw around it with the button held</source>
   <translation>Mit gehaltener Taste ringsum zeichnen</translation>
  </message>
  <message>
   <source>Draw around the region with the button held.</source>
   <translation>Mit gehaltener Taste um die Region zeichnen.</translation>
  </message>
  <message>
   <source>Drawing to compare with a card or a ruler</source>
   <translation>Zeichnung zum Vergleich mit einer Karte oder einem Lineal</translation>
  </message>
  <message>
   <source>Drop a folder, a zip archive, a CD or single DICOM files anywhere on this window. Then put the cursor on what hurts and press M.</source>
   <translation>Ziehen Sie einen Ordner, ein ZIP-Archiv, eine CD oder einzelne DICOM-Dateien irgendwo auf dieses Fenster. Setzen Sie dann den Cursor auf das, was schmerzt, und drücken Sie M.</translation>
  </message>
  <message>
   <source>Drop images here</source>
   <translation>Bilder hier ablegen</translation>
  </message>
  <message>
   <source>Drop the proposed levels</source>
   <translation>Vorgeschlagene Höhen verwerfen</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>Duplizieren</translation>
  </message>
  <message>
   <source>Dural sac area</source>
   <translation>Duralsackfläche</translation>
  </message>
  <message>
   <source>Each side</source>
   <translation>Je Seite</translation>
  </message>
  <message>
   <source>Earlier</source>
   <translation>Früher</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>Edit finding</source>
   <translation>Befund bearbeiten</translation>
  </message>
  <message>
   <source>Edit finding {finding_words}</source>
   <translation>Befund bearbeiten: {finding_words}</translation>
  </message>
  <message>
   <source>Edit hanging protocols…</source>
   <translation>Hanging-Protokolle bearbeiten…</translation>
  </message>
  <message>
   <source>Edit protocols…</source>
   <translation>Protokolle bearbeiten…</translation>
  </message>
  <message>
   <source>Effect on the nerve root</source>
   <translation>Wirkung auf die Nervenwurzel</translation>
  </message>
  <message>
   <source>Ellipse</source>
   <translation>Ellipse</translation>
  </message>
  <message>
   <source>Encircle what to remove, with Shift what to keep</source>
   <translation>Umkreisen, was entfernt werden soll, mit Umschalt, was bleiben soll</translation>
  </message>
  <message>
   <source>Endpl.</source>
   <translation>Deckpl.</translation>
  </message>
  <message>
   <source>Endplate</source>
   <translation>Deckplatte</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <source>Eraser</source>
   <translation>Radierer</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Evaluate</source>
   <translation>Untersuchen</translation>
  </message>
  <message>
   <source>Evaluation</source>
   <translation>Untersuchung</translation>
  </message>
  <message>
   <source>Every cell there is assessed already.</source>
   <translation>Dort ist jede Zelle schon beurteilt.</translation>
  </message>
  <message>
   <source>Everything that was set goes back to usual, on every page. This cannot be undone.</source>
   <translation>Alles Eingestellte geht auf jeder Seite auf das Übliche zurück. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>Exam, what is not normal</source>
   <translation>Körperliche Untersuchung, was nicht normal ist</translation>
  </message>
  <message>
   <source>Examination</source>
   <translation>Klinische Untersuchung</translation>
  </message>
  <message>
   <source>Expected root</source>
   <translation>Erwartete Wurzel</translation>
  </message>
  <message>
   <source>Explain</source>
   <translation>Erklären</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export draft</source>
   <translation>Entwurf exportieren</translation>
  </message>
  <message>
   <source>Export final</source>
   <translation>Endfassung exportieren</translation>
  </message>
  <message>
   <source>Exporting ...</source>
   <translation>Export läuft ...</translation>
  </message>
  <message>
   <source>Facet</source>
   <translation>Facette</translation>
  </message>
  <message>
   <source>Facet angles</source>
   <translation>Facettenwinkel</translation>
  </message>
  <message>
   <source>Facet arthropathy (Weishaupt); synovial cyst</source>
   <translation>Facettenarthropathie (Weishaupt); Synovialzyste</translation>
  </message>
  <message>
   <source>Facet joint</source>
   <translation>Facettengelenk</translation>
  </message>
  <message>
   <source>Fade between the two series</source>
   <translation>Zwischen den beiden Serien überblenden</translation>
  </message>
  <message>
   <source>Fat in the multifidus (Goutallier), kept as a grade without a finding</source>
   <translation>Fett im Multifidus (Goutallier), als Grad ohne Befund behalten</translation>
  </message>
  <message>
   <source>Favourite: listed first</source>
   <translation>Favorit: steht zuerst</translation>
  </message>
  <message>
   <source>Favourites</source>
   <translation>Favoriten</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Fill between</source>
   <translation>Dazwischen füllen</translation>
  </message>
  <message>
   <source>Filter marks</source>
   <translation>Markierungen filtern</translation>
  </message>
  <message>
   <source>Final</source>
   <translation>Endgültig</translation>
  </message>
  <message>
   <source>Finding</source>
   <translation>Befund</translation>
  </message>
  <message>
   <source>Finding connected bone</source>
   <translation>Zusammenhängender Knochen wird gesucht</translation>
  </message>
  <message>
   <source>Finding level</source>
   <translation>Höhe des Befunds</translation>
  </message>
  <message>
   <source>Findings</source>
   <translation>Befunde</translation>
  </message>
  <message>
   <source>Finger held still</source>
   <translation>Finger still gehalten</translation>
  </message>
  <message>
   <source>Fingers and pen</source>
   <translation>Finger und Stift</translation>
  </message>
  <message>
   <source>First image</source>
   <translation>Erstes Bild</translation>
  </message>
  <message>
   <source>Fit to window</source>
   <translation>In Fenster einpassen</translation>
  </message>
  <message>
   <source>Fits the open patient. It has {points} points; of all that fit, the one with most opens.</source>
   <translation>Passt zum offenen Patienten. Es hat {points} Punkte; von allen passenden öffnet sich das mit den meisten.</translation>
  </message>
  <message>
   <source>Flip and rotate</source>
   <translation>Spiegeln und drehen</translation>
  </message>
  <message>
   <source>Flip left to right</source>
   <translation>Links-rechts spiegeln</translation>
  </message>
  <message>
   <source>Flip top to bottom</source>
   <translation>Oben und unten spiegeln</translation>
  </message>
  <message>
   <source>Fold</source>
   <translation>Einklappen</translation>
  </message>
  <message>
   <source>Fold the case panel</source>
   <translation>Fallbereich einklappen</translation>
  </message>
  <message>
   <source>Fold the spine strip</source>
   <translation>Wirbelsäulenleiste einklappen</translation>
  </message>
  <message>
   <source>Fold the study browser</source>
   <translation>Untersuchungsliste einklappen</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Folder for the chart packet</source>
   <translation>Ordner für das Aktenpaket</translation>
  </message>
  <message>
   <source>Folder for the packet</source>
   <translation>Ordner für das Paket</translation>
  </message>
  <message>
   <source>Folders, zip archives, CDs or single files</source>
   <translation>Ordner, ZIP-Archive, CDs oder einzelne Dateien</translation>
  </message>
  <message>
   <source>For the findings</source>
   <translation>Für die Befunde</translation>
  </message>
  <message>
   <source>Foram.</source>
   <translation>Foram.</translation>
  </message>
  <message>
   <source>Foramen</source>
   <translation>Foramen</translation>
  </message>
  <message>
   <source>Foramen, second window</source>
   <translation>Foramen, zweites Fenster</translation>
  </message>
  <message>
   <source>Foraminal stenosis (Kim)</source>
   <translation>Foraminale Stenose (Kim)</translation>
  </message>
  <message>
   <source>Foraminal stenosis (Lee)</source>
   <translation>Foraminale Stenose (Lee)</translation>
  </message>
  <message>
   <source>Form</source>
   <translation>Formular</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>Gefunden</translation>
  </message>
  <message>
   <source>Frame of Reference UID</source>
   <translation>Frame of Reference UID</translation>
  </message>
  <message>
   <source>Freehand region</source>
   <translation>Freihandregion</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Aus</translation>
  </message>
  <message>
   <source>From marks</source>
   <translation>Aus Markierungen</translation>
  </message>
  <message>
   <source>From {value}	{letter}</source>
   <translation>Von {value}	{letter}</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Vollbild</translation>
  </message>
  <message>
   <source>Fuse the registered series: on or off</source>
   <translation>Registrierte Serie fusionieren: ein oder aus</translation>
  </message>
  <message>
   <source>Fusion: fade, checkerboard, difference</source>
   <translation>Fusion: Überblendung, Schachbrett, Differenz</translation>
  </message>
  <message>
   <source>Fusion: less of the other series</source>
   <translation>Fusion: weniger von der anderen Serie</translation>
  </message>
  <message>
   <source>Fusion: more of the other series</source>
   <translation>Fusion: mehr von der anderen Serie</translation>
  </message>
  <message>
   <source>Fusion: next colour map</source>
   <translation>Fusion: nächste Farbtabelle</translation>
  </message>
  <message>
   <source>General</source>
   <translation>Allgemein</translation>
  </message>
  <message>
   <source>Give the reason: the grade differs from the one suggested.</source>
   <translation>Nennen Sie den Grund: Der Grad weicht vom vorgeschlagenen ab.</translation>
  </message>
  <message>
   <source>Give the reason: the level differs from the ledger's at the mark.</source>
   <translation>Nennen Sie den Grund: Die Höhe weicht von der Höhenliste an der Markierung ab.</translation>
  </message>
  <message>
   <source>Give the reason: the side differs from where the mark lies.</source>
   <translation>Geben Sie den Grund an: Die Seite weicht von der Lage der Markierung ab.</translation>
  </message>
  <message>
   <source>Go back to the place where a case was left</source>
   <translation>Zu dem Bereich zurückkehren, in dem ein Fall verlassen wurde</translation>
  </message>
  <message>
   <source>Go to {label}</source>
   <translation>Zu {label} gehen</translation>
  </message>
  <message>
   <source>Go to {name}</source>
   <translation>Zu {name} gehen</translation>
  </message>
  <message>
   <source>Grade</source>
   <translation>Grad</translation>
  </message>
  <message>
   <source>Grade grid</source>
   <translation>Gradtabelle</translation>
  </message>
  <message>
   <source>Grading scale</source>
   <translation>Gradskala</translation>
  </message>
  <message>
   <source>Grey</source>
   <translation>Grau</translation>
  </message>
  <message>
   <source>Grid of viewports, {rows} by {columns}</source>
   <translation>Raster aus Bildfenstern, {rows} mal {columns}</translation>
  </message>
  <message>
   <source>Grow</source>
   <translation>Wachsen</translation>
  </message>
  <message>
   <source>Grow by likeness</source>
   <translation>Nach Ähnlichkeit wachsen</translation>
  </message>
  <message>
   <source>Grow through values like those at the seed; without it through the range</source>
   <translation>Durch Werte wie am Saatpunkt wachsen; ohne dies durch den Wertebereich</translation>
  </message>
  <message>
   <source>Hang again</source>
   <translation>Neu hängen</translation>
  </message>
  <message>
   <source>Hang again, as the protocol says</source>
   <translation>Erneut hängen, wie es das Protokoll vorsieht</translation>
  </message>
  <message>
   <source>Hang it</source>
   <translation>Aufhängen</translation>
  </message>
  <message>
   <source>Hang it beside the later study</source>
   <translation>Neben die spätere Untersuchung hängen</translation>
  </message>
  <message>
   <source>Hang: {title}</source>
   <translation>Aufhängen: {title}</translation>
  </message>
  <message>
   <source>Hanging</source>
   <translation>Hanging</translation>
  </message>
  <message>
   <source>Hanging and layout</source>
   <translation>Hängung und Layout</translation>
  </message>
  <message>
   <source>Hanging protocol: {value}</source>
   <translation>Hanging-Protokoll: {value}</translation>
  </message>
  <message>
   <source>Hanging protocols</source>
   <translation>Hanging-Protokolle</translation>
  </message>
  <message>
   <source>Hanging protocols say which series goes where, with which window and links.</source>
   <translation>Hanging-Protokolle sagen, welche Serie wohin kommt, mit welcher Fensterung und welchen Verknüpfungen.</translation>
  </message>
  <message>
   <source>Hanging protocols, those that fit first</source>
   <translation>Hanging-Protokolle, die passenden zuerst</translation>
  </message>
  <message>
   <source>Hanging protocol…</source>
   <translation>Hanging-Protokoll…</translation>
  </message>
  <message>
   <source>Height (Genant) and marrow of the upper vertebra</source>
   <translation>Höhe (Genant) und Mark des oberen Wirbels</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Hide marks of others</source>
   <translation>Fremde Markierungen ausblenden</translation>
  </message>
  <message>
   <source>Hide or show the mark</source>
   <translation>Markierung aus- oder einblenden</translation>
  </message>
  <message>
   <source>High</source>
   <translation>Hoch</translation>
  </message>
  <message>
   <source>Highest value painted</source>
   <translation>Höchster bemalter Wert</translation>
  </message>
  <message>
   <source>Hip</source>
   <translation>Hüfte</translation>
  </message>
  <message>
   <source>Hip centre-edge angle</source>
   <translation>Zentrum-Eck-Winkel der Hüfte</translation>
  </message>
  <message>
   <source>Hips</source>
   <translation>Hüften</translation>
  </message>
  <message>
   <source>Histogram</source>
   <translation>Histogramm</translation>
  </message>
  <message>
   <source>Hold the button</source>
   <translation>Taste halten</translation>
  </message>
  <message>
   <source>Hypotheses, not seen on images</source>
   <translation>Hypothesen, im Bild nicht zu sehen</translation>
  </message>
  <message>
   <source>Hypotheses: not seen on images</source>
   <translation>Hypothesen: im Bild nicht zu sehen</translation>
  </message>
  <message>
   <source>ICD-10-CM</source>
   <translation>ICD-10-CM</translation>
  </message>
  <message>
   <source>ICD-10-CM to propose, you confirm</source>
   <translation>ICD-10-CM als Vorschlag, Sie bestätigen</translation>
  </message>
  <message>
   <source>ICD-10-CM {codes}, to confirm</source>
   <translation>ICD-10-CM {codes}, zu bestätigen</translation>
  </message>
  <message>
   <source>ID {shown}</source>
   <translation>ID {shown}</translation>
  </message>
  <message>
   <source>ID {shown} ({name})</source>
   <translation>ID {shown} ({name})</translation>
  </message>
  <message>
   <source>Identification</source>
   <translation>Identifikation</translation>
  </message>
  <message>
   <source>Image</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Images are shown, but nothing can be stored: {desk_problem}</source>
   <translation>Bilder werden gezeigt, aber nichts kann gespeichert werden: {desk_problem}</translation>
  </message>
  <message>
   <source>Images of another patient: {display_name}, {identifier}. They are not shown here.</source>
   <translation>Bilder eines anderen Patienten: {display_name}, {identifier}. Sie werden hier nicht gezeigt.</translation>
  </message>
  <message>
   <source>Images stay as they are.</source>
   <translation>Bilder bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>Images without Patient ID and name. Identity unknown: cannot be shown under this case.</source>
   <translation>Bilder ohne Patienten-ID und Namen. Identität unbekannt: können nicht unter diesem Fall gezeigt werden.</translation>
  </message>
  <message>
   <source>Images, at least</source>
   <translation>Bilder, mindestens</translation>
  </message>
  <message>
   <source>In the patient's words: where, since when, what it is like</source>
   <translation>In den Worten des Patienten: wo, seit wann, wie es sich anfühlt</translation>
  </message>
  <message>
   <source>Incidental, not the pain</source>
   <translation>Nebenbefund, nicht der Schmerz</translation>
  </message>
  <message>
   <source>Invert grey levels</source>
   <translation>Grauwerte umkehren</translation>
  </message>
  <message>
   <source>Ipsilateral oblique · </source>
   <translation>Ipsilateral schräg · </translation>
  </message>
  <message>
   <source>Island at crosshair</source>
   <translation>Insel am Fadenkreuz</translation>
  </message>
  <message>
   <source>It belongs to a signed finding. Reopen the finding on its card first.</source>
   <translation>Sie gehört zu einem signierten Befund. Öffnen Sie den Befund zuerst auf seiner Karte wieder.</translation>
  </message>
  <message>
   <source>It is for scrolling side by side: crosshair, reference lines and marks do not use it.</source>
   <translation>Sie dient dem Scrollen nebeneinander: Fadenkreuz, Referenzlinien und Markierungen nutzen sie nicht.</translation>
  </message>
  <message>
   <source>Its names; leave empty when it agrees</source>
   <translation>Seine Namen; leer lassen, wenn er übereinstimmt</translation>
  </message>
  <message>
   <source>Joint space</source>
   <translation>Gelenkspalt</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep a marking tool after one mark, or not</source>
   <translation>Markierwerkzeug nach einer Markierung behalten oder nicht</translation>
  </message>
  <message>
   <source>Keep as open</source>
   <translation>Offen lassen</translation>
  </message>
  <message>
   <source>Keep the registered labels here</source>
   <translation>Registrierte Beschriftungen hier behalten</translation>
  </message>
  <message>
   <source>Keep this layout for the stage</source>
   <translation>Dieses Layout für die Stufe behalten</translation>
  </message>
  <message>
   <source>Keep this picture as a key image</source>
   <translation>Dieses Bild als Schlüsselbild behalten</translation>
  </message>
  <message>
   <source>Key image</source>
   <translation>Schlüsselbild</translation>
  </message>
  <message>
   <source>Key image {title}</source>
   <translation>Schlüsselbild {title}</translation>
  </message>
  <message>
   <source>Key image “{title}” kept, {linked}.</source>
   <translation>Schlüsselbild „{title}“ behalten, {linked}.</translation>
  </message>
  <message>
   <source>Key images</source>
   <translation>Schlüsselbilder</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>Keys and mouse</source>
   <translation>Tasten und Maus</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>Art</translation>
  </message>
  <message>
   <source>Kind of mark</source>
   <translation>Art der Markierung</translation>
  </message>
  <message>
   <source>Known length in mm</source>
   <translation>Bekannte Länge in mm</translation>
  </message>
  <message>
   <source>Known length of the line</source>
   <translation>Bekannte Länge der Linie</translation>
  </message>
  <message>
   <source>Kyphosis</source>
   <translation>Kyphose</translation>
  </message>
  <message>
   <source>L  left</source>
   <translation>L  links</translation>
  </message>
  <message>
   <source>L1 superior endplate, anterior</source>
   <translation>L1-Deckplatte, vorn</translation>
  </message>
  <message>
   <source>L1 superior endplate, posterior</source>
   <translation>L1-Deckplatte, hinten</translation>
  </message>
  <message>
   <source>L5=L6, L4=L5</source>
   <translation>L5=L6, L4=L5</translation>
  </message>
  <message>
   <source>L6 is not among the labels: place it, or renumber from the lowest lumbar vertebra.</source>
   <translation>L6 ist nicht beschriftet: Setzen Sie L6, oder zählen Sie ab dem untersten Lendenwirbel neu.</translation>
  </message>
  <message>
   <source>Label by clicking</source>
   <translation>Durch Klicken beschriften</translation>
  </message>
  <message>
   <source>Label the spine by clicking</source>
   <translation>Wirbelsäule durch Klicken beschriften</translation>
  </message>
  <message>
   <source>Label the spine first: these images have no levels to go to. Levels can be graded all the same.</source>
   <translation>Beschriften Sie zuerst die Wirbelsäule: Diese Bilder haben keine Höhen. Graduieren können Sie trotzdem.</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Largest island</source>
   <translation>Größte Insel</translation>
  </message>
  <message>
   <source>Last image</source>
   <translation>Letztes Bild</translation>
  </message>
  <message>
   <source>Lateral recess</source>
   <translation>Recessus lateralis</translation>
  </message>
  <message>
   <source>Lateral recess stenosis</source>
   <translation>Recessusstenose</translation>
  </message>
  <message>
   <source>Lay a bank or identity card on the screen and change the length until the drawing is exactly as wide.</source>
   <translation>Legen Sie eine Bank- oder Ausweiskarte auf den Bildschirm und ändern Sie die Länge, bis die Zeichnung genau so breit ist.</translation>
  </message>
  <message>
   <source>Lay a ruler on the screen and change the length until the line is exactly 100 mm long.</source>
   <translation>Legen Sie ein Lineal auf den Bildschirm und ändern Sie die Länge, bis die Linie genau 100 mm lang ist.</translation>
  </message>
  <message>
   <source>Layout</source>
   <translation>Layout</translation>
  </message>
  <message>
   <source>Layout: four viewports</source>
   <translation>Layout: vier Bildfenster</translation>
  </message>
  <message>
   <source>Layout: one large above, two below</source>
   <translation>Layout: ein großes oben, zwei unten</translation>
  </message>
  <message>
   <source>Layout: one large at the left, three beside it</source>
   <translation>Layout: ein großes links, drei daneben</translation>
  </message>
  <message>
   <source>Layout: one large at the left, two beside it</source>
   <translation>Layout: ein großes links, zwei daneben</translation>
  </message>
  <message>
   <source>Layout: one viewport</source>
   <translation>Layout: ein Bildfenster</translation>
  </message>
  <message>
   <source>Layout: three planes and 3-D</source>
   <translation>Layout: drei Ebenen und 3-D</translation>
  </message>
  <message>
   <source>Layout: three viewports and 3-D</source>
   <translation>Layout: drei Bildfenster und 3-D</translation>
  </message>
  <message>
   <source>Layout: two above, one large below</source>
   <translation>Layout: zwei oben, ein großes unten</translation>
  </message>
  <message>
   <source>Layout: two at the left, one large beside them</source>
   <translation>Layout: zwei links, ein großes daneben</translation>
  </message>
  <message>
   <source>Layout: two side by side</source>
   <translation>Layout: zwei nebeneinander</translation>
  </message>
  <message>
   <source>Least certain: {names}.</source>
   <translation>Am unsichersten: {names}.</translation>
  </message>
  <message>
   <source>Leave the curved reformat</source>
   <translation>Gekrümmte Reformatierung verlassen</translation>
  </message>
  <message>
   <source>Leave the image as it is</source>
   <translation>Bild lassen, wie es ist</translation>
  </message>
  <message>
   <source>Left drag</source>
   <translation>Ziehen mit links</translation>
  </message>
  <message>
   <source>Left out where a viewport would be empty</source>
   <translation>Ausgelassen, wo ein Bildfenster leer wäre</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>Length of a pixel</source>
   <translation>Länge eines Pixels</translation>
  </message>
  <message>
   <source>Length of the drawing</source>
   <translation>Länge der Zeichnung</translation>
  </message>
  <message>
   <source>Length of the drawing in pixels of the screen</source>
   <translation>Länge der Zeichnung in Pixeln des Bildschirms</translation>
  </message>
  <message>
   <source>Lengths change by {change} % against the header's ({badge}).</source>
   <translation>Längen ändern sich um {change} % gegen die des Headers ({badge}).</translation>
  </message>
  <message>
   <source>Level</source>
   <translation>Höhe</translation>
  </message>
  <message>
   <source>Level and side of the mark…</source>
   <translation>Höhe und Seite der Markierung…</translation>
  </message>
  <message>
   <source>Level and side of {mark}</source>
   <translation>Höhe und Seite von {mark}</translation>
  </message>
  <message>
   <source>Level set by hand: {reason}</source>
   <translation>Höhe von Hand gesetzt: {reason}</translation>
  </message>
  <message>
   <source>Level {name}</source>
   <translation>Höhe {name}</translation>
  </message>
  <message>
   <source>Levels are numbered on CT or MR: open a series that has patient coordinates.</source>
   <translation>Höhen werden auf CT oder MR gezählt: Öffnen Sie eine Serie mit Patientenkoordinaten.</translation>
  </message>
  <message>
   <source>Levels could not be proposed ({error}). Place them by hand.</source>
   <translation>Höhen konnten nicht vorgeschlagen werden ({error}). Setzen Sie sie von Hand.</translation>
  </message>
  <message>
   <source>Levels not placed: click here and then a vertebra, or a level and then its vertebra</source>
   <translation>Höhen nicht gesetzt: hier und dann auf einen Wirbel klicken, oder auf eine Höhe und dann ihren Wirbel</translation>
  </message>
  <message>
   <source>Levels: {words}</source>
   <translation>Höhen: {words}</translation>
  </message>
  <message>
   <source>Link</source>
   <translation>Verknüpfen</translation>
  </message>
  <message>
   <source>Link a length or a bidirectional mark placed in CT or MR first.</source>
   <translation>Verknüpfen Sie zuerst eine Länge oder zweiachsige Messung aus CT oder MR.</translation>
  </message>
  <message>
   <source>Link here by hand</source>
   <translation>Hier von Hand verknüpfen</translation>
  </message>
  <message>
   <source>Link panning</source>
   <translation>Verschieben verknüpfen</translation>
  </message>
  <message>
   <source>Link scrolling</source>
   <translation>Scrollen verknüpfen</translation>
  </message>
  <message>
   <source>Link windows</source>
   <translation>Fensterungen verknüpfen</translation>
  </message>
  <message>
   <source>Link windows: like series, all of a modality, off</source>
   <translation>Fensterungen verknüpfen: gleiche Serien, alle einer Modalität, aus</translation>
  </message>
  <message>
   <source>Link zooming</source>
   <translation>Zoom verknüpfen</translation>
  </message>
  <message>
   <source>Linked</source>
   <translation>Verknüpft</translation>
  </message>
  <message>
   <source>Linked by hand to {count} viewports</source>
   <translation>Von Hand mit {count} Bildfenstern verknüpft</translation>
  </message>
  <message>
   <source>Linked to</source>
   <translation>Verknüpft mit</translation>
  </message>
  <message>
   <source>Linked. Click to unlink.</source>
   <translation>Verknüpft. Zum Lösen klicken.</translation>
  </message>
  <message>
   <source>Linking</source>
   <translation>Verknüpfung</translation>
  </message>
  <message>
   <source>Links</source>
   <translation>Verknüpfungen</translation>
  </message>
  <message>
   <source>Links between viewports</source>
   <translation>Verknüpfungen zwischen Bildfenstern</translation>
  </message>
  <message>
   <source>Links by hand are removed.</source>
   <translation>Verknüpfungen von Hand sind entfernt.</translation>
  </message>
  <message>
   <source>List of marks</source>
   <translation>Liste der Markierungen</translation>
  </message>
  <message>
   <source>Loading the series.</source>
   <translation>Die Serie wird geladen.</translation>
  </message>
  <message>
   <source>Loading {name}</source>
   <translation>{name} wird geladen</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>Sperren</translation>
  </message>
  <message>
   <source>Lock or unlock the mark</source>
   <translation>Markierung sperren oder entsperren</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Log</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>Darstellung</translation>
  </message>
  <message>
   <source>Look again: {list}. Many C-arms do not reach this.</source>
   <translation>Noch einmal ansehen: {list}. Viele C-Bögen erreichen dies nicht.</translation>
  </message>
  <message>
   <source>Looking along the column from {level}</source>
   <translation>Sucht entlang der Wirbelsäule ab {level}</translation>
  </message>
  <message>
   <source>Lowest value painted</source>
   <translation>Niedrigster bemalter Wert</translation>
  </message>
  <message>
   <source>Lumbar</source>
   <translation>Lumbal</translation>
  </message>
  <message>
   <source>Lumbar lordosis</source>
   <translation>Lendenlordose</translation>
  </message>
  <message>
   <source>Lumbar-type vertebrae</source>
   <translation>Lumbale Wirbel</translation>
  </message>
  <message>
   <source>M  midline</source>
   <translation>M  Mitte</translation>
  </message>
  <message>
   <source>MR</source>
   <translation>MR</translation>
  </message>
  <message>
   <source>MR, maximum intensity</source>
   <translation>MR, maximale Intensität</translation>
  </message>
  <message>
   <source>Magnifier</source>
   <translation>Lupe</translation>
  </message>
  <message>
   <source>Magnifier lens</source>
   <translation>Lupe</translation>
  </message>
  <message>
   <source>Magnifier lens {factor:g}x: move the pointer over an image.</source>
   <translation>Lupe {factor:g}x: den Mauszeiger über ein Bild bewegen.</translation>
  </message>
  <message>
   <source>Magnifier while marking: on or off</source>
   <translation>Lupe beim Markieren: ein oder aus</translation>
  </message>
  <message>
   <source>Make all viewports equal</source>
   <translation>Alle Bildfenster gleich groß</translation>
  </message>
  <message>
   <source>Make the viewport lower</source>
   <translation>Bildfenster niedriger machen</translation>
  </message>
  <message>
   <source>Make the viewport narrower</source>
   <translation>Bildfenster schmaler machen</translation>
  </message>
  <message>
   <source>Make the viewport taller</source>
   <translation>Bildfenster höher machen</translation>
  </message>
  <message>
   <source>Make the viewport wider</source>
   <translation>Bildfenster breiter machen</translation>
  </message>
  <message>
   <source>Making the sample patients</source>
   <translation>Beispielpatienten werden angelegt</translation>
  </message>
  <message>
   <source>Mark</source>
   <translation>Markierung</translation>
  </message>
  <message>
   <source>Mark finding  M</source>
   <translation>Befund markieren  M</translation>
  </message>
  <message>
   <source>Mark finding at the cursor</source>
   <translation>Befund am Cursor markieren</translation>
  </message>
  <message>
   <source>Mark finding here	M</source>
   <translation>Befund hier markieren	M</translation>
  </message>
  <message>
   <source>Marking</source>
   <translation>Markieren</translation>
  </message>
  <message>
   <source>Marking tools stay in the hand until Esc or another tool.</source>
   <translation>Markierwerkzeuge bleiben in der Hand bis Esc oder einem anderen Werkzeug.</translation>
  </message>
  <message>
   <source>Marks</source>
   <translation>Markierungen</translation>
  </message>
  <message>
   <source>Marks (*.json)</source>
   <translation>Markierungen (*.json)</translation>
  </message>
  <message>
   <source>Marks adopted: {count}.</source>
   <translation>Markierungen übernommen: {count}.</translation>
  </message>
  <message>
   <source>Marks go on the image: click inside it.</source>
   <translation>Markierungen gehören auf das Bild: Klicken Sie hinein.</translation>
  </message>
  <message>
   <source>Marks of others</source>
   <translation>Fremde Markierungen</translation>
  </message>
  <message>
   <source>Marks of others ...</source>
   <translation>Fremde Markierungen …</translation>
  </message>
  <message>
   <source>Marks of others shown, read only: {count}. Adopt them from the list.</source>
   <translation>Fremde Markierungen gezeigt, nur lesbar: {count}. Übernehmen Sie sie aus der Liste.</translation>
  </message>
  <message>
   <source>Marks written to {name}: {count}.</source>
   <translation>Markierungen nach {name} geschrieben: {count}.</translation>
  </message>
  <message>
   <source>Matrix</source>
   <translation>Matrix</translation>
  </message>
  <message>
   <source>Maximum intensity</source>
   <translation>Maximale Intensität</translation>
  </message>
  <message>
   <source>Mean {mean} {unit}</source>
   <translation>Mittel {mean} {unit}</translation>
  </message>
  <message>
   <source>Mean {mean} ± {sd} {unit} (SD)</source>
   <translation>Mittel {mean} ± {sd} {unit} (SD)</translation>
  </message>
  <message>
   <source>Measure</source>
   <translation>Messen</translation>
  </message>
  <message>
   <source>Measure this screen</source>
   <translation>Diesen Bildschirm ausmessen</translation>
  </message>
  <message>
   <source>Measure this screen…</source>
   <translation>Diesen Bildschirm ausmessen…</translation>
  </message>
  <message>
   <source>Measured: {grade}, accepted ({rule})</source>
   <translation>Gemessen: {grade}, angenommen ({rule})</translation>
  </message>
  <message>
   <source>Measured: {grade}, not graded ({rule})</source>
   <translation>Gemessen: {grade}, nicht graduiert ({rule})</translation>
  </message>
  <message>
   <source>Measured: {suggested} ({rule}); you gave {grade}: {reason}</source>
   <translation>Gemessen: {suggested} ({rule}); Sie gaben {grade}: {reason}</translation>
  </message>
  <message>
   <source>Measured: {suggested}. {reason}</source>
   <translation>Gemessen: {suggested}. {reason}</translation>
  </message>
  <message>
   <source>Measurements</source>
   <translation>Messungen</translation>
  </message>
  <message>
   <source>Mechanism</source>
   <translation>Mechanismus</translation>
  </message>
  <message>
   <source>Message</source>
   <translation>Meldung</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Meldungen</translation>
  </message>
  <message>
   <source>Min {low}, max {high}, n {count}</source>
   <translation>Min {low}, Max {high}, n {count}</translation>
  </message>
  <message>
   <source>Mirror image of the mark</source>
   <translation>Spiegelbild der Markierung</translation>
  </message>
  <message>
   <source>Modality</source>
   <translation>Modalität</translation>
  </message>
  <message>
   <source>Modic type; Schmorl node</source>
   <translation>Modic-Typ; Schmorl-Knoten</translation>
  </message>
  <message>
   <source>More about {title}</source>
   <translation>Mehr über {title}</translation>
  </message>
  <message>
   <source>More commands</source>
   <translation>Weitere Befehle</translation>
  </message>
  <message>
   <source>More than one patient may be on screen: {doubt}. These images cannot be linked, fused or marked together.</source>
   <translation>Es kann mehr als ein Patient auf dem Bildschirm sein: {doubt}. Diese Bilder können nicht zusammen verknüpft, fusioniert oder markiert werden.</translation>
  </message>
  <message>
   <source>Motor</source>
   <translation>Motorik</translation>
  </message>
  <message>
   <source>Motor, MRC 0 to 5</source>
   <translation>Motorik, MRC 0 bis 5</translation>
  </message>
  <message>
   <source>Mouse ({source})</source>
   <translation>Maus ({source})</translation>
  </message>
  <message>
   <source>Mouse in 3-D</source>
   <translation>Maus in 3-D</translation>
  </message>
  <message>
   <source>Mouse, touch and pen</source>
   <translation>Maus, Touch und Stift</translation>
  </message>
  <message>
   <source>Move</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Move it here</source>
   <translation>Hierher verschieben</translation>
  </message>
  <message>
   <source>Moving through images</source>
   <translation>Durch Bilder bewegen</translation>
  </message>
  <message>
   <source>Muscle</source>
   <translation>Muskel</translation>
  </message>
  <message>
   <source>Must be</source>
   <translation>Muss sein</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Name of the key image</source>
   <translation>Name des Schlüsselbilds</translation>
  </message>
  <message>
   <source>Name of the label</source>
   <translation>Name des Labels</translation>
  </message>
  <message>
   <source>Name of {mark}</source>
   <translation>Name von {mark}</translation>
  </message>
  <message>
   <source>Name unknown</source>
   <translation>Name unbekannt</translation>
  </message>
  <message>
   <source>Named</source>
   <translation>Benannt</translation>
  </message>
  <message>
   <source>Needle</source>
   <translation>Nadel</translation>
  </message>
  <message>
   <source>Needle path</source>
   <translation>Nadelweg</translation>
  </message>
  <message>
   <source>Nerve root</source>
   <translation>Nervenwurzel</translation>
  </message>
  <message>
   <source>Neutral</source>
   <translation>Neutral</translation>
  </message>
  <message>
   <source>New complaint</source>
   <translation>Neue Beschwerde</translation>
  </message>
  <message>
   <source>New finding at cursor</source>
   <translation>Neuer Befund am Cursor</translation>
  </message>
  <message>
   <source>New finding of {mark}</source>
   <translation>Neuer Befund aus {mark}</translation>
  </message>
  <message>
   <source>New in the study of {date}</source>
   <translation>Neu in der Untersuchung vom {date}</translation>
  </message>
  <message>
   <source>New key: press the keys</source>
   <translation>Neue Taste: Tasten drücken</translation>
  </message>
  <message>
   <source>New rule</source>
   <translation>Neue Regel</translation>
  </message>
  <message>
   <source>New since {date}</source>
   <translation>Neu seit {date}</translation>
  </message>
  <message>
   <source>New stage</source>
   <translation>Neue Stufe</translation>
  </message>
  <message>
   <source>New target</source>
   <translation>Neues Ziel</translation>
  </message>
  <message>
   <source>New target  T</source>
   <translation>Neues Ziel  T</translation>
  </message>
  <message>
   <source>New target at this finding	T</source>
   <translation>Neues Ziel an diesem Befund	T</translation>
  </message>
  <message>
   <source>Next colour map</source>
   <translation>Nächste Farbtabelle</translation>
  </message>
  <message>
   <source>Next image</source>
   <translation>Nächstes Bild</translation>
  </message>
  <message>
   <source>Next series</source>
   <translation>Nächste Serie</translation>
  </message>
  <message>
   <source>Next stage of the hanging protocol</source>
   <translation>Nächste Stufe des Hanging-Protokolls</translation>
  </message>
  <message>
   <source>Next viewport</source>
   <translation>Nächstes Bildfenster</translation>
  </message>
  <message>
   <source>No 2-D viewport on screen cuts this volume. Show one of its planes beside the 3-D view.</source>
   <translation>Kein 2-D-Bildfenster auf dem Bildschirm schneidet dieses Volumen. Zeigen Sie eine seiner Ebenen neben der 3-D-Ansicht.</translation>
  </message>
  <message>
   <source>No accepted registration belongs to the active viewport.</source>
   <translation>Zum aktiven Bildfenster gehört keine angenommene Registrierung.</translation>
  </message>
  <message>
   <source>No calibration by known length belongs to the image of the active viewport.</source>
   <translation>Zum Bild des aktiven Bildfensters gehört keine Kalibrierung mit bekannter Länge.</translation>
  </message>
  <message>
   <source>No complaint is recorded. Add it under Evaluate (F2).</source>
   <translation>Es ist keine Beschwerde erfasst. Fügen Sie sie unter Untersuchen (F2) hinzu.</translation>
  </message>
  <message>
   <source>No copy was made: at {place} it would lie outside these images.</source>
   <translation>Keine Kopie: Bei {place} läge sie außerhalb dieser Bilder.</translation>
  </message>
  <message>
   <source>No date</source>
   <translation>Kein Datum</translation>
  </message>
  <message>
   <source>No disc is known here. Place the vertebrae above and below it on the spine strip, or press Alt+D and click twice along the disc.</source>
   <translation>Hier ist keine Bandscheibe bekannt. Setzen Sie die Wirbel darüber und darunter auf der Wirbelsäulenleiste oder drücken Sie Alt+D und klicken Sie zweimal entlang der Bandscheibe.</translation>
  </message>
  <message>
   <source>No earlier study of this patient has images like these (modality, plane, weighting and view).</source>
   <translation>Keine frühere Untersuchung dieses Patienten hat Bilder wie diese (Modalität, Ebene, Wichtung und Ansicht).</translation>
  </message>
  <message>
   <source>No finding is marked yet. Put the cursor on what hurts in Read (F1) and press M; it becomes a row here.</source>
   <translation>Noch ist kein Befund markiert. Setzen Sie den Cursor in Befunden (F1) auf das, was schmerzt, und drücken Sie M; es wird hier eine Zeile.</translation>
  </message>
  <message>
   <source>No finding is marked. Put the cursor on what hurts in Read and press M.</source>
   <translation>Es ist kein Befund markiert. Setzen Sie in Befunden den Cursor auf das, was schmerzt, und drücken Sie M.</translation>
  </message>
  <message>
   <source>No further level was recognised from {level}. Place the next ones by hand.</source>
   <translation>Ab {level} wurde keine weitere Höhe erkannt. Setzen Sie die nächsten von Hand.</translation>
  </message>
  <message>
   <source>No images in {place}: {reason}. Choose the folder that holds the DICOM files.</source>
   <translation>Keine Bilder in {place}: {reason}. Wählen Sie den Ordner, der die DICOM-Dateien enthält.</translation>
  </message>
  <message>
   <source>No images of this patient yet. Drop a folder, a zip archive or DICOM files anywhere on the window.</source>
   <translation>Noch keine Bilder dieses Patienten. Ziehen Sie einen Ordner, ein ZIP-Archiv oder DICOM-Dateien irgendwo auf das Fenster.</translation>
  </message>
  <message>
   <source>No key</source>
   <translation>Keine Taste</translation>
  </message>
  <message>
   <source>No key image was kept: {doubt}</source>
   <translation>Kein Schlüsselbild behalten: {doubt}</translation>
  </message>
  <message>
   <source>No level is called that. Write L4 for a vertebra, L4-5 for a disc.</source>
   <translation>Keine Höhe heißt so. Schreiben Sie L4 für einen Wirbel, L4-5 für eine Bandscheibe.</translation>
  </message>
  <message>
   <source>No level is placed here. Label the spine first.</source>
   <translation>Hier ist keine Höhe gesetzt. Beschriften Sie zuerst die Wirbelsäule.</translation>
  </message>
  <message>
   <source>No levels are proposed here.</source>
   <translation>Hier sind keine Höhen vorgeschlagen.</translation>
  </message>
  <message>
   <source>No longer a favourite</source>
   <translation>Kein Favorit mehr</translation>
  </message>
  <message>
   <source>No magnifier while marking.</source>
   <translation>Keine Lupe beim Markieren.</translation>
  </message>
  <message>
   <source>No mark is hidden.</source>
   <translation>Keine Markierung ist ausgeblendet.</translation>
  </message>
  <message>
   <source>No needle is planned on these images: the first view is sagittal</source>
   <translation>Auf diesen Bildern ist keine Nadel geplant: Die erste Ansicht ist sagittal</translation>
  </message>
  <message>
   <source>No patient coordinates here: levels go on CT or MR</source>
   <translation>Hier keine Patientenkoordinaten: Höhen werden auf CT oder MR gesetzt</translation>
  </message>
  <message>
   <source>No patient open</source>
   <translation>Kein Patient offen</translation>
  </message>
  <message>
   <source>No patients yet</source>
   <translation>Noch keine Patienten</translation>
  </message>
  <message>
   <source>No plane</source>
   <translation>Keine Ebene</translation>
  </message>
  <message>
   <source>No point was placed: open a registration that starts from point pairs, and put the crosshair on a place.</source>
   <translation>Kein Punkt wurde gesetzt: Öffnen Sie eine Registrierung, die von Punktpaaren ausgeht, und setzen Sie das Fadenkreuz auf eine Stelle.</translation>
  </message>
  <message>
   <source>No presentation is shown.</source>
   <translation>Es wird keine Präsentation gezeigt.</translation>
  </message>
  <message>
   <source>No procedure target is planned.</source>
   <translation>Es ist kein Eingriffsziel geplant.</translation>
  </message>
  <message>
   <source>No protocol</source>
   <translation>Kein Protokoll</translation>
  </message>
  <message>
   <source>No report, presentation or file of this patient holds a mark.</source>
   <translation>Kein Bericht, keine Präsentation und keine Datei dieses Patienten enthält eine Markierung.</translation>
  </message>
  <message>
   <source>No ribs at T12</source>
   <translation>Keine Rippen an T12</translation>
  </message>
  <message>
   <source>No rule asks for this here. Click to link an item.</source>
   <translation>Keine Regel fragt hier danach. Klicken, um einen Eintrag zu verknüpfen.</translation>
  </message>
  <message>
   <source>No seed points to measure at. </source>
   <translation>Keine Startpunkte, an denen gemessen werden kann. </translation>
  </message>
  <message>
   <source>No series of the open patient has patient coordinates. A needle is planned on CT or MR.</source>
   <translation>Keine Serie des geöffneten Patienten hat Patientenkoordinaten. Eine Nadel wird auf CT oder MR geplant.</translation>
  </message>
  <message>
   <source>No series of this patient has patient coordinates. A needle is planned on CT or MR: open one in Read.</source>
   <translation>Keine Serie dieses Patienten hat Patientenkoordinaten. Eine Nadel wird auf CT oder MR geplant: Öffnen Sie eine unter „Befunden“.</translation>
  </message>
  <message>
   <source>No small islands</source>
   <translation>Keine kleinen Inseln</translation>
  </message>
  <message>
   <source>No suggestion: {text}</source>
   <translation>Kein Vorschlag: {text}</translation>
  </message>
  <message>
   <source>No target can be signed until this is settled.</source>
   <translation>Kein Ziel kann signiert werden, bevor das geklärt ist.</translation>
  </message>
  <message>
   <source>No target can be signed until this is settled. Click to settle it.</source>
   <translation>Kein Ziel kann signiert werden, bevor das geklärt ist. Klicken zum Klären.</translation>
  </message>
  <message>
   <source>No viewport shows a curved reformat.</source>
   <translation>Kein Bildfenster zeigt eine gekrümmte Reformatierung.</translation>
  </message>
  <message>
   <source>Non-fracture deformity excluded</source>
   <translation>Deformität ohne Fraktur ausgeschlossen</translation>
  </message>
  <message>
   <source>Non-fracture deformity not excluded</source>
   <translation>Deformität ohne Fraktur nicht ausgeschlossen</translation>
  </message>
  <message>
   <source>None found.</source>
   <translation>Nichts gefunden.</translation>
  </message>
  <message>
   <source>None, a thin cut</source>
   <translation>Keine, ein dünner Schnitt</translation>
  </message>
  <message>
   <source>None. D measures a length, A an angle; the other tools are in the tool column.</source>
   <translation>Keine. D misst eine Länge, A einen Winkel; die anderen Werkzeuge stehen in der Werkzeugleiste.</translation>
  </message>
  <message>
   <source>None. K keeps the active picture with its window and marks.</source>
   <translation>Keine. K behält das aktive Bild mit Fensterung und Markierungen.</translation>
  </message>
  <message>
   <source>Not a medical device. Verify against source images.</source>
   <translation>Kein Medizinprodukt. An den Originalbildern überprüfen.</translation>
  </message>
  <message>
   <source>Not examined</source>
   <translation>Nicht untersucht</translation>
  </message>
  <message>
   <source>Not examined. Record it under Evaluate (F2).</source>
   <translation>Nicht untersucht. Unter Untersuchen (F2) erfassen.</translation>
  </message>
  <message>
   <source>Not linked. Click to link.</source>
   <translation>Nicht verknüpft. Zum Verknüpfen klicken.</translation>
  </message>
  <message>
   <source>Not linked: {error}.</source>
   <translation>Nicht verknüpft: {error}.</translation>
  </message>
  <message>
   <source>Not named</source>
   <translation>Nicht benannt</translation>
  </message>
  <message>
   <source>Not saved: {error}</source>
   <translation>Nicht gespeichert: {error}</translation>
  </message>
  <message>
   <source>Not straightened: {error}.</source>
   <translation>Nicht begradigt: {error}.</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>Nothing abnormal is recorded.</source>
   <translation>Es ist nichts Auffälliges erfasst.</translation>
  </message>
  <message>
   <source>Nothing changes yet: choose another name.</source>
   <translation>Noch ändert sich nichts: Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>Nothing fits. Try fewer letters.</source>
   <translation>Nichts passt. Versuchen Sie es mit weniger Buchstaben.</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>Nichts gefunden</translation>
  </message>
  <message>
   <source>Nothing found. Try fewer letters.</source>
   <translation>Nichts gefunden. Versuchen Sie es mit weniger Buchstaben.</translation>
  </message>
  <message>
   <source>Nothing fused</source>
   <translation>Nichts fusioniert</translation>
  </message>
  <message>
   <source>Nothing in the catalogue matches</source>
   <translation>Nichts im Katalog passt</translation>
  </message>
  <message>
   <source>Nothing is fused onto the active viewport. Ctrl+F fuses what is registered.</source>
   <translation>Auf das aktive Bildfenster ist nichts fusioniert. Strg+F fusioniert, was registriert ist.</translation>
  </message>
  <message>
   <source>Nothing is linked by hand.</source>
   <translation>Nichts ist von Hand verknüpft.</translation>
  </message>
  <message>
   <source>Nothing is marked while more than one patient may be on screen: {doubt}.</source>
   <translation>Es wird nichts markiert, solange mehr als ein Patient auf dem Bildschirm sein könnte: {doubt}.</translation>
  </message>
  <message>
   <source>Nothing is measured.</source>
   <translation>Es ist nichts gemessen.</translation>
  </message>
  <message>
   <source>Nothing is recorded in {cell}. Press one of the keys below.</source>
   <translation>In {cell} steht nichts. Drücken Sie eine der Tasten unten.</translation>
  </message>
  <message>
   <source>Nothing is shown here.</source>
   <translation>Hier wird nichts gezeigt.</translation>
  </message>
  <message>
   <source>Nothing is wrong with this protocol. Open a patient to see whether it fits.</source>
   <translation>An diesem Protokoll ist nichts falsch. Öffnen Sie einen Patienten, um zu sehen, ob es passt.</translation>
  </message>
  <message>
   <source>Nothing is wrong, but it does not fit the open patient. {why_not}</source>
   <translation>Nichts ist falsch, aber es passt nicht zum geöffneten Patienten. {why_not}</translation>
  </message>
  <message>
   <source>Nothing solid lies there. Click on the bone to keep.</source>
   <translation>Dort liegt nichts Festes. Klicken Sie auf den Knochen, der bleiben soll.</translation>
  </message>
  <message>
   <source>Nothing solid lies there: the crosshair stays. Click on bone, or shift the ramp to lower values.</source>
   <translation>Dort liegt nichts Festes: Das Fadenkreuz bleibt. Klicken Sie auf Knochen oder verschieben Sie die Rampe zu niedrigeren Werten.</translation>
  </message>
  <message>
   <source>Nothing to change: {what}.</source>
   <translation>Nichts zu ändern: {what}.</translation>
  </message>
  <message>
   <source>Nothing to fuse with: show the other series once, and register it onto this one where it needs that.</source>
   <translation>Nichts zum Fusionieren: Zeigen Sie die andere Serie einmal an und registrieren Sie sie auf diese, wo das nötig ist.</translation>
  </message>
  <message>
   <source>Nothing to undo</source>
   <translation>Nichts rückgängig zu machen</translation>
  </message>
  <message>
   <source>Nothing was exported. {error}</source>
   <translation>Es wurde nichts exportiert. {error}</translation>
  </message>
  <message>
   <source>Nothing was recorded: {doubt}</source>
   <translation>Nichts wurde eingetragen: {doubt}</translation>
  </message>
  <message>
   <source>Nothing yet.</source>
   <translation>Noch nichts.</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>Jetzt</translation>
  </message>
  <message>
   <source>Numbering</source>
   <translation>Zählung</translation>
  </message>
  <message>
   <source>Numbering ...</source>
   <translation>Zählung …</translation>
  </message>
  <message>
   <source>Numbering of the levels</source>
   <translation>Zählung der Höhen</translation>
  </message>
  <message>
   <source>Numbering: {title}</source>
   <translation>Zählung: {title}</translation>
  </message>
  <message>
   <source>One finger</source>
   <translation>Ein Finger</translation>
  </message>
  <message>
   <source>One image pixel for one screen pixel</source>
   <translation>Ein Bildpixel je Bildschirmpixel</translation>
  </message>
  <message>
   <source>Only a volume can be cut in other planes; this series is shown as acquired.</source>
   <translation>Nur ein Volumen lässt sich in anderen Ebenen schneiden; diese Serie wird wie aufgenommen gezeigt.</translation>
  </message>
  <message>
   <source>Only the picture of an image can be {done}; a 3-D view is turned with the mouse.</source>
   <translation>Nur das Bild einer Aufnahme kann {done} werden; eine 3-D-Ansicht wird mit der Maus gedreht.</translation>
  </message>
  <message>
   <source>Onset</source>
   <translation>Beginn</translation>
  </message>
  <message>
   <source>Onset date</source>
   <translation>Datum des Beginns</translation>
  </message>
  <message>
   <source>Onset date {value!r}: write 2026, 2026-09 or 2026-09-14.</source>
   <translation>Datum des Beginns {value!r}: Schreiben Sie 2026, 2026-09 oder 2026-09-14.</translation>
  </message>
  <message>
   <source>Open a case first.</source>
   <translation>Öffnen Sie zuerst einen Fall.</translation>
  </message>
  <message>
   <source>Open a case first: a calibration belongs to it.</source>
   <translation>Öffnen Sie zuerst einen Fall: Eine Kalibrierung gehört dazu.</translation>
  </message>
  <message>
   <source>Open a case first: marks belong to a patient.</source>
   <translation>Öffnen Sie zuerst einen Fall: Markierungen gehören zu einem Patienten.</translation>
  </message>
  <message>
   <source>Open a case first: there are no marks.</source>
   <translation>Öffnen Sie zuerst einen Fall: Es gibt keine Markierungen.</translation>
  </message>
  <message>
   <source>Open a case to see what would go to its chart.</source>
   <translation>Öffnen Sie einen Fall, um zu sehen, was in seine Akte käme.</translation>
  </message>
  <message>
   <source>Open files…</source>
   <translation>Dateien öffnen…</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Open folder of images</source>
   <translation>Bilderordner öffnen</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>Ordner öffnen…</translation>
  </message>
  <message>
   <source>Open images, archives or a DICOMDIR</source>
   <translation>Bilder, Archive oder ein DICOMDIR öffnen</translation>
  </message>
  <message>
   <source>Open report</source>
   <translation>Bericht öffnen</translation>
  </message>
  <message>
   <source>Open that patient</source>
   <translation>Diesen Patienten öffnen</translation>
  </message>
  <message>
   <source>Open the folder of this patient's images to see them</source>
   <translation>Öffnen Sie den Bilderordner dieses Patienten, um die Bilder zu sehen</translation>
  </message>
  <message>
   <source>Open the sample patient</source>
   <translation>Beispielpatienten öffnen</translation>
  </message>
  <message>
   <source>Osteoarthritis (Kellgren-Lawrence); gluteal tendons, deep gluteal space</source>
   <translation>Arthrose (Kellgren-Lawrence); Glutealsehnen, tiefer Glutealraum</translation>
  </message>
  <message>
   <source>Otherwise the former tool comes back; a tool that was clicked twice stays in any case.</source>
   <translation>Sonst kommt das vorige Werkzeug zurück; ein zweimal geklicktes bleibt in jedem Fall.</translation>
  </message>
  <message>
   <source>Outside report</source>
   <translation>Fremder Bericht</translation>
  </message>
  <message>
   <source>Over a 3-D viewport</source>
   <translation>Über einem 3-D-Bildfenster</translation>
  </message>
  <message>
   <source>Over an image</source>
   <translation>Über einem Bild</translation>
  </message>
  <message>
   <source>Own words, then Enter</source>
   <translation>Eigene Worte, dann Eingabe</translation>
  </message>
  <message>
   <source>Own {number}: {window_words}</source>
   <translation>Eigene {number}: {window_words}</translation>
  </message>
  <message>
   <source>PDF</source>
   <translation>PDF</translation>
  </message>
  <message>
   <source>Page {number} of {count}</source>
   <translation>Seite {number} von {count}</translation>
  </message>
  <message>
   <source>Pain</source>
   <translation>Schmerz</translation>
  </message>
  <message>
   <source>Pain {label}</source>
   <translation>Schmerz {label}</translation>
  </message>
  <message>
   <source>Pain {lower}</source>
   <translation>Schmerz {lower}</translation>
  </message>
  <message>
   <source>Paint a ball through neighbouring slices; without it a disc on this one</source>
   <translation>Eine Kugel durch Nachbarschichten malen; ohne dies eine Scheibe auf dieser</translation>
  </message>
  <message>
   <source>Paint with this label; right button: name, colour, remove</source>
   <translation>Mit diesem Label malen; rechte Taste: Name, Farbe, Entfernen</translation>
  </message>
  <message>
   <source>Pan</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Panels</source>
   <translation>Bereiche</translation>
  </message>
  <message>
   <source>Panning</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Part of the spine</source>
   <translation>Abschnitt der Wirbelsäule</translation>
  </message>
  <message>
   <source>Past treatment</source>
   <translation>Frühere Behandlung</translation>
  </message>
  <message>
   <source>Past treatment {kind}</source>
   <translation>Frühere Behandlung {kind}</translation>
  </message>
  <message>
   <source>Patients</source>
   <translation>Patienten</translation>
  </message>
  <message>
   <source>Pattern</source>
   <translation>Muster</translation>
  </message>
  <message>
   <source>Pelvic incidence</source>
   <translation>Pelvic Incidence</translation>
  </message>
  <message>
   <source>Pen tip, pen button</source>
   <translation>Stiftspitze, Stifttaste</translation>
  </message>
  <message>
   <source>Perpendicular distance</source>
   <translation>Lotabstand</translation>
  </message>
  <message>
   <source>Pfirrmann grade; contour</source>
   <translation>Pfirrmann-Grad; Kontur</translation>
  </message>
  <message>
   <source>Physician</source>
   <translation>Ärztin/Arzt</translation>
  </message>
  <message>
   <source>Pixels per mm</source>
   <translation>Pixel pro mm</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>Setzen</translation>
  </message>
  <message>
   <source>Place entry</source>
   <translation>Eintritt setzen</translation>
  </message>
  <message>
   <source>Place entry and tip to see the cut along the needle</source>
   <translation>Eintritt und Spitze setzen, um den Schnitt entlang der Nadel zu sehen</translation>
  </message>
  <message>
   <source>Place one vertebra or disc on these images first: the other levels are proposed from it.</source>
   <translation>Setzen Sie zuerst einen Wirbel oder eine Bandscheibe: Die anderen Höhen werden davon aus vorgeschlagen.</translation>
  </message>
  <message>
   <source>Place the skin entry and the needle tip on the images to see angles and depth.</source>
   <translation>Setzen Sie den Hauteintritt und die Nadelspitze auf den Bildern, um Winkel und Tiefe zu sehen.</translation>
  </message>
  <message>
   <source>Place tip</source>
   <translation>Spitze setzen</translation>
  </message>
  <message>
   <source>Place {label}</source>
   <translation>{label} setzen</translation>
  </message>
  <message>
   <source>Places</source>
   <translation>Orte</translation>
  </message>
  <message>
   <source>Plan</source>
   <translation>Planen</translation>
  </message>
  <message>
   <source>Plane</source>
   <translation>Ebene</translation>
  </message>
  <message>
   <source>Plane: as acquired</source>
   <translation>Ebene: wie aufgenommen</translation>
  </message>
  <message>
   <source>Plane: axial</source>
   <translation>Ebene: axial</translation>
  </message>
  <message>
   <source>Plane: coronal</source>
   <translation>Ebene: koronar</translation>
  </message>
  <message>
   <source>Plane: sagittal</source>
   <translation>Ebene: sagittal</translation>
  </message>
  <message>
   <source>Planes turn together or one by one</source>
   <translation>Ebenen drehen gemeinsam oder einzeln</translation>
  </message>
  <message>
   <source>Planes turn {together}.</source>
   <translation>Ebenen drehen sich {together}.</translation>
  </message>
  <message>
   <source>Planned on</source>
   <translation>Geplant auf</translation>
  </message>
  <message>
   <source>Planning from supine images. Not a medical device.</source>
   <translation>Planung anhand von Bildern in Rückenlage. Kein Medizinprodukt.</translation>
  </message>
  <message>
   <source>Point</source>
   <translation>Punkt</translation>
  </message>
  <message>
   <source>Point of a registration at the crosshair</source>
   <translation>Punkt einer Registrierung am Fadenkreuz</translation>
  </message>
  <message>
   <source>Point {count}: click the same place on {title_of}</source>
   <translation>Punkt {count}: dieselbe Stelle anklicken auf {title_of}</translation>
  </message>
  <message>
   <source>Point {value}: click a place that both series show</source>
   <translation>Punkt {value}: auf eine Stelle klicken, die beide Serien zeigen</translation>
  </message>
  <message>
   <source>Polygon</source>
   <translation>Polygon</translation>
  </message>
  <message>
   <source>Polyline</source>
   <translation>Polylinie</translation>
  </message>
  <message>
   <source>Preferences</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Preferences, {title}</source>
   <translation>Einstellungen, {title}</translation>
  </message>
  <message>
   <source>Preferences…</source>
   <translation>Einstellungen…</translation>
  </message>
  <message>
   <source>Preparing 3-D</source>
   <translation>3-D wird vorbereitet</translation>
  </message>
  <message>
   <source>Presentation</source>
   <translation>Präsentation</translation>
  </message>
  <message>
   <source>Presentation {title} is shown without {what}: Foramen does not show that.</source>
   <translation>Präsentation {title} wird ohne {what} gezeigt: Das zeigt Foramen nicht.</translation>
  </message>
  <message>
   <source>Press the keys here</source>
   <translation>Tasten hier drücken</translation>
  </message>
  <message>
   <source>Previous colour map</source>
   <translation>Vorherige Farbtabelle</translation>
  </message>
  <message>
   <source>Previous image</source>
   <translation>Vorheriges Bild</translation>
  </message>
  <message>
   <source>Previous series</source>
   <translation>Vorherige Serie</translation>
  </message>
  <message>
   <source>Previous stage of the hanging protocol</source>
   <translation>Vorherige Stufe des Hanging-Protokolls</translation>
  </message>
  <message>
   <source>Previous viewport</source>
   <translation>Voriges Bildfenster</translation>
  </message>
  <message>
   <source>Prior</source>
   <translation>Vorherige</translation>
  </message>
  <message>
   <source>Priority</source>
   <translation>Priorität</translation>
  </message>
  <message>
   <source>Probe</source>
   <translation>Messpunkt</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>Probleme</translation>
  </message>
  <message>
   <source>Procedure</source>
   <translation>Eingriff</translation>
  </message>
  <message>
   <source>Procedure for {finding_words}</source>
   <translation>Eingriff für {finding_words}</translation>
  </message>
  <message>
   <source>Properties of the series</source>
   <translation>Eigenschaften der Serie</translation>
  </message>
  <message>
   <source>Propose the levels from here</source>
   <translation>Höhen von hier aus vorschlagen</translation>
  </message>
  <message>
   <source>Proposed levels</source>
   <translation>Vorgeschlagene Höhen</translation>
  </message>
  <message>
   <source>Proposing levels</source>
   <translation>Schlägt Höhen vor</translation>
  </message>
  <message>
   <source>Put back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>Put the crosshair on the island to keep.</source>
   <translation>Setzen Sie das Fadenkreuz auf die Insel, die bleiben soll.</translation>
  </message>
  <message>
   <source>Put the cursor on what hurts and press M.</source>
   <translation>Setzen Sie den Cursor auf das, was schmerzt, und drücken Sie M.</translation>
  </message>
  <message>
   <source>Put the label of the mark back</source>
   <translation>Beschriftung der Markierung zurücksetzen</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>Qualität</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>R  right</source>
   <translation>R  rechts</translation>
  </message>
  <message>
   <source>RGB {} {} {}</source>
   <translation>RGB {} {} {}</translation>
  </message>
  <message>
   <source>Radiates into the area of</source>
   <translation>Strahlt aus in das Gebiet von</translation>
  </message>
  <message>
   <source>Radius of the brush</source>
   <translation>Radius des Pinsels</translation>
  </message>
  <message>
   <source>Rather</source>
   <translation>Lieber</translation>
  </message>
  <message>
   <source>Reaches: {roots}</source>
   <translation>Erreicht: {roots}</translation>
  </message>
  <message>
   <source>Read</source>
   <translation>Befunden</translation>
  </message>
  <message>
   <source>Read marks from a file</source>
   <translation>Markierungen aus einer Datei lesen</translation>
  </message>
  <message>
   <source>Read on: {images}</source>
   <translation>Gelesen auf: {images}</translation>
  </message>
  <message>
   <source>Read only, as they were written. An adopted mark becomes yours and keeps its original with it.</source>
   <translation>Nur lesbar, wie sie geschrieben wurden. Eine übernommene Markierung wird Ihre und behält ihr Original bei sich.</translation>
  </message>
  <message>
   <source>Reading headers</source>
   <translation>Header werden gelesen</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <source>Reason for the level</source>
   <translation>Grund für die Höhe</translation>
  </message>
  <message>
   <source>Reason for the other level</source>
   <translation>Grund für die andere Höhe</translation>
  </message>
  <message>
   <source>Reason for the other side</source>
   <translation>Grund für die andere Seite</translation>
  </message>
  <message>
   <source>Reason, where it contradicts the ledger</source>
   <translation>Grund, wo sie der Höhenliste widerspricht</translation>
  </message>
  <message>
   <source>Reasons</source>
   <translation>Gründe</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>Zuletzt</translation>
  </message>
  <message>
   <source>Recess</source>
   <translation>Recessus</translation>
  </message>
  <message>
   <source>Record as hypothesis</source>
   <translation>Als Hypothese eintragen</translation>
  </message>
  <message>
   <source>Recorded: {words}</source>
   <translation>Eingetragen: {words}</translation>
  </message>
  <message>
   <source>Rectangle</source>
   <translation>Rechteck</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Reflex</source>
   <translation>Reflex</translation>
  </message>
  <message>
   <source>Reflexes</source>
   <translation>Reflexe</translation>
  </message>
  <message>
   <source>Region</source>
   <translation>Region</translation>
  </message>
  <message>
   <source>Regions</source>
   <translation>Regionen</translation>
  </message>
  <message>
   <source>Register</source>
   <translation>Registrieren</translation>
  </message>
  <message>
   <source>Register another series onto this one</source>
   <translation>Eine andere Serie auf diese registrieren</translation>
  </message>
  <message>
   <source>Register another series onto this one…</source>
   <translation>Weitere Serie auf diese registrieren…</translation>
  </message>
  <message>
   <source>Register what</source>
   <translation>Was registrieren</translation>
  </message>
  <message>
   <source>Registered: {scope_text}, {residual_text}</source>
   <translation>Registriert: {scope_text}, {residual_text}</translation>
  </message>
  <message>
   <source>Registered: {scope_text}, {residual_text}. Ctrl+Z takes it back.</source>
   <translation>Registriert: {scope_text}, {residual_text}. Strg+Z nimmt es zurück.</translation>
  </message>
  <message>
   <source>Registering near the spine: {percent} %</source>
   <translation>Registrierung nahe der Wirbelsäule: {percent} %</translation>
  </message>
  <message>
   <source>Registration</source>
   <translation>Registrierung</translation>
  </message>
  <message>
   <source>Registration and fusion</source>
   <translation>Registrierung und Fusion</translation>
  </message>
  <message>
   <source>Registration ended: one of its two series is no longer on screen.</source>
   <translation>Registrierung beendet: Eine ihrer zwei Serien ist nicht mehr auf dem Bildschirm.</translation>
  </message>
  <message>
   <source>Registration failed; the log has the reason.</source>
   <translation>Registrierung fehlgeschlagen; der Grund steht im Protokoll (Log).</translation>
  </message>
  <message>
   <source>Registration needs two volumes of this patient side by side: show the other one in a second viewport, and click the one that stays as it is.</source>
   <translation>Die Registrierung braucht zwei Volumen dieses Patienten nebeneinander: Zeigen Sie das andere in einem zweiten Bildfenster und klicken Sie das an, das bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>Registration of {title} onto {title2} removed. Ctrl+Z undoes it.</source>
   <translation>Registrierung von {title} auf {title2} entfernt. Strg+Z macht es rückgängig.</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Reject the registration under review</source>
   <translation>Die Registrierung in Prüfung ablehnen</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove	Del</source>
   <translation>Entfernen	Del</translation>
  </message>
  <message>
   <source>Remove a saved window</source>
   <translation>Gespeicherte Fensterung entfernen</translation>
  </message>
  <message>
   <source>Remove calibration by known length</source>
   <translation>Kalibrierung mit bekannter Länge entfernen</translation>
  </message>
  <message>
   <source>Remove links by hand</source>
   <translation>Verknüpfungen von Hand entfernen</translation>
  </message>
  <message>
   <source>Remove pair {number}</source>
   <translation>Paar {number} entfernen</translation>
  </message>
  <message>
   <source>Remove past treatment {kind}</source>
   <translation>Frühere Behandlung entfernen: {kind}</translation>
  </message>
  <message>
   <source>Remove registration of {title} onto {title2}, {scope_text}</source>
   <translation>Registrierung von {title} auf {title2} entfernen, {scope_text}</translation>
  </message>
  <message>
   <source>Remove selected</source>
   <translation>Ausgewähltes entfernen</translation>
  </message>
  <message>
   <source>Remove target {target_words}</source>
   <translation>Ziel {target_words} entfernen</translation>
  </message>
  <message>
   <source>Remove the label and its voxels</source>
   <translation>Label und seine Voxel entfernen</translation>
  </message>
  <message>
   <source>Remove the registration of this series</source>
   <translation>Registrierung dieser Serie entfernen</translation>
  </message>
  <message>
   <source>Remove the rule {value}</source>
   <translation>Regel {value} entfernen</translation>
  </message>
  <message>
   <source>Remove the stage {title}</source>
   <translation>Stufe {title} entfernen</translation>
  </message>
  <message>
   <source>Remove this point</source>
   <translation>Diesen Punkt entfernen</translation>
  </message>
  <message>
   <source>Remove this treatment</source>
   <translation>Diese Behandlung entfernen</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>{name} entfernen</translation>
  </message>
  <message>
   <source>Remove {words}</source>
   <translation>{words} entfernen</translation>
  </message>
  <message>
   <source>Remove {word}</source>
   <translation>{word} entfernen</translation>
  </message>
  <message>
   <source>Removed the window {name}.</source>
   <translation>Fensterung {name} entfernt.</translation>
  </message>
  <message>
   <source>Rename a saved window</source>
   <translation>Gespeicherte Fensterung umbenennen</translation>
  </message>
  <message>
   <source>Rename the mark…</source>
   <translation>Markierung umbenennen…</translation>
  </message>
  <message>
   <source>Rename…</source>
   <translation>Umbenennen…</translation>
  </message>
  <message>
   <source>Renumber</source>
   <translation>Neu zählen</translation>
  </message>
  <message>
   <source>Renumber from {name} ...</source>
   <translation>Ab {name} neu zählen …</translation>
  </message>
  <message>
   <source>Renumber the levels</source>
   <translation>Höhen neu zählen</translation>
  </message>
  <message>
   <source>Reopen</source>
   <translation>Wieder öffnen</translation>
  </message>
  <message>
   <source>Reopen as draft</source>
   <translation>Als Entwurf wieder öffnen</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Resample to a straight volume</source>
   <translation>In ein gerades Volumen umrechnen</translation>
  </message>
  <message>
   <source>Reset everything now</source>
   <translation>Jetzt alles zurücksetzen</translation>
  </message>
  <message>
   <source>Reset everything…</source>
   <translation>Alles zurücksetzen…</translation>
  </message>
  <message>
   <source>Reset this section</source>
   <translation>Diesen Abschnitt zurücksetzen</translation>
  </message>
  <message>
   <source>Reset to shipped</source>
   <translation>Auf Auslieferungsstand zurücksetzen</translation>
  </message>
  <message>
   <source>Reset view</source>
   <translation>Ansicht zurücksetzen</translation>
  </message>
  <message>
   <source>Resetting this section forgets the layouts kept for single stages; protocols stay.</source>
   <translation>Das Zurücksetzen dieses Abschnitts verwirft die für einzelne Stufen behaltenen Layouts; Protokolle bleiben.</translation>
  </message>
  <message>
   <source>Residual at the seeds, mm: {each}. </source>
   <translation>Restfehler an den Startpunkten, mm: {each}. </translation>
  </message>
  <message>
   <source>Retract</source>
   <translation>Zurückziehen</translation>
  </message>
  <message>
   <source>Retropulsion</source>
   <translation>Retropulsion</translation>
  </message>
  <message>
   <source>Revision {revision} of this case</source>
   <translation>Revision {revision} dieses Falls</translation>
  </message>
  <message>
   <source>Right click</source>
   <translation>Rechtsklick</translation>
  </message>
  <message>
   <source>Root</source>
   <translation>Wurzel</translation>
  </message>
  <message>
   <source>Rotate left by 90°</source>
   <translation>Um 90° nach links drehen</translation>
  </message>
  <message>
   <source>Rotate right by 90°</source>
   <translation>Um 90° nach rechts drehen</translation>
  </message>
  <message>
   <source>Row normal</source>
   <translation>Zeile normal</translation>
  </message>
  <message>
   <source>Ruler, 100 mm</source>
   <translation>Lineal, 100 mm</translation>
  </message>
  <message>
   <source>Rules</source>
   <translation>Regeln</translation>
  </message>
  <message>
   <source>Rules {rule_version}</source>
   <translation>Regeln {rule_version}</translation>
  </message>
  <message>
   <source>Run the registration</source>
   <translation>Registrierung ausführen</translation>
  </message>
  <message>
   <source>Runs there and back; click to start over after the last frame</source>
   <translation>Läuft hin und zurück; klicken, um nach dem letzten Bild von vorn zu beginnen</translation>
  </message>
  <message>
   <source>S1 superior endplate, anterior</source>
   <translation>S1-Deckplatte, vorn</translation>
  </message>
  <message>
   <source>S1 superior endplate, posterior</source>
   <translation>S1-Deckplatte, hinten</translation>
  </message>
  <message>
   <source>SI {value_text}</source>
   <translation>SI {value_text}</translation>
  </message>
  <message>
   <source>SIJ</source>
   <translation>ISG</translation>
  </message>
  <message>
   <source>SOP class</source>
   <translation>SOP-Klasse</translation>
  </message>
  <message>
   <source>Sacroiliac</source>
   <translation>Sakroiliakal</translation>
  </message>
  <message>
   <source>Sacroiliac joint</source>
   <translation>Iliosakralgelenk</translation>
  </message>
  <message>
   <source>Sacroiliac joints</source>
   <translation>Iliosakralgelenke</translation>
  </message>
  <message>
   <source>Sacroiliitis (modified New York)</source>
   <translation>Sakroiliitis (modifiziert New York)</translation>
  </message>
  <message>
   <source>Sagittal</source>
   <translation>Sagittal</translation>
  </message>
  <message>
   <source>Sagittal zone</source>
   <translation>Sagittale Zone</translation>
  </message>
  <message>
   <source>Sample patient</source>
   <translation>Beispielpatient</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save W {width:.4g} L {center:.4g} for {modality}{value} as</source>
   <translation>W {width:.4g} L {center:.4g} für {modality}{value} speichern als</translation>
  </message>
  <message>
   <source>Save a picture of the viewport</source>
   <translation>Bild des Bildfensters speichern</translation>
  </message>
  <message>
   <source>Save finding</source>
   <translation>Befund speichern</translation>
  </message>
  <message>
   <source>Save this window…</source>
   <translation>Diese Fensterung speichern…</translation>
  </message>
  <message>
   <source>Saved the window {name} for {modality}. It is in the menu of windows.</source>
   <translation>Fensterung {name} für {modality} gespeichert. Sie steht im Menü der Fensterungen.</translation>
  </message>
  <message>
   <source>Saved {at:%H:%M:%S}</source>
   <translation>Gespeichert {at:%H:%M:%S}</translation>
  </message>
  <message>
   <source>Saved {name} in {parent}. It shows who the patient is.</source>
   <translation>{name} in {parent} gespeichert. Es zeigt, wer der Patient ist.</translation>
  </message>
  <message>
   <source>Say why: the reason is kept with the change.</source>
   <translation>Sagen Sie warum: Der Grund bleibt bei der Änderung.</translation>
  </message>
  <message>
   <source>Screen</source>
   <translation>Bildschirm</translation>
  </message>
  <message>
   <source>Scroll</source>
   <translation>Blättern</translation>
  </message>
  <message>
   <source>Scrolling</source>
   <translation>Blättern</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Search by name, ID, birth date or study</source>
   <translation>Suche nach Name, ID, Geburtsdatum oder Untersuchung</translation>
  </message>
  <message>
   <source>Search commands</source>
   <translation>Befehle suchen</translation>
  </message>
  <message>
   <source>Search keys and commands</source>
   <translation>Tasten und Befehle suchen</translation>
  </message>
  <message>
   <source>Search or command</source>
   <translation>Suche oder Befehl</translation>
  </message>
  <message>
   <source>Search or command   {key}</source>
   <translation>Suche oder Befehl   {key}</translation>
  </message>
  <message>
   <source>Search patients</source>
   <translation>Patienten suchen</translation>
  </message>
  <message>
   <source>Second names</source>
   <translation>Zweitnamen</translation>
  </message>
  <message>
   <source>Second window</source>
   <translation>Zweites Fenster</translation>
  </message>
  <message>
   <source>Sections of the preferences</source>
   <translation>Abschnitte der Einstellungen</translation>
  </message>
  <message>
   <source>Segmentation</source>
   <translation>Segmentierung</translation>
  </message>
  <message>
   <source>Segmentation needs a volume; this series is shown image by image and has no grid of voxels.</source>
   <translation>Segmentieren braucht ein Volumen; diese Serie wird Bild für Bild gezeigt und hat kein Voxelgitter.</translation>
  </message>
  <message>
   <source>Segmentation of {title}</source>
   <translation>Segmentierung von {title}</translation>
  </message>
  <message>
   <source>Segmentation: ball or disc</source>
   <translation>Segmentierung: Kugel oder Scheibe</translation>
  </message>
  <message>
   <source>Segmentation: brush</source>
   <translation>Segmentierung: Pinsel</translation>
  </message>
  <message>
   <source>Segmentation: brush within a range of values</source>
   <translation>Segmentierung: Pinsel in einem Wertebereich</translation>
  </message>
  <message>
   <source>Segmentation: eraser</source>
   <translation>Segmentierung: Radierer</translation>
  </message>
  <message>
   <source>Segmentation: fill between slices</source>
   <translation>Segmentierung: zwischen Schichten füllen</translation>
  </message>
  <message>
   <source>Segmentation: grow from a seed</source>
   <translation>Segmentierung: aus einem Saatpunkt wachsen</translation>
  </message>
  <message>
   <source>Segmentation: keep the island at the crosshair</source>
   <translation>Segmentierung: Insel am Fadenkreuz behalten</translation>
  </message>
  <message>
   <source>Segmentation: keep the largest island</source>
   <translation>Segmentierung: größte Insel behalten</translation>
  </message>
  <message>
   <source>Segmentation: larger brush</source>
   <translation>Segmentierung: größerer Pinsel</translation>
  </message>
  <message>
   <source>Segmentation: open or close</source>
   <translation>Segmentierung: öffnen oder schließen</translation>
  </message>
  <message>
   <source>Segmentation: remove small islands</source>
   <translation>Segmentierung: kleine Inseln entfernen</translation>
  </message>
  <message>
   <source>Segmentation: smaller brush</source>
   <translation>Segmentierung: kleinerer Pinsel</translation>
  </message>
  <message>
   <source>Select a mark first.</source>
   <translation>Wählen Sie zuerst eine Markierung.</translation>
  </message>
  <message>
   <source>Select a mark first: click it on an image or in the list of marks.</source>
   <translation>Wählen Sie zuerst eine Markierung: im Bild oder in der Liste anklicken.</translation>
  </message>
  <message>
   <source>Select one mark alone for this.</source>
   <translation>Wählen Sie dafür nur eine Markierung.</translation>
  </message>
  <message>
   <source>Sensation, light touch</source>
   <translation>Sensibilität, leichte Berührung</translation>
  </message>
  <message>
   <source>Sensory</source>
   <translation>Sensibilität</translation>
  </message>
  <message>
   <source>Series Instance UID</source>
   <translation>Series Instance UID</translation>
  </message>
  <message>
   <source>Series number</source>
   <translation>Nummer der Serie</translation>
  </message>
  <message>
   <source>Series to plan on</source>
   <translation>Serie für die Planung</translation>
  </message>
  <message>
   <source>Series to register</source>
   <translation>Zu registrierende Serie</translation>
  </message>
  <message>
   <source>Series {number}, {visible}, {columns} x {rows}
Double click or drag onto a viewport</source>
   <translation>Serie {number}, {visible}, {columns} x {rows}
Doppelklicken oder auf ein Bildfenster ziehen</translation>
  </message>
  <message>
   <source>Series {value}</source>
   <translation>Serie {value}</translation>
  </message>
  <message>
   <source>Set</source>
   <translation>Setzen</translation>
  </message>
  <message>
   <source>Severity</source>
   <translation>Schweregrad</translation>
  </message>
  <message>
   <source>Shall be called</source>
   <translation>Soll heißen</translation>
  </message>
  <message>
   <source>Share of the grey values, for images without a window of their own and for the key 0.</source>
   <translation>Anteil der Grauwerte, für Bilder ohne eigene Fensterung und für die Taste 0.</translation>
  </message>
  <message>
   <source>Shift</source>
   <translation>Umschalt</translation>
  </message>
  <message>
   <source>Shift + move</source>
   <translation>Umschalt + bewegen</translation>
  </message>
  <message>
   <source>Shoulder</source>
   <translation>Schulter</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Show a radiograph in the active viewport: other images are measured in patient millimetres.</source>
   <translation>Zeigen Sie ein Röntgenbild im aktiven Bildfenster: Andere Bilder werden in Patientenmillimetern gemessen.</translation>
  </message>
  <message>
   <source>Show all hidden marks</source>
   <translation>Alle ausgeblendeten Markierungen zeigen</translation>
  </message>
  <message>
   <source>Show it again</source>
   <translation>Wieder zeigen</translation>
  </message>
  <message>
   <source>Show it on the images</source>
   <translation>Auf den Bildern zeigen</translation>
  </message>
  <message>
   <source>Show or hide the image's own overlay graphics</source>
   <translation>Bildeigene Overlay-Grafiken ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show or hide the image's shutter</source>
   <translation>Blende des Bildes zeigen oder ausblenden</translation>
  </message>
  <message>
   <source>Show the image</source>
   <translation>Das Bild zeigen</translation>
  </message>
  <message>
   <source>Show the place three times larger while a point is placed or dragged</source>
   <translation>Die Stelle dreifach vergrößert zeigen, während ein Punkt gesetzt oder gezogen wird</translation>
  </message>
  <message>
   <source>Show the reasons</source>
   <translation>Gründe zeigen</translation>
  </message>
  <message>
   <source>Show {region}</source>
   <translation>{region} zeigen</translation>
  </message>
  <message>
   <source>Show {title}</source>
   <translation>{title} zeigen</translation>
  </message>
  <message>
   <source>Shown as</source>
   <translation>Gezeigt als</translation>
  </message>
  <message>
   <source>Shows</source>
   <translation>Zeigt</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Side in the header</source>
   <translation>Seite im Header</translation>
  </message>
  <message>
   <source>Side set by hand: {reason}</source>
   <translation>Seite von Hand gesetzt: {reason}</translation>
  </message>
  <message>
   <source>Sign</source>
   <translation>Signieren</translation>
  </message>
  <message>
   <source>Sign as planned</source>
   <translation>Als geplant signieren</translation>
  </message>
  <message>
   <source>Signed as planned.</source>
   <translation>Als geplant signiert.</translation>
  </message>
  <message>
   <source>Since</source>
   <translation>Seit</translation>
  </message>
  <message>
   <source>Size of text</source>
   <translation>Schriftgröße</translation>
  </message>
  <message>
   <source>Size of the window and folded panels are always kept.</source>
   <translation>Die Größe des Fensters und eingeklappte Bereiche werden immer behalten.</translation>
  </message>
  <message>
   <source>Size {name}, mm</source>
   <translation>Größe {name}, mm</translation>
  </message>
  <message>
   <source>Size, mm</source>
   <translation>Größe, mm</translation>
  </message>
  <message>
   <source>Slab</source>
   <translation>Dickschicht</translation>
  </message>
  <message>
   <source>Slab mm</source>
   <translation>Dickschicht mm</translation>
  </message>
  <message>
   <source>Slab: maximum, minimum or mean</source>
   <translation>Dickschicht: Maximum, Minimum oder Mittel</translation>
  </message>
  <message>
   <source>Slab: none, a thin cut</source>
   <translation>Dickschicht: keine, ein dünner Schnitt</translation>
  </message>
  <message>
   <source>Slab: thicker</source>
   <translation>Dickschicht: dicker</translation>
  </message>
  <message>
   <source>Slab: thinner</source>
   <translation>Dickschicht: dünner</translation>
  </message>
  <message>
   <source>Slip</source>
   <translation>Wirbelgleiten</translation>
  </message>
  <message>
   <source>Slip (Meyerding); pars defect</source>
   <translation>Gleiten (Meyerding); Spondylolyse</translation>
  </message>
  <message>
   <source>Smooth picture</source>
   <translation>Geglättetes Bild</translation>
  </message>
  <message>
   <source>Smooth picture, or pixels as blocks</source>
   <translation>Glattes Bild oder Pixel als Blöcke</translation>
  </message>
  <message>
   <source>Soft</source>
   <translation>Weich</translation>
  </message>
  <message>
   <source>Soft tissue</source>
   <translation>Weichteile</translation>
  </message>
  <message>
   <source>Sort marks</source>
   <translation>Markierungen sortieren</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Quelle</translation>
  </message>
  <message>
   <source>Special tests</source>
   <translation>Besondere Tests</translation>
  </message>
  <message>
   <source>Speed: {source}</source>
   <translation>Tempo: {source}</translation>
  </message>
  <message>
   <source>Spine</source>
   <translation>Wirbelsäule</translation>
  </message>
  <message>
   <source>Spine levels</source>
   <translation>Wirbelsäulenhöhen</translation>
  </message>
  <message>
   <source>Spine levels, {tooltip}</source>
   <translation>Wirbelsäulenhöhen, {tooltip}</translation>
  </message>
  <message>
   <source>Spine measures</source>
   <translation>Wirbelsäulenmaße</translation>
  </message>
  <message>
   <source>Split because</source>
   <translation>Geteilt, weil</translation>
  </message>
  <message>
   <source>Stages</source>
   <translation>Stufen</translation>
  </message>
  <message>
   <source>Standard</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>Start from</source>
   <translation>Ausgehen von</translation>
  </message>
  <message>
   <source>Starting</source>
   <translation>Wird gestartet</translation>
  </message>
  <message>
   <source>Starts over after the last frame; click to run there and back</source>
   <translation>Beginnt nach dem letzten Bild von vorn; klicken, um hin und zurück zu laufen</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>Stay with this patient</source>
   <translation>Bei diesem Patienten bleiben</translation>
  </message>
  <message>
   <source>Stays read only: {reason}</source>
   <translation>Bleibt nur lesbar: {reason}</translation>
  </message>
  <message>
   <source>Still to place: {list}.</source>
   <translation>Noch zu setzen: {list}.</translation>
  </message>
  <message>
   <source>Stored as</source>
   <translation>Gespeichert als</translation>
  </message>
  <message>
   <source>Straightened along {name}: {length_mm:.0f} mm. Distances in this picture are not true.</source>
   <translation>Gestreckt entlang {name}: {length_mm:.0f} mm. Abstände in diesem Bild stimmen nicht.</translation>
  </message>
  <message>
   <source>Studies</source>
   <translation>Untersuchungen</translation>
  </message>
  <message>
   <source>Study</source>
   <translation>Untersuchung</translation>
  </message>
  <message>
   <source>Study Instance UID</source>
   <translation>Study Instance UID</translation>
  </message>
  <message>
   <source>Suggest second names</source>
   <translation>Zweitnamen vorschlagen</translation>
  </message>
  <message>
   <source>Suggested: {comparison}. {text}</source>
   <translation>Vorgeschlagen: {comparison}. {text}</translation>
  </message>
  <message>
   <source>Supine planning, prone procedure. Verify under fluoroscopy.</source>
   <translation>Planung in Rückenlage, Eingriff in Bauchlage. Unter Durchleuchtung überprüfen.</translation>
  </message>
  <message>
   <source>Supports</source>
   <translation>Spricht dafür</translation>
  </message>
  <message>
   <source>Swing the plane by 1°, left side away</source>
   <translation>Ebene um 1° schwenken, linke Seite weg</translation>
  </message>
  <message>
   <source>Swing the plane by 1°, right side away</source>
   <translation>Ebene um 1° schwenken, rechte Seite weg</translation>
  </message>
  <message>
   <source>Take the presentation off the images</source>
   <translation>Präsentation von den Bildern nehmen</translation>
  </message>
  <message>
   <source>Take the size from the linked lengths and bidirectional marks</source>
   <translation>Größe aus den verknüpften Längen und zweiachsigen Messungen nehmen</translation>
  </message>
  <message>
   <source>Target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <source>Target level</source>
   <translation>Zielhöhe</translation>
  </message>
  <message>
   <source>Targets</source>
   <translation>Ziele</translation>
  </message>
  <message>
   <source>Tension</source>
   <translation>Dehnung</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Text of the window and text over images.</source>
   <translation>Text des Fensters und Bildtext.</translation>
  </message>
  <message>
   <source>Text over images: full</source>
   <translation>Bildtext: vollständig</translation>
  </message>
  <message>
   <source>Text over images: full.</source>
   <translation>Bildtext: voll.</translation>
  </message>
  <message>
   <source>Text over images: minimal</source>
   <translation>Bildtext: minimal</translation>
  </message>
  <message>
   <source>Text over images: minimal.</source>
   <translation>Bildtext: minimal.</translation>
  </message>
  <message>
   <source>Text over images: next level</source>
   <translation>Bildtext: nächste Stufe</translation>
  </message>
  <message>
   <source>Text over images: none</source>
   <translation>Bildtext: keiner</translation>
  </message>
  <message>
   <source>Text over images: none. Name, side letters and scale stay.</source>
   <translation>Bildtext: keiner. Name, Seitenbuchstaben und Maßstab bleiben.</translation>
  </message>
  <message>
   <source>That has no width: click farther away.</source>
   <translation>Das hat keine Breite: Klicken Sie weiter entfernt.</translation>
  </message>
  <message>
   <source>The 3-D view has no frames to run.</source>
   <translation>Die 3-D-Ansicht hat keine Einzelbilder zum Abspielen.</translation>
  </message>
  <message>
   <source>The 3-D view has no window.</source>
   <translation>Die 3-D-Ansicht hat keine Fensterung.</translation>
  </message>
  <message>
   <source>The case has changed since.</source>
   <translation>Der Fall hat sich seitdem geändert.</translation>
  </message>
  <message>
   <source>The change did not happen: {reason}</source>
   <translation>Die Änderung ist nicht erfolgt: {reason}</translation>
  </message>
  <message>
   <source>The finding is signed. Reopen it in Read (F1) to link or unlink.</source>
   <translation>Der Befund ist signiert. Öffnen Sie ihn in Befunden (F1) wieder, um Verknüpfungen zu ändern.</translation>
  </message>
  <message>
   <source>The first point is on another image; press Esc to give that mark up.</source>
   <translation>Der erste Punkt liegt auf einem anderen Bild; Esc gibt diese Markierung auf.</translation>
  </message>
  <message>
   <source>The grade grid belongs to a study: open a series first.</source>
   <translation>Die Gradtabelle gehört zu einer Untersuchung: Öffnen Sie zuerst eine Serie.</translation>
  </message>
  <message>
   <source>The grey levels of this image come from a table; it cannot be saved as a window.</source>
   <translation>Die Grauwerte dieses Bildes kommen aus einer Tabelle; sie können nicht als Fensterung gespeichert werden.</translation>
  </message>
  <message>
   <source>The image brings no window of its own; shown with the automatic one.</source>
   <translation>Das Bild bringt keine eigene Fensterung mit; gezeigt mit der automatischen.</translation>
  </message>
  <message>
   <source>The image has not come yet; try again when it is shown.</source>
   <translation>Das Bild ist noch nicht da; versuchen Sie es erneut, wenn es gezeigt wird.</translation>
  </message>
  <message>
   <source>The ledger and the coordinate say: {says}</source>
   <translation>Höhenliste und Koordinate sagen: {says}</translation>
  </message>
  <message>
   <source>The ledger says {label}, which this type cannot have. Choose the level it has.</source>
   <translation>Die Höhenliste sagt {label}; das kann dieser Typ nicht haben. Wählen Sie die Höhe, die er hat.</translation>
  </message>
  <message>
   <source>The level needs a reason.</source>
   <translation>Die Höhe braucht einen Grund.</translation>
  </message>
  <message>
   <source>The line leaves the volume; place or click its points inside.</source>
   <translation>Die Linie verlässt das Volumen; setzen oder klicken Sie ihre Punkte innerhalb.</translation>
  </message>
  <message>
   <source>The mirror image needs the midline: label two vertebrae of this spine first.</source>
   <translation>Das Spiegelbild braucht die Mittellinie: Beschriften Sie zuerst zwei Wirbel dieser Wirbelsäule.</translation>
  </message>
  <message>
   <source>The mouse scheme {kept!r} is not known; the usual one is used. Choose one in the preferences.</source>
   <translation>Das Mausschema {kept!r} ist nicht bekannt; das übliche wird verwendet. Wählen Sie eines in den Einstellungen.</translation>
  </message>
  <message>
   <source>The name could not be kept: {reason}.</source>
   <translation>Der Name konnte nicht behalten werden: {reason}.</translation>
  </message>
  <message>
   <source>The name stands in this report but could not be kept: {reason}.</source>
   <translation>Der Name steht in diesem Bericht, konnte aber nicht behalten werden: {reason}.</translation>
  </message>
  <message>
   <source>The other end lies in another Frame of Reference and was dropped; place it on this series.</source>
   <translation>Das andere Ende liegt in einem anderen Bezugssystem (Frame of Reference) und wurde verworfen; setzen Sie es in dieser Serie.</translation>
  </message>
  <message>
   <source>The other viewports are not affected. Update the graphics driver, or try 3-D again.</source>
   <translation>Die anderen Bildfenster sind nicht betroffen. Aktualisieren Sie den Grafiktreiber oder versuchen Sie 3-D erneut.</translation>
  </message>
  <message>
   <source>The packet could not be written: {value}. Choose another folder or free space.</source>
   <translation>Das Paket konnte nicht geschrieben werden: {value}. Wählen Sie einen anderen Ordner oder schaffen Sie Platz.</translation>
  </message>
  <message>
   <source>The program speaks it when it is started again.</source>
   <translation>Das Programm spricht sie nach dem nächsten Start.</translation>
  </message>
  <message>
   <source>The protocol as a file</source>
   <translation>Das Protokoll als Datei</translation>
  </message>
  <message>
   <source>The seed already has a label; click on a place that has none.</source>
   <translation>Der Saatpunkt hat schon ein Label; klicken Sie auf eine Stelle ohne.</translation>
  </message>
  <message>
   <source>The seed is outside the volume; click on the image.</source>
   <translation>Der Saatpunkt liegt außerhalb des Volumens; klicken Sie auf das Bild.</translation>
  </message>
  <message>
   <source>The seeds left open {undetermined}. </source>
   <translation>Die Startpunkte ließen {undetermined} offen. </translation>
  </message>
  <message>
   <source>The segmentation of {title} is not shown: {reason}. It is kept as it is; restore the case from a backup.</source>
   <translation>Die Segmentierung von {title} wird nicht gezeigt: {reason}. Sie bleibt, wie sie ist; stellen Sie den Fall aus einer Sicherung wieder her.</translation>
  </message>
  <message>
   <source>The series of “{title}” is not on disk any more, or not open. Open its folder again.</source>
   <translation>Die Serie von „{title}“ ist nicht mehr auf der Platte oder nicht offen. Öffnen Sie ihren Ordner wieder.</translation>
  </message>
  <message>
   <source>The series this target was planned on is not open. Open its folder in Read.</source>
   <translation>Die Serie, auf der dieses Ziel geplant wurde, ist nicht geöffnet. Öffnen Sie ihren Ordner in Befunden.</translation>
  </message>
  <message>
   <source>The side needs a reason.</source>
   <translation>Die Seite braucht eine Begründung.</translation>
  </message>
  <message>
   <source>The value at the seed is outside the range, or its slice has not arrived; click elsewhere.</source>
   <translation>Der Wert am Saatpunkt liegt außerhalb des Bereichs, oder seine Schicht ist noch nicht da; klicken Sie woanders.</translation>
  </message>
  <message>
   <source>The values could not be counted.</source>
   <translation>Die Werte konnten nicht gezählt werden.</translation>
  </message>
  <message>
   <source>There is a stored case of this patient</source>
   <translation>Es gibt einen gespeicherten Fall dieses Patienten</translation>
  </message>
  <message>
   <source>There is no cut to do again.</source>
   <translation>Es gibt keinen Schnitt zu wiederholen.</translation>
  </message>
  <message>
   <source>There is no cut to undo.</source>
   <translation>Es gibt keinen Schnitt, der rückgängig zu machen wäre.</translation>
  </message>
  <message>
   <source>There is no grey image in the active viewport.</source>
   <translation>Im aktiven Bildfenster ist kein Graubild.</translation>
  </message>
  <message>
   <source>There is no other placed level to move.</source>
   <translation>Es gibt keine andere gesetzte Höhe zum Verschieben.</translation>
  </message>
  <message>
   <source>There is no picture in this viewport. Open a series in it first.</source>
   <translation>In diesem Bildfenster ist kein Bild. Öffnen Sie zuerst eine Serie darin.</translation>
  </message>
  <message>
   <source>There is one image; a cine needs more.</source>
   <translation>Es gibt ein Bild; Cine braucht mehr.</translation>
  </message>
  <message>
   <source>These images are still loading. Ask for the levels again when all slices are here.</source>
   <translation>Diese Bilder laden noch. Fragen Sie nach den Höhen, wenn alle Schichten da sind.</translation>
  </message>
  <message>
   <source>These images have no patient coordinates: they stay where they are while levels are graded.</source>
   <translation>Diese Bilder haben keine Patientenkoordinaten: Sie bleiben stehen, während Höhen graduiert werden.</translation>
  </message>
  <message>
   <source>These images will not be on the case list next time ({name}): {reason}</source>
   <translation>Diese Bilder werden nächstes Mal nicht in der Fallliste stehen ({name}): {reason}</translation>
  </message>
  <message>
   <source>These series are not registered: {doubt}.</source>
   <translation>Diese Serien sind nicht registriert: {doubt}.</translation>
  </message>
  <message>
   <source>These values have no Hounsfield unit; what the window shows may differ.</source>
   <translation>Diese Werte haben keine Hounsfield-Einheit; was die Fensterung zeigt, kann abweichen.</translation>
  </message>
  <message>
   <source>This PDF is damaged or locked and cannot be shown. Ask its sender for it again.</source>
   <translation>Dieses PDF ist beschädigt oder gesperrt und kann nicht gezeigt werden. Bitten Sie den Absender, es erneut zu senden.</translation>
  </message>
  <message>
   <source>This cut is thin. Alt++ makes it a slab.</source>
   <translation>Dieser Schnitt ist dünn. Alt++ macht ihn zur Dickschicht.</translation>
  </message>
  <message>
   <source>This finding is signed. Reopen it to change it.</source>
   <translation>Dieser Befund ist signiert. Öffnen Sie ihn wieder, um ihn zu ändern.</translation>
  </message>
  <message>
   <source>This image has colours of its own; a colour map would change what they mean.</source>
   <translation>Dieses Bild hat eigene Farben; eine Farbtabelle würde ihre Bedeutung ändern.</translation>
  </message>
  <message>
   <source>This image has no calibrated pixel size, so that it has no true size.</source>
   <translation>Dieses Bild hat keine kalibrierte Pixelgröße und daher keine wahre Größe.</translation>
  </message>
  <message>
   <source>This image has no shutter.</source>
   <translation>Dieses Bild hat keine Blende (Shutter).</translation>
  </message>
  <message>
   <source>This image is in colour; it has no window.</source>
   <translation>Dieses Bild ist farbig; es hat keine Fensterung.</translation>
  </message>
  <message>
   <source>This image is in colour; windows are for grey values.</source>
   <translation>Dieses Bild ist farbig; Fensterungen gelten für Grauwerte.</translation>
  </message>
  <message>
   <source>This image is {badge}. Undo takes it back.</source>
   <translation>Dieses Bild ist {badge}. Rückgängig nimmt es zurück.</translation>
  </message>
  <message>
   <source>This look shows sums along the line of sight and no surface. Choose another preset to pick a point.</source>
   <translation>Diese Darstellung zeigt Summen entlang der Blickrichtung und keine Oberfläche. Wählen Sie eine andere Voreinstellung, um einen Punkt zu bestimmen.</translation>
  </message>
  <message>
   <source>This patient has no report or presentation that could hold marks.</source>
   <translation>Dieser Patient hat keinen Bericht und keine Präsentation mit Markierungen.</translation>
  </message>
  <message>
   <source>This picture has no place in the patient to paint on.</source>
   <translation>Dieses Bild hat keinen Ort im Patienten, auf den gemalt werden könnte.</translation>
  </message>
  <message>
   <source>This picture has no position to mark.</source>
   <translation>Dieses Bild hat keinen Ort zum Markieren.</translation>
  </message>
  <message>
   <source>This plane is not turned.</source>
   <translation>Diese Ebene ist nicht gedreht.</translation>
  </message>
  <message>
   <source>This presentation is about images that are not here. Open the study they belong to.</source>
   <translation>Diese Präsentation betrifft Bilder, die nicht hier sind. Öffnen Sie die Untersuchung, zu der sie gehören.</translation>
  </message>
  <message>
   <source>This region is on another slice: finish it there, or press Esc.</source>
   <translation>Diese Region liegt auf einer anderen Schicht: dort beenden oder Esc drücken.</translation>
  </message>
  <message>
   <source>This region lies in another plane: change its shape on a picture of that plane.</source>
   <translation>Diese Region liegt in einer anderen Ebene: Ändern Sie ihre Form auf einem Bild jener Ebene.</translation>
  </message>
  <message>
   <source>This screen</source>
   <translation>Dieser Bildschirm</translation>
  </message>
  <message>
   <source>This screen has {px_per_mm:.2f} pixels a millimetre. True size works on it now.</source>
   <translation>Dieser Bildschirm hat {px_per_mm:.2f} Pixel pro Millimeter. Die wahre Größe funktioniert jetzt darauf.</translation>
  </message>
  <message>
   <source>This screen is not calibrated: true size would be a guess. Measure it once with a card or a ruler.</source>
   <translation>Dieser Bildschirm ist nicht kalibriert: Die wahre Größe wäre geraten. Messen Sie ihn einmal mit einer Karte oder einem Lineal.</translation>
  </message>
  <message>
   <source>This segmentation belongs to {title}. Open the segmentation anew with the other series active.</source>
   <translation>Diese Segmentierung gehört zu {title}. Öffnen Sie die Segmentierung neu, mit der anderen Serie aktiv.</translation>
  </message>
  <message>
   <source>This series belongs to another patient, or is no longer there; it is not shown.</source>
   <translation>Diese Serie gehört zu einem anderen Patienten oder ist nicht mehr da; sie wird nicht gezeigt.</translation>
  </message>
  <message>
   <source>This series could not be loaded.</source>
   <translation>Diese Serie konnte nicht geladen werden.</translation>
  </message>
  <message>
   <source>This series is not resampled: {refusal}.</source>
   <translation>Diese Serie wird nicht neu abgetastet: {refusal}.</translation>
  </message>
  <message>
   <source>Three fingers</source>
   <translation>Drei Finger</translation>
  </message>
  <message>
   <source>Three planes need a volume; this series is shown image by image</source>
   <translation>Drei Ebenen brauchen ein Volumen; diese Serie wird Bild für Bild gezeigt</translation>
  </message>
  <message>
   <source>Tilt the plane by 1°, top away</source>
   <translation>Ebene um 1° kippen, oben weg</translation>
  </message>
  <message>
   <source>Tilt the plane by 1°, top nearer</source>
   <translation>Ebene um 1° kippen, oben näher</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Title of the stage</source>
   <translation>Titel der Stufe</translation>
  </message>
  <message>
   <source>To have it suggested, measure: {marks}</source>
   <translation>Für einen Vorschlag messen: {marks}</translation>
  </message>
  <message>
   <source>Together</source>
   <translation>Gemeinsam</translation>
  </message>
  <message>
   <source>Tool</source>
   <translation>Werkzeug</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Touch and pen</source>
   <translation>Touch und Stift</translation>
  </message>
  <message>
   <source>Touchpad, pinch</source>
   <translation>Touchpad, Fingerspreizen</translation>
  </message>
  <message>
   <source>Touchpad, two fingers up or down</source>
   <translation>Touchpad, zwei Finger nach oben oder unten</translation>
  </message>
  <message>
   <source>Transitional vertebra (Castellvi)</source>
   <translation>Übergangswirbel (Castellvi)</translation>
  </message>
  <message>
   <source>True size</source>
   <translation>Wahre Größe</translation>
  </message>
  <message>
   <source>True size in the sense of this image's calibration: {meaning}.</source>
   <translation>Wahre Größe im Sinne der Kalibrierung dieses Bildes: {meaning}.</translation>
  </message>
  <message>
   <source>True size: 1 mm of the image is 1 mm on this screen.</source>
   <translation>Wahre Größe: 1 mm des Bildes ist 1 mm auf diesem Bildschirm.</translation>
  </message>
  <message>
   <source>Try 3-D again</source>
   <translation>3-D erneut versuchen</translation>
  </message>
  <message>
   <source>Try fewer letters.</source>
   <translation>Versuchen Sie weniger Buchstaben.</translation>
  </message>
  <message>
   <source>Turn the cross-lines by 1° to the left</source>
   <translation>Kreuzlinien um 1° nach links drehen</translation>
  </message>
  <message>
   <source>Turn the cross-lines by 1° to the right</source>
   <translation>Kreuzlinien um 1° nach rechts drehen</translation>
  </message>
  <message>
   <source>Two clicks, or one drag</source>
   <translation>Zwei Klicks oder ein Zug</translation>
  </message>
  <message>
   <source>Two fingers</source>
   <translation>Zwei Finger</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>Typ</translation>
  </message>
  <message>
   <source>Type how long it is. A ruler, coin or marker must lie as far from the detector as what you measure.</source>
   <translation>Geben Sie ein, wie lang es ist. Lineal, Münze oder Marker müssen so weit vom Detektor liegen wie das Gemessene.</translation>
  </message>
  <message>
   <source>Type to search: extrusion, facet, fracture ...</source>
   <translation>Zum Suchen tippen: Extrusion, Facette, Fraktur ...</translation>
  </message>
  <message>
   <source>Type to search: transforaminal, medial branch ...</source>
   <translation>Zum Suchen tippen: transforaminal, medial branch ...</translation>
  </message>
  <message>
   <source>Type what the text says, or press Esc to leave it out.</source>
   <translation>Geben Sie den Text ein, oder lassen Sie ihn mit Esc weg.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Undo: {undo_title} (Ctrl+Z)</source>
   <translation>Rückgängig: {undo_title} (Strg+Z)</translation>
  </message>
  <message>
   <source>Undone: {description}</source>
   <translation>Rückgängig gemacht: {description}</translation>
  </message>
  <message>
   <source>Unlink</source>
   <translation>Verknüpfung lösen</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>Entsperren</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Nehmen</translation>
  </message>
  <message>
   <source>Use this key</source>
   <translation>Diese Taste verwenden</translation>
  </message>
  <message>
   <source>Use this measurement</source>
   <translation>Diese Messung nehmen</translation>
  </message>
  <message>
   <source>Usual keys</source>
   <translation>Übliche Tasten</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>Values not confirmed: {doubt}.</source>
   <translation>Werte nicht bestätigt: {doubt}.</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>Urteil</translation>
  </message>
  <message>
   <source>Vert.</source>
   <translation>Wirbel</translation>
  </message>
  <message>
   <source>Vertebra</source>
   <translation>Wirbel</translation>
  </message>
  <message>
   <source>Vertebra, six points</source>
   <translation>Wirbel, sechs Punkte</translation>
  </message>
  <message>
   <source>View</source>
   <translation>Ansicht</translation>
  </message>
  <message>
   <source>Viewport {n}</source>
   <translation>Bildfenster {n}</translation>
  </message>
  <message>
   <source>Viewport, empty</source>
   <translation>Bildfenster, leer</translation>
  </message>
  <message>
   <source>Viewport, {name}, {value}</source>
   <translation>Bildfenster, {name}, {value}</translation>
  </message>
  <message>
   <source>Viewports</source>
   <translation>Bildfenster</translation>
  </message>
  <message>
   <source>Vital signs</source>
   <translation>Vitalzeichen</translation>
  </message>
  <message>
   <source>Weighting</source>
   <translation>Wichtung</translation>
  </message>
  <message>
   <source>What can be done about it</source>
   <translation>Was dagegen getan werden kann</translation>
  </message>
  <message>
   <source>What does the text say?</source>
   <translation>Wie lautet der Text?</translation>
  </message>
  <message>
   <source>What eases it</source>
   <translation>Was es lindert</translation>
  </message>
  <message>
   <source>What explains what</source>
   <translation>Was erklärt was</translation>
  </message>
  <message>
   <source>What is laid on the screen</source>
   <translation>Was auf den Bildschirm gelegt wird</translation>
  </message>
  <message>
   <source>What was tried, when, and how much it helped.</source>
   <translation>Was versucht wurde, wann und wie viel es geholfen hat.</translation>
  </message>
  <message>
   <source>What will change</source>
   <translation>Was sich ändert</translation>
  </message>
  <message>
   <source>What worsens it</source>
   <translation>Was es verschlimmert</translation>
  </message>
  <message>
   <source>Wheel</source>
   <translation>Rad</translation>
  </message>
  <message>
   <source>Which level is this?</source>
   <translation>Welche Höhe ist das?</translation>
  </message>
  <message>
   <source>While a point is placed or a handle dragged, the place is shown three times larger.</source>
   <translation>Während ein Punkt gesetzt oder ein Griff gezogen wird, ist die Stelle dreifach vergrößert.</translation>
  </message>
  <message>
   <source>White</source>
   <translation>Weiß</translation>
  </message>
  <message>
   <source>White above</source>
   <translation>Weiß über</translation>
  </message>
  <message>
   <source>Why another grade than the suggested one</source>
   <translation>Warum ein anderer Grad als der vorgeschlagene</translation>
  </message>
  <message>
   <source>Why not as measured? Then Enter</source>
   <translation>Warum nicht wie gemessen? Dann Eingabe</translation>
  </message>
  <message>
   <source>Why this level is right</source>
   <translation>Warum diese Höhe stimmt</translation>
  </message>
  <message>
   <source>Why this side is right</source>
   <translation>Warum diese Seite stimmt</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>Fensterung</translation>
  </message>
  <message>
   <source>Window and level</source>
   <translation>Fensterbreite und -zentrum</translation>
  </message>
  <message>
   <source>Window by region</source>
   <translation>Fensterung nach Region</translation>
  </message>
  <message>
   <source>Window of linked viewports: {value}.</source>
   <translation>Fensterung verknüpfter Bildfenster: {value}.</translation>
  </message>
  <message>
   <source>Window {value} of {count} of the image: {window_words}</source>
   <translation>Fensterung {value} von {count} des Bildes: {window_words}</translation>
  </message>
  <message>
   <source>Window: as stored in the image</source>
   <translation>Fensterung: wie im Bild gespeichert</translation>
  </message>
  <message>
   <source>Window: automatic</source>
   <translation>Fensterung: automatisch</translation>
  </message>
  <message>
   <source>Window: bone</source>
   <translation>Fensterung: Knochen</translation>
  </message>
  <message>
   <source>Window: brain</source>
   <translation>Fensterung: Gehirn</translation>
  </message>
  <message>
   <source>Window: fine bone, hardware</source>
   <translation>Fensterung: feiner Knochen, Implantate</translation>
  </message>
  <message>
   <source>Window: lung</source>
   <translation>Fensterung: Lunge</translation>
  </message>
  <message>
   <source>Window: soft tissue</source>
   <translation>Fensterung: Weichteile</translation>
  </message>
  <message>
   <source>Window: spine soft tissue</source>
   <translation>Fensterung: Wirbelsäule Weichteile</translation>
  </message>
  <message>
   <source>Window: {window_words}</source>
   <translation>Fensterung: {window_words}</translation>
  </message>
  <message>
   <source>Windows</source>
   <translation>Fensterungen</translation>
  </message>
  <message>
   <source>Windows by name…</source>
   <translation>Fensterungen nach Name…</translation>
  </message>
  <message>
   <source>Without L6</source>
   <translation>Ohne L6</translation>
  </message>
  <message>
   <source>Worst</source>
   <translation>Stärkster</translation>
  </message>
  <message>
   <source>Write marks to a file</source>
   <translation>Markierungen in eine Datei schreiben</translation>
  </message>
  <message>
   <source>Write pairs such as L5=L6, with a comma between them. {text} is none.</source>
   <translation>Schreiben Sie Paare wie L5=L6 mit Komma dazwischen. {text} ist keines.</translation>
  </message>
  <message>
   <source>Writes a PDF and a DICOM Structured Report that refers to the images. The identity of every image is checked against the case first; a mismatch stops the export.</source>
   <translation>Schreibt ein PDF und einen DICOM Structured Report, der auf die Bilder verweist. Zuvor wird die Identität jedes Bildes mit dem Fall abgeglichen; eine Abweichung stoppt den Export.</translation>
  </message>
  <message>
   <source>Written in this session</source>
   <translation>In dieser Sitzung geschrieben</translation>
  </message>
  <message>
   <source>X-ray look</source>
   <translation>Röntgendarstellung</translation>
  </message>
  <message>
   <source>You saved {words}. They are kept when this section is reset; the window menu removes them.</source>
   <translation>Von Ihnen gespeichert: {words}. Sie bleiben erhalten, wenn dieser Abschnitt zurückgesetzt wird; das Fensterungsmenü entfernt sie.</translation>
  </message>
  <message>
   <source>Your name, as it shall stand in reports</source>
   <translation>Ihr Name, wie er in Berichten stehen soll</translation>
  </message>
  <message>
   <source>Your name, as it shall stand in the report</source>
   <translation>Ihr Name, wie er im Bericht stehen soll</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>Zoom</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>Vergrößern</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>Herauszoomen</translation>
  </message>
  <message>
   <source>Zooming</source>
   <translation>Zoomen</translation>
  </message>
  <message>
   <source>a line; an oval or a box</source>
   <translation>eine Linie; ein Oval oder Rechteck</translation>
  </message>
  <message>
   <source>a path or polygon; Backspace takes a point back</source>
   <translation>ein Pfad oder Polygon; Rücktaste nimmt einen Punkt zurück</translation>
  </message>
  <message>
   <source>adverse effects</source>
   <translation>unerwünschte Wirkungen</translation>
  </message>
  <message>
   <source>against</source>
   <translation>dagegen</translation>
  </message>
  <message>
   <source>all of a modality</source>
   <translation>alle einer Modalität</translation>
  </message>
  <message>
   <source>all {count_words} values</source>
   <translation>alle {count_words} Werte</translation>
  </message>
  <message>
   <source>amber</source>
   <translation>bernstein</translation>
  </message>
  <message>
   <source>and {value} more; `foramen index` lists them all</source>
   <translation>und {value} weitere; `foramen index` listet alle auf</translation>
  </message>
  <message>
   <source>and {value} more; search to narrow the list</source>
   <translation>und {value} weitere; suchen, um die Liste einzugrenzen</translation>
  </message>
  <message>
   <source>angle °</source>
   <translation>Winkel °</translation>
  </message>
  <message>
   <source>anterior</source>
   <translation>anterior</translation>
  </message>
  <message>
   <source>any age</source>
   <translation>beliebiges Alter</translation>
  </message>
  <message>
   <source>any image</source>
   <translation>beliebiges Bild</translation>
  </message>
  <message>
   <source>any number</source>
   <translation>beliebig viele</translation>
  </message>
  <message>
   <source>any, or MR, CT, DX</source>
   <translation>beliebig, oder MR, CT, DX</translation>
  </message>
  <message>
   <source>as its finding</source>
   <translation>wie ihr Befund</translation>
  </message>
  <message>
   <source>as left and right button</source>
   <translation>als linke und rechte Taste</translation>
  </message>
  <message>
   <source>as you set it</source>
   <translation>wie von Ihnen eingestellt</translation>
  </message>
  <message>
   <source>bilateral</source>
   <translation>beidseits</translation>
  </message>
  <message>
   <source>birth date unknown</source>
   <translation>Geburtsdatum unbekannt</translation>
  </message>
  <message>
   <source>blue</source>
   <translation>blau</translation>
  </message>
  <message>
   <source>centre of one femoral head</source>
   <translation>Mitte eines Hüftkopfs</translation>
  </message>
  <message>
   <source>centre of the femoral head</source>
   <translation>Mitte des Hüftkopfs</translation>
  </message>
  <message>
   <source>centre of the other femoral head</source>
   <translation>Mitte des anderen Hüftkopfs</translation>
  </message>
  <message>
   <source>cervical spine</source>
   <translation>Halswirbelsäule</translation>
  </message>
  <message>
   <source>changed by you</source>
   <translation>von Ihnen geändert</translation>
  </message>
  <message>
   <source>changed {replace} UTC</source>
   <translation>geändert {replace} UTC</translation>
  </message>
  <message>
   <source>changes the mark; Shift keeps an oval from turning</source>
   <translation>ändert die Markierung; Umschalt hält ein Oval vom Drehen ab</translation>
  </message>
  <message>
   <source>check identity</source>
   <translation>Identität prüfen</translation>
  </message>
  <message>
   <source>choose it</source>
   <translation>bitte wählen</translation>
  </message>
  <message>
   <source>choose it: a radiograph has no patient coordinates</source>
   <translation>bitte wählen: Eine Röntgenaufnahme hat keine Patientenkoordinaten</translation>
  </message>
  <message>
   <source>choose the level</source>
   <translation>Höhe wählen</translation>
  </message>
  <message>
   <source>choose what is under it</source>
   <translation>wählen, was darunter liegt</translation>
  </message>
  <message>
   <source>cine</source>
   <translation>Cine</translation>
  </message>
  <message>
   <source>click to load</source>
   <translation>zum Laden klicken</translation>
  </message>
  <message>
   <source>colour: {color}</source>
   <translation>Farbe: {color}</translation>
  </message>
  <message>
   <source>comment: {text}</source>
   <translation>Kommentar: {text}</translation>
  </message>
  <message>
   <source>concordant</source>
   <translation>konkordant</translation>
  </message>
  <message>
   <source>corner</source>
   <translation>Ecke</translation>
  </message>
  <message>
   <source>counted from C2 on the whole-spine image ...</source>
   <translation>ab C2 auf der Ganzwirbelsäulenaufnahme gezählt …</translation>
  </message>
  <message>
   <source>cross-section of the line</source>
   <translation>Querschnitt der Linie</translation>
  </message>
  <message>
   <source>crosshair</source>
   <translation>Fadenkreuz</translation>
  </message>
  <message>
   <source>crosshair outside this series</source>
   <translation>Fadenkreuz außerhalb dieser Serie</translation>
  </message>
  <message>
   <source>date unknown</source>
   <translation>Datum unbekannt</translation>
  </message>
  <message>
   <source>diameter</source>
   <translation>Durchmesser</translation>
  </message>
  <message>
   <source>diameter across</source>
   <translation>Durchmesser quer</translation>
  </message>
  <message>
   <source>disc space</source>
   <translation>Bandscheibenraum</translation>
  </message>
  <message>
   <source>disc, lower border, anterior</source>
   <translation>Bandscheibe, Unterrand, vorn</translation>
  </message>
  <message>
   <source>disc, lower border, middle</source>
   <translation>Bandscheibe, Unterrand, Mitte</translation>
  </message>
  <message>
   <source>disc, lower border, posterior</source>
   <translation>Bandscheibe, Unterrand, hinten</translation>
  </message>
  <message>
   <source>disc, upper border, anterior</source>
   <translation>Bandscheibe, Oberrand, vorn</translation>
  </message>
  <message>
   <source>disc, upper border, middle</source>
   <translation>Bandscheibe, Oberrand, Mitte</translation>
  </message>
  <message>
   <source>disc, upper border, posterior</source>
   <translation>Bandscheibe, Oberrand, hinten</translation>
  </message>
  <message>
   <source>discordant</source>
   <translation>diskordant</translation>
  </message>
  <message>
   <source>does not snap to other marks</source>
   <translation>rastet nicht an anderen Markierungen ein</translation>
  </message>
  <message>
   <source>eases: {factor_words}</source>
   <translation>lindert: {factor_words}</translation>
  </message>
  <message>
   <source>empty</source>
   <translation>leer</translation>
  </message>
  <message>
   <source>end of one arm</source>
   <translation>Ende eines Schenkels</translation>
  </message>
  <message>
   <source>end of the other arm</source>
   <translation>Ende des anderen Schenkels</translation>
  </message>
  <message>
   <source>entry and tip placed</source>
   <translation>Eintritt und Spitze gesetzt</translation>
  </message>
  <message>
   <source>everything that can be reached from the seed has this label</source>
   <translation>alles vom Saatpunkt Erreichbare hat dieses Label</translation>
  </message>
  <message>
   <source>farthest posterior point of the body</source>
   <translation>am weitesten hinten liegender Punkt des Wirbelkörpers</translation>
  </message>
  <message>
   <source>file</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <source>findings and pain: {verdict}</source>
   <translation>Befunde und Schmerz: {verdict}</translation>
  </message>
  <message>
   <source>first line, one end</source>
   <translation>erste Linie, ein Ende</translation>
  </message>
  <message>
   <source>first line, other end</source>
   <translation>erste Linie, anderes Ende</translation>
  </message>
  <message>
   <source>fits {list}</source>
   <translation>passt zu {list}</translation>
  </message>
  <message>
   <source>flipped or rotated</source>
   <translation>gespiegelt oder gedreht</translation>
  </message>
  <message>
   <source>for {finding_words}</source>
   <translation>für {finding_words}</translation>
  </message>
  <message>
   <source>from ledger</source>
   <translation>aus der Höhenliste</translation>
  </message>
  <message>
   <source>from {side}</source>
   <translation>von {side}</translation>
  </message>
  <message>
   <source>from {value}</source>
   <translation>von {value}</translation>
  </message>
  <message>
   <source>fused: {short_title_of} on {short_title_of2}
{fit_text}</source>
   <translation>fusioniert: {short_title_of} auf {short_title_of2}
{fit_text}</translation>
  </message>
  <message>
   <source>gantry tilt, shown slice by slice</source>
   <translation>Gantry-Kippung, Schicht für Schicht gezeigt</translation>
  </message>
  <message>
   <source>green</source>
   <translation>grün</translation>
  </message>
  <message>
   <source>height, lower end</source>
   <translation>Höhe, unteres Ende</translation>
  </message>
  <message>
   <source>height, upper end</source>
   <translation>Höhe, oberes Ende</translation>
  </message>
  <message>
   <source>hidden</source>
   <translation>ausgeblendet</translation>
  </message>
  <message>
   <source>image of another study or not on this machine</source>
   <translation>Bild einer anderen Untersuchung oder nicht auf diesem Rechner</translation>
  </message>
  <message>
   <source>in review</source>
   <translation>in Prüfung</translation>
  </message>
  <message>
   <source>inferior</source>
   <translation>inferior</translation>
  </message>
  <message>
   <source>inferior endplate, anterior</source>
   <translation>Grundplatte, vorn</translation>
  </message>
  <message>
   <source>inferior endplate, middle</source>
   <translation>Grundplatte, Mitte</translation>
  </message>
  <message>
   <source>inferior endplate, posterior</source>
   <translation>Grundplatte, hinten</translation>
  </message>
  <message>
   <source>interpolated, {count} samples</source>
   <translation>interpoliert, {count} Abtastwerte</translation>
  </message>
  <message>
   <source>into {roots}</source>
   <translation>in {roots}</translation>
  </message>
  <message>
   <source>invalid pixel data</source>
   <translation>ungültige Pixeldaten</translation>
  </message>
  <message>
   <source>inverted</source>
   <translation>invertiert</translation>
  </message>
  <message>
   <source>irregular slice spacing</source>
   <translation>unregelmäßiger Schichtabstand</translation>
  </message>
  <message>
   <source>is marked on {where} (another Frame of Reference): see it in Read (F1).</source>
   <translation>ist auf {where} markiert (anderes Bezugssystem, Frame of Reference): siehe Befunden (F1).</translation>
  </message>
  <message>
   <source>is not marked on any image.</source>
   <translation>ist auf keinem Bild markiert.</translation>
  </message>
  <message>
   <source>it has been already</source>
   <translation>das ist sie bereits</translation>
  </message>
  <message>
   <source>it is empty</source>
   <translation>er ist leer</translation>
  </message>
  <message>
   <source>it is no JSON</source>
   <translation>es ist kein JSON</translation>
  </message>
  <message>
   <source>key image</source>
   <translation>Schlüsselbild</translation>
  </message>
  <message>
   <source>key of an active 3-D viewport</source>
   <translation>Taste eines aktiven 3-D-Bildfensters</translation>
  </message>
  <message>
   <source>lateral edge of the acetabulum</source>
   <translation>lateraler Pfannenrand</translation>
  </message>
  <message>
   <source>left</source>
   <translation>links</translation>
  </message>
  <message>
   <source>left anterior</source>
   <translation>links anterior</translation>
  </message>
  <message>
   <source>left joint, anteromedial end</source>
   <translation>linkes Gelenk, anteromediales Ende</translation>
  </message>
  <message>
   <source>left joint, posterolateral end</source>
   <translation>linkes Gelenk, posterolaterales Ende</translation>
  </message>
  <message>
   <source>left leg pain</source>
   <translation>Schmerz im linken Bein</translation>
  </message>
  <message>
   <source>left posterior</source>
   <translation>links posterior</translation>
  </message>
  <message>
   <source>level</source>
   <translation>Höhe</translation>
  </message>
  <message>
   <source>level not known</source>
   <translation>Höhe nicht bekannt</translation>
  </message>
  <message>
   <source>level {kind} {value}</source>
   <translation>Höhe {kind} {value}</translation>
  </message>
  <message>
   <source>level, upright or at 45°; a circle, a square</source>
   <translation>waagerecht, senkrecht oder 45°; ein Kreis, ein Quadrat</translation>
  </message>
  <message>
   <source>levels</source>
   <translation>Höhen</translation>
  </message>
  <message>
   <source>like series</source>
   <translation>gleichartige Serien</translation>
  </message>
  <message>
   <source>like {one}</source>
   <translation>wie {one}</translation>
  </message>
  <message>
   <source>line, one end</source>
   <translation>Linie, ein Ende</translation>
  </message>
  <message>
   <source>line, other end</source>
   <translation>Linie, anderes Ende</translation>
  </message>
  <message>
   <source>linked position outside this series</source>
   <translation>verknüpfte Position außerhalb dieser Serie</translation>
  </message>
  <message>
   <source>linked to its finding</source>
   <translation>mit ihrem Befund verknüpft</translation>
  </message>
  <message>
   <source>loading {done} / {total}</source>
   <translation>lädt {done} / {total}</translation>
  </message>
  <message>
   <source>locked</source>
   <translation>gesperrt</translation>
  </message>
  <message>
   <source>long axis</source>
   <translation>lange Achse</translation>
  </message>
  <message>
   <source>long axis, one end</source>
   <translation>lange Achse, ein Ende</translation>
  </message>
  <message>
   <source>long axis, other end</source>
   <translation>lange Achse, anderes Ende</translation>
  </message>
  <message>
   <source>lossy compression</source>
   <translation>verlustbehaftete Kompression</translation>
  </message>
  <message>
   <source>lower end vertebra, inferior endplate, one end</source>
   <translation>unterer Endwirbel, Grundplatte, ein Ende</translation>
  </message>
  <message>
   <source>lower end vertebra, inferior endplate, other end</source>
   <translation>unterer Endwirbel, Grundplatte, anderes Ende</translation>
  </message>
  <message>
   <source>lower vertebra, middle of its inferior endplate</source>
   <translation>unterer Wirbel, Mitte seiner Grundplatte</translation>
  </message>
  <message>
   <source>lower vertebra, superior endplate, anterior corner</source>
   <translation>unterer Wirbel, Deckplatte, vordere Ecke</translation>
  </message>
  <message>
   <source>lower vertebra, superior endplate, posterior corner</source>
   <translation>unterer Wirbel, Deckplatte, hintere Ecke</translation>
  </message>
  <message>
   <source>lumbar spine</source>
   <translation>Lendenwirbelsäule</translation>
  </message>
  <message>
   <source>may also be called {name}</source>
   <translation>kann auch {name} heißen</translation>
  </message>
  <message>
   <source>median {value} {unit}</source>
   <translation>Median {value} {unit}</translation>
  </message>
  <message>
   <source>menu</source>
   <translation>Menü</translation>
  </message>
  <message>
   <source>midline</source>
   <translation>Mitte</translation>
  </message>
  <message>
   <source>midline, centre of the body</source>
   <translation>Mittellinie, Mitte des Wirbelkörpers</translation>
  </message>
  <message>
   <source>midline, spinous process</source>
   <translation>Mittellinie, Dornfortsatz</translation>
  </message>
  <message>
   <source>mixed image sizes</source>
   <translation>verschiedene Bildgrößen</translation>
  </message>
  <message>
   <source>mixed orientations</source>
   <translation>gemischte Orientierungen</translation>
  </message>
  <message>
   <source>mm</source>
   <translation>mm</translation>
  </message>
  <message>
   <source>mm, gauge not set</source>
   <translation>mm, Gauge nicht festgelegt</translation>
  </message>
  <message>
   <source>moves the point until it is let go, with a magnifier</source>
   <translation>bewegt den Punkt bis zum Loslassen, mit Lupe</translation>
  </message>
  <message>
   <source>must be found</source>
   <translation>muss gefunden werden</translation>
  </message>
  <message>
   <source>needle</source>
   <translation>Nadel</translation>
  </message>
  <message>
   <source>needle tip</source>
   <translation>Nadelspitze</translation>
  </message>
  <message>
   <source>needs a volume in a 3-D viewport</source>
   <translation>braucht ein Volumen in einem 3-D-Bildfenster</translation>
  </message>
  <message>
   <source>needs an open case</source>
   <translation>braucht einen offenen Fall</translation>
  </message>
  <message>
   <source>needs images on screen</source>
   <translation>braucht Bilder auf dem Bildschirm</translation>
  </message>
  <message>
   <source>needs something selected</source>
   <translation>braucht eine Auswahl</translation>
  </message>
  <message>
   <source>nerve: {contact}</source>
   <translation>Nerv: {contact}</translation>
  </message>
  <message>
   <source>next corner</source>
   <translation>nächste Ecke</translation>
  </message>
  <message>
   <source>next point</source>
   <translation>nächster Punkt</translation>
  </message>
  <message>
   <source>next point of the border</source>
   <translation>nächster Randpunkt</translation>
  </message>
  <message>
   <source>no comment</source>
   <translation>kein Kommentar</translation>
  </message>
  <message>
   <source>no date</source>
   <translation>kein Datum</translation>
  </message>
  <message>
   <source>no finding is linked</source>
   <translation>kein Befund verknüpft</translation>
  </message>
  <message>
   <source>no finding linked</source>
   <translation>kein Befund verknüpft</translation>
  </message>
  <message>
   <source>no finding marked yet</source>
   <translation>noch kein Befund markiert</translation>
  </message>
  <message>
   <source>no images and no changes yet</source>
   <translation>noch keine Bilder und keine Änderungen</translation>
  </message>
  <message>
   <source>no images here</source>
   <translation>keine Bilder hier</translation>
  </message>
  <message>
   <source>no island is smaller than {least} mL</source>
   <translation>keine Insel ist kleiner als {least} ml</translation>
  </message>
  <message>
   <source>no key</source>
   <translation>keine Taste</translation>
  </message>
  <message>
   <source>no patient name</source>
   <translation>kein Patientenname</translation>
  </message>
  <message>
   <source>no position in the patient</source>
   <translation>keine Position im Patienten</translation>
  </message>
  <message>
   <source>no reason given</source>
   <translation>kein Grund genannt</translation>
  </message>
  <message>
   <source>no slice of this plane lies between drawn ones</source>
   <translation>keine Schicht dieser Ebene liegt zwischen gezeichneten</translation>
  </message>
  <message>
   <source>no tilt</source>
   <translation>keine Kippung</translation>
  </message>
  <message>
   <source>no value: {reason}</source>
   <translation>kein Wert: {reason}</translation>
  </message>
  <message>
   <source>no window</source>
   <translation>keine Fensterung</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>none for this level</source>
   <translation>keine für diese Höhe</translation>
  </message>
  <message>
   <source>none yet, press T</source>
   <translation>noch keines, T drücken</translation>
  </message>
  <message>
   <source>none: no patient coordinates</source>
   <translation>keines: keine Patientenkoordinaten</translation>
  </message>
  <message>
   <source>normal</source>
   <translation>normal</translation>
  </message>
  <message>
   <source>normal {position_mm:+.1f} mm ({letter}){separator}{tilt}</source>
   <translation>Normale {position_mm:+.1f} mm ({letter}){separator}{tilt}</translation>
  </message>
  <message>
   <source>not asked</source>
   <translation>nicht gefragt</translation>
  </message>
  <message>
   <source>not assessed</source>
   <translation>nicht beurteilt</translation>
  </message>
  <message>
   <source>not calibrated: lengths are given in pixels</source>
   <translation>nicht kalibriert: Längen sind in Pixeln angegeben</translation>
  </message>
  <message>
   <source>not examined</source>
   <translation>nicht untersucht</translation>
  </message>
  <message>
   <source>not given</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>not graded</source>
   <translation>nicht graduiert</translation>
  </message>
  <message>
   <source>not known here</source>
   <translation>hier nicht bekannt</translation>
  </message>
  <message>
   <source>not marked on an image</source>
   <translation>auf keinem Bild markiert</translation>
  </message>
  <message>
   <source>not on an image</source>
   <translation>nicht auf einem Bild</translation>
  </message>
  <message>
   <source>not on disk</source>
   <translation>nicht auf der Platte</translation>
  </message>
  <message>
   <source>not placed yet</source>
   <translation>noch nicht gesetzt</translation>
  </message>
  <message>
   <source>not said</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>not set</source>
   <translation>nicht gesetzt</translation>
  </message>
  <message>
   <source>not shown as the image asks</source>
   <translation>nicht so gezeigt, wie das Bild es verlangt</translation>
  </message>
  <message>
   <source>not taken</source>
   <translation>nicht gemessen</translation>
  </message>
  <message>
   <source>not testable</source>
   <translation>nicht prüfbar</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>nothing is painted yet</source>
   <translation>noch nichts gemalt</translation>
  </message>
  <message>
   <source>nothing linked yet</source>
   <translation>noch nichts verknüpft</translation>
  </message>
  <message>
   <source>nothing to do again</source>
   <translation>nichts zu wiederholen</translation>
  </message>
  <message>
   <source>nothing to undo</source>
   <translation>nichts rückgängig zu machen</translation>
  </message>
  <message>
   <source>nothing: no level is placed near</source>
   <translation>nichts: keine Höhe in der Nähe gesetzt</translation>
  </message>
  <message>
   <source>numbering unresolved</source>
   <translation>Zählung ungeklärt</translation>
  </message>
  <message>
   <source>oblique</source>
   <translation>schräg</translation>
  </message>
  <message>
   <source>oblique beyond {carm_oblique_limit_deg:.0f}°</source>
   <translation>Schrägung über {carm_oblique_limit_deg:.0f}°</translation>
  </message>
  <message>
   <source>oblique toward patient</source>
   <translation>schräg zur Patientenseite</translation>
  </message>
  <message>
   <source>off</source>
   <translation>aus</translation>
  </message>
  <message>
   <source>on</source>
   <translation>ein</translation>
  </message>
  <message>
   <source>one by one</source>
   <translation>einzeln</translation>
  </message>
  <message>
   <source>one end</source>
   <translation>ein Ende</translation>
  </message>
  <message>
   <source>one joint surface</source>
   <translation>eine Gelenkfläche</translation>
  </message>
  <message>
   <source>one point less</source>
   <translation>ein Punkt weniger</translation>
  </message>
  <message>
   <source>one point more</source>
   <translation>ein Punkt mehr</translation>
  </message>
  <message>
   <source>one viewport large, and back</source>
   <translation>ein Bildfenster groß, und zurück</translation>
  </message>
  <message>
   <source>only whole</source>
   <translation>nur vollständig</translation>
  </message>
  <message>
   <source>or unsaid</source>
   <translation>oder nicht angegeben</translation>
  </message>
  <message>
   <source>orange</source>
   <translation>orange</translation>
  </message>
  <message>
   <source>other end</source>
   <translation>anderes Ende</translation>
  </message>
  <message>
   <source>other joint surface</source>
   <translation>andere Gelenkfläche</translation>
  </message>
  <message>
   <source>other side</source>
   <translation>andere Seite</translation>
  </message>
  <message>
   <source>outline</source>
   <translation>Umriss</translation>
  </message>
  <message>
   <source>outside the usual C-arm range</source>
   <translation>außerhalb des üblichen C-Bogen-Bereichs</translation>
  </message>
  <message>
   <source>overlay graphics hidden</source>
   <translation>Overlay-Grafik ausgeblendet</translation>
  </message>
  <message>
   <source>own words, Enter</source>
   <translation>eigene Worte, Eingabe</translation>
  </message>
  <message>
   <source>padding</source>
   <translation>Auffüllung</translation>
  </message>
  <message>
   <source>pain {lower} cleared</source>
   <translation>Schmerz {lower} gelöscht</translation>
  </message>
  <message>
   <source>pain {lower} {value}/10</source>
   <translation>Schmerz {lower} {value}/10</translation>
  </message>
  <message>
   <source>pain: no finding to compare</source>
   <translation>Schmerz: kein Befund zum Vergleichen</translation>
  </message>
  <message>
   <source>pan</source>
   <translation>verschieben</translation>
  </message>
  <message>
   <source>pan and zoom</source>
   <translation>verschieben und zoomen</translation>
  </message>
  <message>
   <source>partial</source>
   <translation>teilweise</translation>
  </message>
  <message>
   <source>parts removed</source>
   <translation>Teile entfernt</translation>
  </message>
  <message>
   <source>patient identity differs within this study</source>
   <translation>Patientenidentität unterscheidet sich innerhalb dieser Untersuchung</translation>
  </message>
  <message>
   <source>patient mm: the images have patient coordinates</source>
   <translation>Patienten-mm: die Bilder haben Patientenkoordinaten</translation>
  </message>
  <message>
   <source>pixels as blocks</source>
   <translation>Pixel als Blöcke</translation>
  </message>
  <message>
   <source>pixels whose centres lie inside or on the outline</source>
   <translation>Pixel, deren Mitte in oder auf dem Umriss liegt</translation>
  </message>
  <message>
   <source>place</source>
   <translation>Ort</translation>
  </message>
  <message>
   <source>place of the text</source>
   <translation>Ort des Textes</translation>
  </message>
  <message>
   <source>place to read</source>
   <translation>Ort zum Ablesen</translation>
  </message>
  <message>
   <source>planes turn one by one</source>
   <translation>Ebenen drehen einzeln</translation>
  </message>
  <message>
   <source>planned</source>
   <translation>geplant</translation>
  </message>
  <message>
   <source>point of the parallel</source>
   <translation>Punkt der Parallelen</translation>
  </message>
  <message>
   <source>point to measure to</source>
   <translation>Punkt, bis zu dem gemessen wird</translation>
  </message>
  <message>
   <source>posterior</source>
   <translation>posterior</translation>
  </message>
  <message>
   <source>posterior body border at the pedicle</source>
   <translation>Wirbelkörperhinterkante am Pedikel</translation>
  </message>
  <message>
   <source>posterior border of body or disc</source>
   <translation>Hinterkante von Wirbelkörper oder Bandscheibe</translation>
  </message>
  <message>
   <source>presentation: {title}</source>
   <translation>Präsentation: {title}</translation>
  </message>
  <message>
   <source>radiograph</source>
   <translation>Röntgenaufnahme</translation>
  </message>
  <message>
   <source>radius</source>
   <translation>Radius</translation>
  </message>
  <message>
   <source>reaches {value:.0f} mm</source>
   <translation>reicht {value:.0f} mm weit</translation>
  </message>
  <message>
   <source>red</source>
   <translation>rot</translation>
  </message>
  <message>
   <source>reformatted</source>
   <translation>reformatiert</translation>
  </message>
  <message>
   <source>report numbers differently</source>
   <translation>Bericht zählt anders</translation>
  </message>
  <message>
   <source>resampled</source>
   <translation>neu abgetastet</translation>
  </message>
  <message>
   <source>retracted</source>
   <translation>zurückgezogen</translation>
  </message>
  <message>
   <source>retracted: hide</source>
   <translation>zurückgezogene: ausblenden</translation>
  </message>
  <message>
   <source>retracted: show</source>
   <translation>zurückgezogene: zeigen</translation>
  </message>
  <message>
   <source>right</source>
   <translation>rechts</translation>
  </message>
  <message>
   <source>right anterior</source>
   <translation>rechts anterior</translation>
  </message>
  <message>
   <source>right joint, anteromedial end</source>
   <translation>rechtes Gelenk, anteromediales Ende</translation>
  </message>
  <message>
   <source>right joint, posterolateral end</source>
   <translation>rechtes Gelenk, posterolaterales Ende</translation>
  </message>
  <message>
   <source>right posterior</source>
   <translation>rechts posterior</translation>
  </message>
  <message>
   <source>sacral endplate, anterior corner</source>
   <translation>Sakrumdeckplatte, vordere Ecke</translation>
  </message>
  <message>
   <source>sacral endplate, posterior corner</source>
   <translation>Sakrumdeckplatte, hintere Ecke</translation>
  </message>
  <message>
   <source>same Frame of Reference, not registered</source>
   <translation>gleiches Bezugssystem (Frame of Reference), nicht registriert</translation>
  </message>
  <message>
   <source>scroll through images</source>
   <translation>durch Bilder blättern</translation>
  </message>
  <message>
   <source>scroll through images; pan in 3-D</source>
   <translation>durch Bilder blättern; in 3-D verschieben</translation>
  </message>
  <message>
   <source>second line, one end</source>
   <translation>zweite Linie, ein Ende</translation>
  </message>
  <message>
   <source>second line, other end</source>
   <translation>zweite Linie, anderes Ende</translation>
  </message>
  <message>
   <source>series {number}</source>
   <translation>Serie {number}</translation>
  </message>
  <message>
   <source>set by hand: {reason}</source>
   <translation>von Hand gesetzt: {reason}</translation>
  </message>
  <message>
   <source>severity not graded</source>
   <translation>Schweregrad nicht eingestuft</translation>
  </message>
  <message>
   <source>short axis</source>
   <translation>kurze Achse</translation>
  </message>
  <message>
   <source>short axis, one end</source>
   <translation>kurze Achse, ein Ende</translation>
  </message>
  <message>
   <source>short axis, other end</source>
   <translation>kurze Achse, anderes Ende</translation>
  </message>
  <message>
   <source>show the point in every viewport</source>
   <translation>den Punkt in jedem Bildfenster zeigen</translation>
  </message>
  <message>
   <source>shown</source>
   <translation>gezeigt</translation>
  </message>
  <message>
   <source>shown in blocks</source>
   <translation>in Blöcken gezeigt</translation>
  </message>
  <message>
   <source>shown in colours</source>
   <translation>farbig gezeigt</translation>
  </message>
  <message>
   <source>shutter off</source>
   <translation>Blende (Shutter) aus</translation>
  </message>
  <message>
   <source>side markers in the image are mirrored</source>
   <translation>Seitenmarken im Bild sind spiegelverkehrt</translation>
  </message>
  <message>
   <source>side not set</source>
   <translation>Seite nicht festgelegt</translation>
  </message>
  <message>
   <source>signal</source>
   <translation>Signal</translation>
  </message>
  <message>
   <source>signed</source>
   <translation>signiert</translation>
  </message>
  <message>
   <source>since {onset_date}</source>
   <translation>seit {onset_date}</translation>
  </message>
  <message>
   <source>single image</source>
   <translation>Einzelbild</translation>
  </message>
  <message>
   <source>skin</source>
   <translation>Haut</translation>
  </message>
  <message>
   <source>skin entry</source>
   <translation>Hauteintritt</translation>
  </message>
  <message>
   <source>skin to tip</source>
   <translation>Haut bis Spitze</translation>
  </message>
  <message>
   <source>slice by slice</source>
   <translation>Schicht für Schicht</translation>
  </message>
  <message>
   <source>slice thickness {thickness:g} mm</source>
   <translation>Schichtdicke {thickness:g} mm</translation>
  </message>
  <message>
   <source>slices at the same position</source>
   <translation>Schichten an derselben Position</translation>
  </message>
  <message>
   <source>slices missing</source>
   <translation>Schichten fehlen</translation>
  </message>
  <message>
   <source>some frames cannot be decoded</source>
   <translation>einige Frames können nicht dekodiert werden</translation>
  </message>
  <message>
   <source>some frames failed to decode</source>
   <translation>einige Frames ließen sich nicht dekodieren</translation>
  </message>
  <message>
   <source>spinolaminar line</source>
   <translation>spinolaminare Linie</translation>
  </message>
  <message>
   <source>stack {value} of {count}</source>
   <translation>Stapel {value} von {count}</translation>
  </message>
  <message>
   <source>stage {title}, viewport {n}</source>
   <translation>Stufe {title}, Bildfenster {n}</translation>
  </message>
  <message>
   <source>start from</source>
   <translation>ausgehend von</translation>
  </message>
  <message>
   <source>suggested</source>
   <translation>vorgeschlagen</translation>
  </message>
  <message>
   <source>superior</source>
   <translation>superior</translation>
  </message>
  <message>
   <source>superior articular process, anterior</source>
   <translation>Processus articularis superior, vorn</translation>
  </message>
  <message>
   <source>superior endplate, anterior</source>
   <translation>Deckplatte, vorn</translation>
  </message>
  <message>
   <source>superior endplate, middle</source>
   <translation>Deckplatte, Mitte</translation>
  </message>
  <message>
   <source>superior endplate, posterior</source>
   <translation>Deckplatte, hinten</translation>
  </message>
  <message>
   <source>supports</source>
   <translation>stützt</translation>
  </message>
  <message>
   <source>tail</source>
   <translation>Ende</translation>
  </message>
  <message>
   <source>target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <source>target: {words}</source>
   <translation>Ziel: {words}</translation>
  </message>
  <message>
   <source>teal</source>
   <translation>türkis</translation>
  </message>
  <message>
   <source>the case store does not answer; start the program again</source>
   <translation>der Fallspeicher antwortet nicht; starten Sie das Programm neu</translation>
  </message>
  <message>
   <source>the clicked disc</source>
   <translation>die angeklickte Bandscheibe</translation>
  </message>
  <message>
   <source>the crosshair is on no island, or on the only one</source>
   <translation>das Fadenkreuz liegt auf keiner Insel oder auf der einzigen</translation>
  </message>
  <message>
   <source>the cursor</source>
   <translation>der Cursor</translation>
  </message>
  <message>
   <source>the drawn line</source>
   <translation>die gezeichnete Linie</translation>
  </message>
  <message>
   <source>the finding at {label}</source>
   <translation>den Befund auf Höhe {label}</translation>
  </message>
  <message>
   <source>the folder cannot be written</source>
   <translation>in den Ordner kann nicht geschrieben werden</translation>
  </message>
  <message>
   <source>the ledger says {place}</source>
   <translation>die Höhenliste sagt {place}</translation>
  </message>
  <message>
   <source>the mark that was clicked goes 1 or 10 pixels on; Esc lets it go</source>
   <translation>die angeklickte Markierung rückt 1 oder 10 Pixel weiter; Esc lässt sie los</translation>
  </message>
  <message>
   <source>the patient's left</source>
   <translation>die linke Seite des Patienten</translation>
  </message>
  <message>
   <source>the patient's right</source>
   <translation>rechte Seite des Patienten</translation>
  </message>
  <message>
   <source>the series</source>
   <translation>die Serie</translation>
  </message>
  <message>
   <source>the target</source>
   <translation>das Ziel</translation>
  </message>
  <message>
   <source>the tool in the hand</source>
   <translation>das gewählte Werkzeug</translation>
  </message>
  <message>
   <source>the tool in the hand; at start {value}</source>
   <translation>das Werkzeug in der Hand; zu Beginn {value}</translation>
  </message>
  <message>
   <source>the tool stays in the hand</source>
   <translation>das Werkzeug bleibt in der Hand</translation>
  </message>
  <message>
   <source>the {label} disc</source>
   <translation>die Bandscheibe {label}</translation>
  </message>
  <message>
   <source>the {value}</source>
   <translation>{value}</translation>
  </message>
  <message>
   <source>there is no second island</source>
   <translation>es gibt keine zweite Insel</translation>
  </message>
  <message>
   <source>there is none</source>
   <translation>es gibt keine</translation>
  </message>
  <message>
   <source>this picture could not be drawn; the log has the reason</source>
   <translation>dieses Bild konnte nicht gezeichnet werden; der Grund steht im Protokoll</translation>
  </message>
  <message>
   <source>thoracic spine</source>
   <translation>Brustwirbelsäule</translation>
  </message>
  <message>
   <source>tilt</source>
   <translation>Kippung</translation>
  </message>
  <message>
   <source>tilt beyond {c_arm_tilt_limit_deg:.0f}°</source>
   <translation>Kippung über {c_arm_tilt_limit_deg:.0f}°</translation>
  </message>
  <message>
   <source>tilted {angle:.0f}°</source>
   <translation>gekippt {angle:.0f}°</translation>
  </message>
  <message>
   <source>tip</source>
   <translation>Spitze</translation>
  </message>
  <message>
   <source>to</source>
   <translation>bis</translation>
  </message>
  <message>
   <source>together: each stays perpendicular to the others</source>
   <translation>zusammen: jede bleibt senkrecht zu den anderen</translation>
  </message>
  <message>
   <source>too little known</source>
   <translation>zu wenig bekannt</translation>
  </message>
  <message>
   <source>truncated pixel data</source>
   <translation>abgeschnittene Pixeldaten</translation>
  </message>
  <message>
   <source>turn</source>
   <translation>drehen</translation>
  </message>
  <message>
   <source>turquoise</source>
   <translation>türkis</translation>
  </message>
  <message>
   <source>two clicks</source>
   <translation>zwei Klicks</translation>
  </message>
  <message>
   <source>upper end vertebra, superior endplate, one end</source>
   <translation>oberer Endwirbel, Deckplatte, ein Ende</translation>
  </message>
  <message>
   <source>upper end vertebra, superior endplate, other end</source>
   <translation>oberer Endwirbel, Deckplatte, anderes Ende</translation>
  </message>
  <message>
   <source>upper vertebra, middle of its superior endplate</source>
   <translation>oberer Wirbel, Mitte seiner Deckplatte</translation>
  </message>
  <message>
   <source>upper vertebra, posterior inferior corner</source>
   <translation>oberer Wirbel, hintere untere Ecke</translation>
  </message>
  <message>
   <source>values from</source>
   <translation>Werte von</translation>
  </message>
  <message>
   <source>vertebra above, posterior inferior corner</source>
   <translation>Wirbel darüber, hintere untere Ecke</translation>
  </message>
  <message>
   <source>vertebra below, posterior superior corner</source>
   <translation>Wirbel darunter, hintere obere Ecke</translation>
  </message>
  <message>
   <source>vertex</source>
   <translation>Scheitel</translation>
  </message>
  <message>
   <source>violet</source>
   <translation>violett</translation>
  </message>
  <message>
   <source>volume: can be cut in any plane</source>
   <translation>Volumen: in jeder Ebene schneidbar</translation>
  </message>
  <message>
   <source>what goes where</source>
   <translation>was wohin kommt</translation>
  </message>
  <message>
   <source>what, dose, how many</source>
   <translation>was, Dosis, wie viele</translation>
  </message>
  <message>
   <source>which images</source>
   <translation>welche Bilder</translation>
  </message>
  <message>
   <source>white</source>
   <translation>weiß</translation>
  </message>
  <message>
   <source>width, anterior end</source>
   <translation>Breite, vorderes Ende</translation>
  </message>
  <message>
   <source>width, posterior end</source>
   <translation>Breite, hinteres Ende</translation>
  </message>
  <message>
   <source>window and level</source>
   <translation>Fensterung</translation>
  </message>
  <message>
   <source>within noise</source>
   <translation>im Rauschen</translation>
  </message>
  <message>
   <source>words of the description</source>
   <translation>Wörter der Beschreibung</translation>
  </message>
  <message>
   <source>words that must not be there</source>
   <translation>Wörter, die nicht vorkommen dürfen</translation>
  </message>
  <message>
   <source>works in Plan</source>
   <translation>geht in Planen</translation>
  </message>
  <message>
   <source>works in Read</source>
   <translation>geht in Befunden</translation>
  </message>
  <message>
   <source>worse: {factor_words}</source>
   <translation>schlimmer: {factor_words}</translation>
  </message>
  <message>
   <source>yellow</source>
   <translation>gelb</translation>
  </message>
  <message>
   <source>zoom</source>
   <translation>zoomen</translation>
  </message>
  <message>
   <source>{at_seeds}{undetermined}Refinement moved {moved_mm:.1f} mm and turned {turned_deg:.1f}° from the seed. Do the bones and the canal run on?</source>
   <translation>{at_seeds}{undetermined}Die Verfeinerung verschob um {moved_mm:.1f} mm und drehte um {turned_deg:.1f}° gegenüber der Ausgangslage. Laufen die Knochen und der Kanal durch?</translation>
  </message>
  <message>
   <source>{capitalize} click</source>
   <translation>{capitalize}-Klick</translation>
  </message>
  <message>
   <source>{capitalize} of revision {revision}</source>
   <translation>{capitalize} zu Revision {revision}</translation>
  </message>
  <message>
   <source>{capitalize} {value:g} {unit_text} is</source>
   <translation>{capitalize} {value:g} {unit_text} ist</translation>
  </message>
  <message>
   <source>{codes}, to confirm</source>
   <translation>{codes}, zu bestätigen</translation>
  </message>
  <message>
   <source>{count_words} of {count_words2} values</source>
   <translation>{count_words} von {count_words2} Werten</translation>
  </message>
  <message>
   <source>{count} beyond the image left out</source>
   <translation>{count} außerhalb des Bildes ausgelassen</translation>
  </message>
  <message>
   <source>{count} hidden: show all</source>
   <translation>{count} ausgeblendet: alle zeigen</translation>
  </message>
  <message>
   <source>{count} image</source>
   <translation>{count} Bild</translation>
  </message>
  <message>
   <source>{count} images</source>
   <translation>{count} Bilder</translation>
  </message>
  <message>
   <source>{count} levels by registration</source>
   <translation>{count} Höhen durch Registrierung</translation>
  </message>
  <message>
   <source>{count} levels proposed</source>
   <translation>{count} Höhen vorgeschlagen</translation>
  </message>
  <message>
   <source>{count} marks copied as text.</source>
   <translation>{count} Markierungen als Text kopiert.</translation>
  </message>
  <message>
   <source>{count} marks hidden</source>
   <translation>{count} Markierungen ausgeblendet</translation>
  </message>
  <message>
   <source>{count} of padding left out</source>
   <translation>{count} der Auffüllung ausgelassen</translation>
  </message>
  <message>
   <source>{count} of {count2}</source>
   <translation>{count} von {count2}</translation>
  </message>
  <message>
   <source>{count} patients were found. Choose one from the case list.</source>
   <translation>{count} Patienten wurden gefunden. Wählen Sie einen aus der Fallliste.</translation>
  </message>
  <message>
   <source>{count} proposed levels accepted. Ctrl+Z takes them back.</source>
   <translation>{count} vorgeschlagene Höhen angenommen. Strg+Z nimmt sie zurück.</translation>
  </message>
  <message>
   <source>{count} proposed: right-click to accept</source>
   <translation>{count} vorgeschlagen: Rechtsklick zum Annehmen</translation>
  </message>
  <message>
   <source>{count} to look at</source>
   <translation>{count} zu prüfen</translation>
  </message>
  <message>
   <source>{count} windows</source>
   <translation>{count} Fensterungen</translation>
  </message>
  <message>
   <source>{count} {value} placed on this Frame of Reference</source>
   <translation>{count} {value} in diesem Bezugssystem (Frame of Reference) gesetzt</translation>
  </message>
  <message>
   <source>{degrees}° above</source>
   <translation>{degrees}° von oben</translation>
  </message>
  <message>
   <source>{degrees}° below</source>
   <translation>{degrees}° von unten</translation>
  </message>
  <message>
   <source>{description}. Ctrl+Z brings it back.</source>
   <translation>{description}. Strg+Z holt es zurück.</translation>
  </message>
  <message>
   <source>{description}. Ctrl+Z takes it back.</source>
   <translation>{description}. Strg+Z nimmt es zurück.</translation>
  </message>
  <message>
   <source>{done} of {count} assessed</source>
   <translation>{done} von {count} beurteilt</translation>
  </message>
  <message>
   <source>{error}. Put it right, or choose the protocol anew from the list.</source>
   <translation>{error}. Berichtigen Sie es, oder wählen Sie das Protokoll neu aus der Liste.</translation>
  </message>
  <message>
   <source>{examined} recorded</source>
   <translation>{examined} erfasst</translation>
  </message>
  <message>
   <source>{factor:g}x lens</source>
   <translation>{factor:g}x Lupe</translation>
  </message>
  <message>
   <source>{files} {value} looked at</source>
   <translation>{files} {value} angesehen</translation>
  </message>
  <message>
   <source>{folder} cannot be made: {strerror}. Make its parent folder writable.</source>
   <translation>{folder} kann nicht angelegt werden: {strerror}. Machen Sie den übergeordneten Ordner beschreibbar.</translation>
  </message>
  <message>
   <source>{grades} suggested: {name} {number} (cut-offs {cut_offs}; {noise}; {provenance})</source>
   <translation>{grades} vorgeschlagen: {name} {number} (Grenzen {cut_offs}; {noise}; {provenance})</translation>
  </message>
  <message>
   <source>{key} is the key of {named}; it would lose it.</source>
   <translation>{key} ist die Taste von {named}; dort ginge sie verloren.</translation>
  </message>
  <message>
   <source>{label} (not usual here)</source>
   <translation>{label} (hier nicht üblich)</translation>
  </message>
  <message>
   <source>{label} is {value}, the finding </source>
   <translation>{label} ist {value}, der Befund </translation>
  </message>
  <message>
   <source>{label} to {label2}</source>
   <translation>{label} bis {label2}</translation>
  </message>
  <message>
   <source>{label} was not moved: that image has another Frame of Reference. Place it there.</source>
   <translation>{label} wurde nicht verschoben: Jenes Bild hat ein anderes Bezugssystem (Frame of Reference). Setzen Sie es dort.</translation>
  </message>
  <message>
   <source>{left_out} saved windows could not be read and are left out; save them again.</source>
   <translation>{left_out} gespeicherte Fensterungen konnten nicht gelesen werden und sind ausgelassen; speichern Sie sie erneut.</translation>
  </message>
  <message>
   <source>{level} cannot be placed: the image in the active viewport has no patient coordinates. Open a CT or MR series.</source>
   <translation>{level} kann nicht gesetzt werden: Das Bild im aktiven Bildfenster hat keine Patientenkoordinaten. Öffnen Sie eine CT- oder MR-Serie.</translation>
  </message>
  <message>
   <source>{level} is called</source>
   <translation>{level} heißt</translation>
  </message>
  <message>
   <source>{level} is not labelled on these images: they stay where they are.</source>
   <translation>{level} ist auf diesen Bildern nicht beschriftet: Sie bleiben stehen.</translation>
  </message>
  <message>
   <source>{level} was moved. Ctrl+Z brings it back.</source>
   <translation>{level} wurde verschoben. Strg+Z bringt es zurück.</translation>
  </message>
  <message>
   <source>{level} was not placed: this image has no patient coordinates. Click on a CT or MR image that has them.</source>
   <translation>{level} wurde nicht gesetzt: Dieses Bild hat keine Patientenkoordinaten. Klicken Sie auf ein CT- oder MR-Bild, das sie hat.</translation>
  </message>
  <message>
   <source>{meant}  (finding points to {list})</source>
   <translation>{meant}  (Befund weist auf {list})</translation>
  </message>
  <message>
   <source>{mm} mm from {level}, where this was registered: may be off</source>
   <translation>{mm} mm von {level} entfernt, wo registriert wurde: kann abweichen</translation>
  </message>
  <message>
   <source>{modality} {value} series</source>
   <translation>{modality} {value} Serie</translation>
  </message>
  <message>
   <source>{months} months ago</source>
   <translation>vor {months} Monaten</translation>
  </message>
  <message>
   <source>{more} more</source>
   <translation>{more} weitere</translation>
  </message>
  <message>
   <source>{more} more: select one on the image, then press M.</source>
   <translation>{more} weitere: eine im Bild wählen, dann M drücken.</translation>
  </message>
  <message>
   <source>{names} could not be opened: {reason}. Check that it is still there and may be read.</source>
   <translation>{names} nicht zu öffnen: {reason}. Prüfen Sie, ob es noch da ist und gelesen werden darf.</translation>
  </message>
  <message>
   <source>{name} is none: remove and close up ...</source>
   <translation>{name} ist keiner: entfernen und aufrücken …</translation>
  </message>
  <message>
   <source>{name} is shown</source>
   <translation>{name} wird gezeigt</translation>
  </message>
  <message>
   <source>{name} is the last disc that is known in this direction.</source>
   <translation>{name} ist die letzte in dieser Richtung bekannte Bandscheibe.</translation>
  </message>
  <message>
   <source>{name} this percentile of the values</source>
   <translation>{name} diesem Perzentil der Werte</translation>
  </message>
  <message>
   <source>{name}, percentile</source>
   <translation>{name}, Perzentil</translation>
  </message>
  <message>
   <source>{name}: which side? R, L, M for midline, B for both; Esc gives it up.</source>
   <translation>{name}: Welche Seite? R, L, M für Mitte, B für beide; Esc gibt auf.</translation>
  </message>
  <message>
   <source>{name}: {px_per_mm:.2f} pixels a millimetre</source>
   <translation>{name}: {px_per_mm:.2f} Pixel pro Millimeter</translation>
  </message>
  <message>
   <source>{name}: {reason}.</source>
   <translation>{name}: {reason}.</translation>
  </message>
  <message>
   <source>{name}: {sentence}</source>
   <translation>{name}: {sentence}</translation>
  </message>
  <message>
   <source>{name}: {value:.1f} mm</source>
   <translation>{name}: {value:.1f} mm</translation>
  </message>
  <message>
   <source>{needle} mm</source>
   <translation>{needle} mm</translation>
  </message>
  <message>
   <source>{not_known}: no level is placed near</source>
   <translation>{not_known}: keine Höhe ist in der Nähe gesetzt</translation>
  </message>
  <message>
   <source>{number} of {count}: {what}</source>
   <translation>{number} von {count}: {what}</translation>
  </message>
  <message>
   <source>{n} of 10</source>
   <translation>{n} von 10</translation>
  </message>
  <message>
   <source>{others} object is not an image</source>
   <translation>{others} Objekt ist kein Bild</translation>
  </message>
  <message>
   <source>{others} objects are not images</source>
   <translation>{others} Objekte sind keine Bilder</translation>
  </message>
  <message>
   <source>{path} could not be written. Check the folder and the free space.</source>
   <translation>{path} konnte nicht geschrieben werden. Prüfen Sie den Ordner und den freien Speicherplatz.</translation>
  </message>
  <message>
   <source>{path}: {sop_class}, has no image to show</source>
   <translation>{path}: {sop_class}, hat kein anzuzeigendes Bild</translation>
  </message>
  <message>
   <source>{place} is shown. {value}</source>
   <translation>{place} wird gezeigt. {value}</translation>
  </message>
  <message>
   <source>{place}: {counted}. Everything else is shown.</source>
   <translation>{place}: {counted}. Alles andere wird gezeigt.</translation>
  </message>
  <message>
   <source>{reason} Press N again to retract it and call this normal, or Enter to open it.</source>
   <translation>{reason} Noch einmal N zieht ihn zurück und nennt dies normal, Eingabe öffnet ihn.</translation>
  </message>
  <message>
   <source>{rule} (no such rule)</source>
   <translation>{rule} (keine solche Regel)</translation>
  </message>
  <message>
   <source>{short_title_of} on {short_title_of2}, {in_review}
{scope_text}, {residual_text}</source>
   <translation>{short_title_of} auf {short_title_of2}, {in_review}
{scope_text}, {residual_text}</translation>
  </message>
  <message>
   <source>{shown} of {count}</source>
   <translation>{shown} von {count}</translation>
  </message>
  <message>
   <source>{side_relation}DICOM positioner {dicom_primary_deg:.0f}° / {dicom_secondary_deg:.0f}° · 0/0 here = detector straight posterior, prone · in the axial plane {axial_deg:.0f}° from sagittal</source>
   <translation>{side_relation}DICOM-Positioner {dicom_primary_deg:.0f}° / {dicom_secondary_deg:.0f}° · 0/0 hier = Detektor gerade posterior, Bauchlage · in der axialen Ebene {axial_deg:.0f}° von sagittal</translation>
  </message>
  <message>
   <source>{spacing:.3g} mm</source>
   <translation>{spacing:.3g} mm</translation>
  </message>
  <message>
   <source>{stage_title} opens as {layout_id} from now on.</source>
   <translation>{stage_title} öffnet ab jetzt als {layout_id}.</translation>
  </message>
  <message>
   <source>{sum} series</source>
   <translation>{sum} Serien</translation>
  </message>
  <message>
   <source>{text} Within the noise of a cut-off: choose.</source>
   <translation>{text} Im Rauschen einer Grenze: Wählen Sie.</translation>
  </message>
  <message>
   <source>{thickness:g} mm</source>
   <translation>{thickness:g} mm</translation>
  </message>
  <message>
   <source>{tip}
Click to link items.</source>
   <translation>{tip}
Klicken, um Einträge zu verknüpfen.</translation>
  </message>
  <message>
   <source>{title}  ·  on screen</source>
   <translation>{title}  ·  auf dem Bildschirm</translation>
  </message>
  <message>
   <source>{title} (copy)</source>
   <translation>{title} (Kopie)</translation>
  </message>
  <message>
   <source>{title} (read only)</source>
   <translation>{title} (nur lesbar)</translation>
  </message>
  <message>
   <source>{title} could not be deleted: {value}.</source>
   <translation>{title} konnte nicht gelöscht werden: {value}.</translation>
  </message>
  <message>
   <source>{title} could not be saved: {reason}.</source>
   <translation>{title} konnte nicht gespeichert werden: {reason}.</translation>
  </message>
  <message>
   <source>{title} failed ({name}: {error}). Nothing was changed.</source>
   <translation>{title} fehlgeschlagen ({name}: {error}). Es wurde nichts geändert.</translation>
  </message>
  <message>
   <source>{title} is a CT window; {value} has none. 0 and 1 work.</source>
   <translation>{title} ist eine CT-Fensterung; {value} hat keine. 0 und 1 gehen.</translation>
  </message>
  <message>
   <source>{title} is a {modality} window; {value} has none. 0 and 1 work.</source>
   <translation>{title} ist eine {modality}-Fensterung; {value} hat keine. 0 und 1 gehen.</translation>
  </message>
  <message>
   <source>{title} is as shipped again.</source>
   <translation>{title} ist wieder wie ausgeliefert.</translation>
  </message>
  <message>
   <source>{title} is deleted.</source>
   <translation>{title} ist gelöscht.</translation>
  </message>
  <message>
   <source>{title} is not seen on images. It is a hypothesis for Explain (F3), not an imaging finding; images only exclude other causes.</source>
   <translation>{title} ist auf Bildern nicht zu sehen. Es ist eine Hypothese für Erklären (F3), kein Bildbefund; Bilder schließen nur andere Ursachen aus.</translation>
  </message>
  <message>
   <source>{title} is saved.</source>
   <translation>{title} ist gespeichert.</translation>
  </message>
  <message>
   <source>{title} is yours to edit.</source>
   <translation>{title} können Sie bearbeiten.</translation>
  </message>
  <message>
   <source>{title} stays in the hand until Esc or another tool.</source>
   <translation>{title} bleibt in der Hand bis Esc oder einem anderen Werkzeug.</translation>
  </message>
  <message>
   <source>{title} {value!r}: a number from {low:g} to {high:g} {unit_text}.</source>
   <translation>{title} {value!r}: eine Zahl von {low:g} bis {high:g} {unit_text}.</translation>
  </message>
  <message>
   <source>{title}. Esc cancels.</source>
   <translation>{title}. Esc bricht ab.</translation>
  </message>
  <message>
   <source>{title}: hold the button, or click its corner, for more tools</source>
   <translation>{title}: Taste halten oder auf die Ecke klicken für mehr Werkzeuge</translation>
  </message>
  <message>
   <source>{title}{share}. Esc cancels.</source>
   <translation>{title}{share}. Esc bricht ab.</translation>
  </message>
  <message>
   <source>{unreadable} {value} could not be read</source>
   <translation>{unreadable} {value} nicht lesbar</translation>
  </message>
  <message>
   <source>{upper}{value}. Choose the other level, or say why.</source>
   <translation>{upper}{value}. Wählen Sie die andere Höhe oder sagen Sie warum.</translation>
  </message>
  <message>
   <source>{upper}{value}. Choose the other side, or say why.</source>
   <translation>{upper}{value}. Wählen Sie die andere Seite oder sagen Sie, warum.</translation>
  </message>
  <message>
   <source>{value:.1f} million</source>
   <translation>{value:.1f} Millionen</translation>
  </message>
  <message>
   <source>{value:.4g} mm</source>
   <translation>{value:.4g} mm</translation>
  </message>
  <message>
   <source>{value} (viewport {number})</source>
   <translation>{value} (Bildfenster {number})</translation>
  </message>
  <message>
   <source>{value} at {value_text} {unit}</source>
   <translation>{value} bei {value_text} {unit}</translation>
  </message>
  <message>
   <source>{value} differs from that of the case</source>
   <translation>{value} weicht vom Fall ab</translation>
  </message>
  <message>
   <source>{value} mm</source>
   <translation>{value} mm</translation>
  </message>
  <message>
   <source>{value} more pages are left out.</source>
   <translation>{value} weitere Seiten sind ausgelassen.</translation>
  </message>
  <message>
   <source>{value} of linked viewports: {value2}.</source>
   <translation>{value} verknüpfter Bildfenster: {value2}.</translation>
  </message>
  <message>
   <source>{value} of {count}</source>
   <translation>{value} von {count}</translation>
  </message>
  <message>
   <source>{value} years ago</source>
   <translation>vor {value} Jahren</translation>
  </message>
  <message>
   <source>{value} {exam_words} and {finding_words}</source>
   <translation>{value} {exam_words} und {finding_words}</translation>
  </message>
  <message>
   <source>{value} {label} and {finding_words}</source>
   <translation>{value}: {label} und {finding_words}</translation>
  </message>
  <message>
   <source>{value} {position_mm:+.1f} mm ({letter})</source>
   <translation>{value} {position_mm:+.1f} mm ({letter})</translation>
  </message>
  <message>
   <source>{value}, from placed levels</source>
   <translation>{value}, aus gesetzten Höhen</translation>
  </message>
  <message>
   <source>{value}; arrow keys move it</source>
   <translation>{value}; Pfeiltasten bewegen es</translation>
  </message>
  <message>
   <source>{verb} {name} here, at the crosshair</source>
   <translation>{verb}: {name} hier, am Fadenkreuz</translation>
  </message>
  <message>
   <source>{verb} {name}: click on the image</source>
   <translation>{name} {verb}: auf das Bild klicken</translation>
  </message>
  <message>
   <source>{volume} mL</source>
   <translation>{volume} ml</translation>
  </message>
  <message>
   <source>{where}, along the needle</source>
   <translation>{where}, entlang der Nadel</translation>
  </message>
  <message>
   <source>{where}, at least so many images</source>
   <translation>{where}, mindestens so viele Bilder</translation>
  </message>
  <message>
   <source>{where}, days older</source>
   <translation>{where}, Tage älter</translation>
  </message>
  <message>
   <source>{where}, id</source>
   <translation>{where}, ID</translation>
  </message>
  <message>
   <source>{where}, like</source>
   <translation>{where}, wie</translation>
  </message>
  <message>
   <source>{where}, must be</source>
   <translation>{where}, muss sein</translation>
  </message>
  <message>
   <source>{where}, plane</source>
   <translation>{where}, Ebene</translation>
  </message>
  <message>
   <source>{where}, rather</source>
   <translation>{where}, eher</translation>
  </message>
  <message>
   <source>{where}, screen pixels a mm</source>
   <translation>{where}, Bildschirmpixel je mm</translation>
  </message>
  <message>
   <source>{where}, shows</source>
   <translation>{where}, zeigt</translation>
  </message>
  <message>
   <source>{where}, slab in mm</source>
   <translation>{where}, Dickschicht in mm</translation>
  </message>
  <message>
   <source>{where}, study</source>
   <translation>{where}, Untersuchung</translation>
  </message>
  <message>
   <source>{where}, title</source>
   <translation>{where}, Titel</translation>
  </message>
  <message>
   <source>{where}, together</source>
   <translation>{where}, gemeinsam</translation>
  </message>
  <message>
   <source>{where}, {value} may be unsaid</source>
   <translation>{where}, {value} darf ohne Angabe sein</translation>
  </message>
  <message>
   <source>{words} (at least {fewest_pairs})</source>
   <translation>{words} (mindestens {fewest_pairs})</translation>
  </message>
  <message>
   <source>{words} ({count} in both)</source>
   <translation>{words} ({count} in beiden)</translation>
  </message>
  <message>
   <source>{words} high.</source>
   <translation>{words} hoch.</translation>
  </message>
  <message>
   <source>{words} low.</source>
   <translation>{words} niedrig.</translation>
  </message>
  <message>
   <source>{words}, parts removed</source>
   <translation>{words}, Teile entfernt</translation>
  </message>
  <message>
   <source>{words}. Another study shows {count} here.</source>
   <translation>{words}. Eine andere Untersuchung zeigt hier {count}.</translation>
  </message>
  <message>
   <source>{words}{word}. Click to link or unlink.</source>
   <translation>{words}{word}. Zum Verknüpfen oder Lösen klicken.</translation>
  </message>
  <message>
   <source>{years} years old at this study</source>
   <translation>{years} Jahre alt bei dieser Untersuchung</translation>
  </message>
  <message>
   <source>– is not assessed, N is normal, * another study shows something here.</source>
   <translation>– ist nicht beurteilt, N ist normal, * eine andere Untersuchung zeigt hier etwas.</translation>
  </message>
 </context>
</TS>
