## The chat

tagline = Antworten aus Ihren Dokumenten, Wort für Wort
skip = Zum Fragefeld springen
new-conversation = Neues Gespräch
indexed = { $documents ->
    [one] 1 Dokument
   *[other] { $documents } Dokumente
}, { $passages ->
    [one] 1 Textstelle
   *[other] { $passages } Textstellen
}
updated = Stand: { DATETIME($day, dateStyle: "long") }
joint = ,{" "}
welcome = Was möchten Sie wissen?
promise = Antworten bestehen aus den Sätzen der Dokumente selbst. Die Zahl hinter einem Satz zeigt ihn dort, wo er steht.
try-asking = Fragen, auf die diese Dokumente antworten
empty-title = Noch ist nichts indexiert
empty-text = Es gibt keine Dokumente, aus denen sich antworten ließe.
conversation = Gespräch
ask-label = Ihre Frage
ask-placeholder = Fragen Sie die Dokumente …
send = Senden
stop = Anhalten
hint = Enter sendet, Umschalt+Enter beginnt eine neue Zeile
searching = { $documents ->
    [one] 1 Dokument wird durchsucht
   *[other] { $documents } Dokumente werden durchsucht
}
you-asked = Ihre Frage:{" "}
searched-for = Gesucht wurde nach: { $question }
edit = Ändern
edit-label = Die Frage ändern, nach der gesucht wurde
choose = Wählen Sie eine Frage, oder fragen Sie mit anderen Worten:
not-supported = [nicht durch die Dokumente belegt]
sources = Quellen
chip = Beleg { $number }, { $place }
place-page = Seite { $number }
place-slide = Folie { $number }
place-row = Zeile { $number }
nearest = Keine Antwort, aber die ähnlichsten Stellen:
nearest-passage = Textstelle, { $place }
stopped = Angehalten
helpful = Gute Antwort
unhelpful = Schlechte Antwort
copy-answer = Antwort mit Quellen kopieren
more-items = Und { $number } weitere: Die kopierte Antwort und der Export des Gesprächs enthalten alle.
copied = Kopiert
retry = Noch einmal
rated = Danke, ist notiert.
why = Was war falsch?
reason-wrong-answer = Falsche Antwort
reason-wrong-source = Falsche Quelle
reason-missing-document = Dokument fehlt
reason-other = Etwas anderes
comment = Anmerkung (freiwillig)
submit = Rückmeldung senden
cancel = Abbrechen
source = Quelle
source-loading = Quelle wird geöffnet …
source-failed = Die Quelle ließ sich nicht öffnen. Vielleicht hat sie sich inzwischen geändert; fragen Sie noch einmal.
close = Schließen
previous = Voriger Beleg
following = Nächster Beleg
position = { $number } von { $total }
open-document = Dokument öffnen
copy-quote = Zitat mit Quelle kopieren
copy-link = Link kopieren
back-to-chat = Zurück zum Chat
no-document = Dieses Dokument gibt es hier nicht oder nicht mehr.
documents = Dokumente
ledger-intro = Wie die Dateien in den Ordnern gerade zu dem stehen, was von ihnen indexiert ist.
state-new = neu
state-changed = geändert
state-same = indexiert
state-moved = verschoben
state-removed = entfernt
state-failed = fehlgeschlagen
state-skipped = übergangen
folder = Ordner
missing-folder = { $folder } (zurzeit nicht da)
model = Modell
next-model = { $model }, bis die Ordner mit { $next } neu indexiert sind
outdated = Von einer früheren Version gelesen
outdated-files = { $count }, bis die Ordner neu indexiert sind
file = Datei
state = Zustand
last-read = Zuletzt gelesen
note = Bemerkung
more-files = { $count } weitere Dateien sind nicht aufgeführt. Alle zeigt tenkyo status --json.
failed = Bei uns ist etwas schiefgegangen. Ihre Frage steht noch hier.
unreachable = Der Assistent ist nicht erreichbar. Prüfen Sie, ob er läuft, und versuchen Sie es noch einmal.
busy = Der Index wird gerade geändert. Versuchen Sie es in einer Minute noch einmal.
bad-question = Die Frage ist leer oder hat mehr als { $limit } Zeichen. Ändern Sie sie und versuchen Sie es noch einmal.
quotation = „{ $quote }“

## Conversations and permanent addresses

talk-conversations = Gespräche
talk-new = Neu
talk-find = In Gesprächen suchen
talk-none-yet = Was Sie fragen, bleibt hier erhalten.
talk-none-found = Kein Gespräch enthält diese Wörter.
talk-search-too-long = Das sind mehr als { $limit } Zeichen. Suchen Sie nach weniger Wörtern.
talk-today = Heute
talk-yesterday = Gestern
talk-day = { DATETIME($day, dateStyle: "long") }
talk-more = Mehr anzeigen
talk-actions = Aktionen für „{ $title }“
talk-rename = Umbenennen
talk-title = Titel
talk-save = Speichern
talk-delete = Löschen
talk-really-delete = Dieses Gespräch löschen?
talk-deleted = Gespräch gelöscht.
talk-export = Exportieren
talk-opened = Gespräch „{ $title }“
talk-earlier = { $count ->
    [one] Eine frühere Frage ist nicht zu sehen. Ein Export enthält alle.
   *[other] { $count } frühere Fragen sind nicht zu sehen. Ein Export enthält alle.
}
talk-not-stored = Die Antwort ließ sich in diesem Gespräch nicht speichern.
talk-no-conversation = Dieses Gespräch gibt es hier nicht oder nicht mehr.
talk-share = Teilen
talk-share-what = Wer den Link hat, kann dieses Gespräch lesen, wie es jetzt ist, und sonst nichts. Jede Stelle sieht nur, wer ihr Dokument sehen darf.
talk-share-begin = Link erstellen
talk-share-link = Link zum Lesen dieses Gesprächs
talk-share-more = { $count ->
    [one] Auch die neuere Frage teilen
   *[other] Auch die { $count } neueren Fragen teilen
}
talk-share-end = Nicht mehr teilen
shared = Geteiltes Gespräch
shared-until = Stand vom { DATETIME($day, dateStyle: "long") }
shared-hides = Ein Teil dieser Antwort wird nicht gezeigt: Sie dürfen nicht alles lesen, worauf sie beruht.
shared-missing = Dieser Link führt zu keinem Gespräch, oder nicht mehr.
palette-title = Befehle
palette-find = Befehl suchen
palette-none = Kein Befehl enthält diese Wörter.
command-only = Nur einige Dokumente fragen …
command-share = Dieses Gespräch teilen
command-export = Dieses Gespräch exportieren
keys-title = Tastenkürzel
key-palette = Strg + K
key-question = /
key-send = Enter
key-line = Umschalt + Enter
key-sources = ← →
key-close = Esc
key-help = ?
keys-palette = Befehl suchen
keys-question = Zum Fragefeld springen
keys-send = Die Frage stellen
keys-line = Eine neue Zeile beginnen
keys-sources = Durch die Quellen einer Antwort gehen
keys-close = Schließen, was offen ist, oder die Antwort anhalten
keys-help = Diese Liste zeigen
talk-changed = Die Quelle hat sich seither geändert. Dies ist die Fassung, die zitiert wurde.
talk-moved = Die Quelle wurde seither verschoben und liegt jetzt unter { $path }.
talk-gone = Die Quelle gehört nicht mehr zu den Dokumenten. Dies ist die Fassung, die zitiert wurde.
talk-not-kept = Die zitierte Fassung wurde nicht aufbewahrt und lässt sich nicht zeigen.
talk-altered = Diese Adresse wurde verändert: Dort stehen andere Worte als die, für die sie gemacht wurde.
talk-not-there-now = In der heutigen Fassung steht das Zitat nicht.
talk-current-version = Heutige Fassung öffnen
talk-place-now = Das Zitat in der heutigen Fassung öffnen

## The chat in other pages

embed-close-chat = Chat schließen
embed-back = Zurück zur Antwort
embed-waiting = Die umgebende Seite meldet Sie an …
embed-check = Warum bleibt der Chat leer?
embed-check-intro = Für alle, die die Seite betreuen, in der der Chat erscheint. Ein Browser lässt einen Rahmen aus einem der folgenden Gründe leer und sagt nicht, aus welchem.
embed-origin = Ursprung Ihrer Seite
embed-origin-hint = Ihre Adresse ohne den Pfad, etwa https://intranet.example
embed-run-check = Prüfen
embed-allowed = { $origin } darf den Chat zeigen.
embed-not-allowed = { $origin } darf den Chat nicht zeigen: Dieser Ursprung steht nicht in der Liste der erlaubten.
embed-not-an-origin = { $origin } ist kein Ursprung. Nennen Sie Schema und Host, etwa { $example }.
embed-insecure = { $origin } ist nicht verschlüsselt. In solchen Seiten geben Browser Rahmen keine Cookies, also kann sich dort niemand anmelden. Liefern Sie Ihre Seite über https aus.
embed-set-this = Nehmen Sie diese Zeile in die Einstellungen des Chat-Servers auf:
embed-then-restart = Starten Sie den Server danach neu: tenkyo serve
embed-host-policy = Die Richtlinie Ihrer Seite
embed-host-policy-why = Sendet Ihre Seite eine Content-Security-Policy, dann braucht sie diese zwei Zeilen:
embed-cookie = Cookies
embed-cookie-ok = Der Rahmen konnte ein Cookie behalten.
embed-cookie-blocked = Der Browser lässt den Rahmen kein Cookie behalten, eine Anmeldung geht deshalb sofort verloren. Liefern Sie Ihre Seite und den Chat über https aus. Liegt der Chat unter einer anderen Domain, dann erlauben Sie für ihn Cookies anderer Websites, oder geben Sie ihm einen Namen Ihrer eigenen Domain, etwa https://ask.intranet.example.
embed-token = Anmeldung per Token
embed-token-ok = Das Token wurde angenommen.
embed-token-refused = Das Token, das Ihre Seite übergeben hat, wurde abgelehnt. Wahrscheinlich ist es abgelaufen, wurde schon einmal benutzt, ist mit einem anderen Schlüssel signiert oder nennt eine andere Zielgruppe oder einen anderen Ursprung als die Einstellungen des Chats. Auch die Uhren der beiden Server können voneinander abweichen. Rufen Sie tenkyo.setToken() mit einem neuen auf.
embed-unknown = Hier nicht bekannt. Öffnen Sie diese Seite über den Link, den der Chat in seinem leeren Rahmen zeigt.
embed-still-blank = Stimmt das alles und der Rahmen bleibt leer, dann öffnen Sie den Chat für sich allein:
widget-label = Fragen
widget-title = Die Dokumente fragen
widget-opening = Der Chat wird geöffnet …
widget-blank = Der Chat hat sich nicht geöffnet.
widget-cookie = Der Browser lässt nicht zu, dass Sie im Chat angemeldet bleiben.
widget-token = Der Chat hat die Anmeldung dieser Seite abgelehnt.
widget-why = Warum, und was zu tun ist

## Refused requests

told-locked = Der Index wird gerade geändert. Fragen Sie in einer Minute noch einmal.
told-empty = Noch ist nichts indexiert. Auf dem Server geht das mit: tenkyo index ORDNER
told-unusable = Der Index ist gerade nicht benutzbar. Warum, sieht, wer den Server betreibt, in dessen Log.
refused-sign-in = Bitte melden Sie sich an.
refused-foreign = Diese Anfrage kam von einer Seite, die sie nicht senden darf.
refused-not-yours = Dieses Gespräch gehört jemand anderem. Bitte laden Sie die Seite neu.
refused-no-such-page = Diese Seite gibt es nicht.
refused-no-event = Diese Seite und der Server passen nicht zusammen. Bitte laden Sie die Seite neu.
refused-too-slow = Die Anfrage kam zu langsam an. Bitte versuchen Sie es noch einmal.
refused-too-large = Das ist zu lang. Bitte stellen Sie eine kürzere Frage.
refused-too-many = Das war viel auf einmal. Bitte warten Sie einen Moment und fragen Sie dann noch einmal.
refused-long-headers = Der Browser hat zu viele Cookies gesendet. Bitte löschen Sie die Cookies dieser Website.
refused-full = Gerade fragen viele zugleich. Bitte versuchen Sie es gleich noch einmal.

## Tables

table-named = Tabelle: { $name }
more-columns = { $number ->
    [one] Hier nicht gezeigt: 1 weitere Spalte.
   *[other] Hier nicht gezeigt: { $number } weitere Spalten.
}
earlier-rows = Hier nicht gezeigt: die Zeilen davor.
later-rows = Hier nicht gezeigt: die Zeilen danach.

## The page of a document

view-choose = Darstellung
view-page = Seite
view-text = Text
zoom-in = Größer
zoom-out = Kleiner
page-picture = Seite { $number } von „{ $title }“ als Bild.
page-picture-marked = { $picture } Markiert ist: „{ $quote }“
page-not-kept = Die Datei dieser Fassung liegt nicht mehr vor, deshalb steht hier ihr Text.
page-not-drawn = Seite { $number } lässt sich nicht als Bild zeigen. Hier ist der Text.
page-busy = Gerade werden viele Seiten gezeichnet. Hier ist der Text; laden Sie die Seite gleich noch einmal.
turn-previous-page = Vorige Seite
turn-next-page = Nächste Seite
turn-number-page = Seite
turn-previous-slide = Vorige Folie
turn-next-slide = Nächste Folie
turn-number-slide = Folie
page-of = von { $pages }
page-pages = Seiten des Dokuments
fetched-from = Geholt von
original = Original
original-gone = Die Datei, aus der dieser Text stammt, liegt nicht mehr vor oder wurde seither geändert.
find-within = In diesem Dokument suchen
find-count = { $count ->
    [0] Nicht gefunden.
    [one] Einmal gefunden.
   *[other] { $count }-mal gefunden.
}
find-most = { $count ->
   *[other] Die ersten { $count } Stellen.
}
find-before = Vorige Stelle
find-after = Nächste Stelle

## Adding documents

adding-heading = Dokumente hinzufügen
adding-drop = Legen Sie Dokumente irgendwo auf dieser Seite ab, oder wählen Sie sie hier aus.
adding-add-files = Dokumente hinzufügen
adding-add-folder = Ordner hinzufügen
adding-which = Welche Formate?
adding-formats = Formate: { $formats }
adding-limits = Bis zu { $file } je Datei und { $count } Dateien auf einmal. Platz ist für { $room }.
adding-nobody = Dokumente fügt hinzu, wer diesen Server betreibt.
adding-folder = Im Browser hinzugefügt
adding-remove = Entfernen
adding-remove-named = { $name } entfernen
adding-waiting = wartet auf das Lesen
adding-reading = wird gelesen
adding-indexed = gelesen
adding-indexed-in-part = gelesen, aber { $note }
adding-failed = nicht lesbar: { $note }
adding-same = dasselbe wie { $path }, das schon hier ist
adding-replaced = { $state }; ersetzt die vorige Fassung
adding-gone = inzwischen entfernt oder ersetzt
adding-locked = Ein anderes Programm schreibt in den Index. Danach wird weitergelesen.
adding-stuck = In den Index lässt sich gerade nicht schreiben. Das wird noch einmal versucht; fragen Sie, wer diesen Server betreibt.
adding-refused-not-allowed = Sie dürfen hier keine Dokumente hinzufügen.
adding-refused-no-name = Unter diesem Namen lässt sie sich nicht speichern. Benennen Sie sie um und fügen Sie sie noch einmal hinzu.
adding-refused-hidden = Das ist eine versteckte Datei. Benennen Sie sie um, wenn sie ein Dokument ist.
adding-refused-format = Dateien dieses Formats werden nicht gelesen.
adding-refused-empty = Die Datei ist leer.
adding-refused-too-large = Sie ist zu groß. Teilen Sie sie, oder fragen Sie, wer diesen Server betreibt.
adding-refused-too-many = Das sind zu viele auf einmal. Fügen Sie die anderen danach hinzu.
adding-refused-no-room = Dafür ist kein Platz. Fragen Sie, wer diesen Server betreibt.
adding-refused-cut-off = Sie ist nicht ganz angekommen. Fügen Sie sie noch einmal hinzu.
adding-refused-missing = Dieses Dokument gibt es hier nicht, oder Sie dürfen es nicht entfernen.
adding-refused-no-conversation = Dieses Gespräch gibt es nicht mehr.
adding-not-stored = Es ließ sich nicht speichern. Versuchen Sie es noch einmal, oder fragen Sie, wer diesen Server betreibt.
adding-script-sending = wird gesendet, { $percent } %
adding-script-queued = wartet auf das Senden
adding-script-too-large = Sie ist zu groß: { $size }, höchstens { $most }.
adding-script-too-many = Das sind { $count } Dateien, höchstens { $most } auf einmal. Nichts wurde gesendet.
adding-script-too-much = Diese Dateien brauchen { $size }, und Platz ist für { $most }. Nichts wurde gesendet.
adding-script-passed-over = Übergangen, weil solche Dateien nicht gelesen werden: { $count } ({ $kinds })
adding-script-nothing = Hier ist keine Datei, die sich lesen lässt.
adding-script-retry = Noch einmal
adding-script-lost = Die Verbindung ist abgebrochen.
adding-script-progress = Gelesen: { $done } von { $total }
adding-script-finished = Fertig. Gelesen: { $done } von { $total }
adding-script-ask = Danach fragen
adding-script-sure = Endgültig entfernen?
adding-script-removed = Entfernt.
adding-into = In eine Sammlung (optional)
attached-heading = Dateien dieses Gesprächs
attached-reading = wird gelesen
attached-failed = nicht lesbar: { $note }
attached-in-part = gelesen, aber { $note }
attached-remove = { $name } aus diesem Gespräch entfernen
attached-only = Nur diese befragen
adding-only = Nur für dieses Gespräch
adding-only-here = Was Sie hier hinzufügen, gilt nur für dieses Gespräch: Niemand sonst sieht es, und es verschwindet mit dem Gespräch.
adding-script-ask-only = Nur „{ $name }“ fragen
adding-script-zip-holds = { $name } enthält { $count } Dateien, entpackt { $size }.
adding-script-zip-unpack = Entpacken und hinzufügen
adding-script-zip-unpacking = { $name } wird entpackt
adding-script-zip-locked = { $name } ist mit einem Passwort geschützt. Entpacken Sie es selbst und fügen Sie die Dateien hinzu.
adding-script-zip-broken = { $name } ist beschädigt oder so gepackt, wie es hier nicht gelesen wird. Entpacken Sie es selbst und fügen Sie die Dateien hinzu.

## Why a passage was not found

miss-heading = Warum wurde das nicht gefunden?
miss-intro = Stellen Sie eine Frage noch einmal: Hier steht, was aus der Stelle wurde.
miss-question = Die Frage
miss-passage = Die erwartete Stelle, in ihren Worten; leer für das ganze Dokument
miss-ask = Warum?
miss-cited = Sie wird zitiert, als { $numbers }.
miss-unknown = Hier gibt es kein Dokument dieses Namens.
miss-not-indexed-not-there = Eine solche Datei gibt es nicht.
miss-not-indexed-elsewhere = Sie ist nicht im Index: Sie liegt in keinem der indizierten Ordner.
miss-not-indexed-format = Sie ist nicht im Index: Dateien mit dieser Endung werden nicht gelesen.
miss-not-indexed-passed-over = Sie ist nicht im Index: Versteckte Dateien und Sperrdateien werden übergangen.
miss-not-indexed-link = Sie ist nicht im Index: Sie ist eine Verknüpfung. Es zählt, worauf sie zeigt, wenn das im selben Ordner liegt.
miss-not-indexed-new = Sie ist noch nicht im Index.
miss-not-indexed-changed = Die Datei wurde geändert, seit sie indiziert wurde. Diese Worte stehen nicht in dem, was damals gelesen wurde.
miss-failed = Die Datei konnte nicht gelesen werden: { $note }
miss-hidden = Die Zugriffsregeln verbergen sie vor diesem Leser.
miss-not-read = Diese Worte stehen nicht in dem, was von der Datei gelesen wurde. Ausgelassen wurde: { $note }
miss-not-searched-through = Diese Worte stehen, wo nicht gesucht wird, etwa in einem Kommentar oder vor dem eigentlichen Text.
miss-not-in-text = Diese Worte stehen nicht im Dokument.
miss-not-searched = Für diese Frage wurde nichts nachgeschlagen. Die Antwort war: { $note }
miss-outranked = Sie wurde nicht zitiert: Andere Stellen kamen zuerst.
miss-below = Sie kam zuerst, war aber nicht sicher genug: { $sure } %, nötig sind { $needed } %. Es fehlen { $short } %.
miss-refused = Sie kam zuerst und war sicher genug, aber etwas sprach dagegen: { $note }
miss-all-unsure = Auch was zuerst kam, war nicht sicher genug: { $sure } %, nötig sind { $needed } %.
miss-rank = Von { $searched } Stellen, die in die Nähe kamen, war sie Nummer { $rank }.
miss-far = Sie war nicht unter den { $searched } Stellen, die nach Worten oder Bedeutung in die Nähe kamen.
miss-this = Diese Stelle
miss-column-passage = Stelle
miss-column-rank = Platz in der Suche
miss-column-meaning = Bedeutung
miss-column-words = Worte
miss-column-read = Beim Lesen
miss-shared = Sie hat diese Worte der Frage, die der vermissten Stelle fehlen: { $words }
miss-no-shared = Sie hat kein Wort der Frage, das der vermissten Stelle fehlt.

## What the documents lack

gaps-none = Im Chat wurde nichts gefragt, was die Dokumente nicht beantworten.
gaps-added = { $count ->
    [one] 1 Frage zu { $file } hinzugefügt, zum Ausfüllen.
   *[other] { $count } Fragen zu { $file } hinzugefügt, zum Ausfüllen.
}
gaps-counts = { $askers ->
    [one] 1 Person
   *[other] { $askers } Personen
}, { $asked ->
    [one] einmal gefragt
   *[other] { $asked }-mal gefragt
}
gaps-refused = { $count } ohne Antwort
gaps-perhaps = { $count } mit einem Vielleicht
gaps-rated-down = { $count } schlecht bewertet
gaps-nearest = am nächsten: { $documents }

## Fragen, die behalten werden

kept = Behaltene Fragen
kept-what = Diese Fragen werden neu gestellt, sobald sich die Dokumente ändern. Gemeldet wird nur, wo andere Worte zitiert werden.
kept-none = Noch keine Frage ist behalten. Das geht mit der Glocke unter ihrer Antwort.
kept-keep = Melden, wenn andere Worte zitiert werden
kept-kept = Sie erfahren es, sobald andere Worte zitiert werden.
kept-ended = Diese Frage wird nicht mehr neu gestellt.
kept-news = { $count ->
    [one] 1 behaltene Frage geändert
   *[other] { $count } behaltene Fragen geändert
}
kept-changed = Geändert seit { DATETIME($day, dateStyle: "long") }
kept-same = Dieselben Worte, zuletzt geprüft am { DATETIME($day, dateStyle: "long") }
kept-gone = Nicht mehr zitiert
kept-come = Jetzt zitiert
kept-quoted = „{ $quote }“ ({ $place })
kept-perhaps = Was jetzt zitiert wird, kommt der Frage am nächsten, beantwortet sie aber vielleicht nicht.
kept-nothing = Jetzt wird nichts zitiert.
kept-stay = { $count ->
    [one] 1 weiteres Zitat ist wie zuvor.
   *[other] { $count } weitere Zitate sind wie zuvor.
}
kept-hidden = Diese Worte sind für Sie nicht einsehbar.
kept-seen = Verstanden
kept-let-go = Nicht mehr stellen
kept-open = Gespräch öffnen
kept-asked = { $asked ->
    [one] 1 Frage wurde neu gestellt
   *[other] { $asked } Fragen wurden neu gestellt
}, { $changed ->
    [one] 1 zitiert andere Worte.
   *[other] { $changed } zitieren andere Worte.
}

## How the installation stands

mind-heading = Nach Tenkyo sehen
mind-hand = Wo etwas zu tun ist
mind-nothing = Nichts: Jede Datei konnte gelesen werden, und nichts wurde gefragt, was unbeantwortet blieb.
mind-failed = Dateien, die nicht gelesen werden konnten: { $count }
mind-gaps = Gefragt und nicht beantwortet: { $count }
mind-asked-for = Was gefragt wurde
mind-how-often = Wie oft
mind-nearest = Nächste Dokumente
mind-questions = Als Fragendatei für tenkyo eval sichern
mind-away = Quellen, die nicht erreicht wurden: { $count }
mind-source = Quelle
mind-address = Adresse
mind-every = Abgeholt alle
mind-fetched = Zuletzt abgeholt
mind-sources = Quellen
mind-library = Die Bibliothek
mind-passages = Stellen
mind-index = Ordner jetzt indizieren
mind-indexing = Die Ordner werden indiziert. Öffnen Sie diese Seite noch einmal, um zu sehen, wie sie stehen.
mind-use = Nutzung
mind-plot = Fragen in { $days } Tagen: { $asked }. Auf eine gute Antwort warten: { $open }.
mind-day = Tag
mind-asked = Gefragt
mind-open = Ohne gute Antwort
mind-as-table = Als Tabelle
mind-readers = Personen, die fragten
mind-sessions = Jetzt angemeldet
mind-keys = Gültige Schlüssel
mind-audit = Protokoll
mind-verify = Protokoll prüfen
mind-audit-whole = Das Protokoll ist vollständig: { $count } Einträge.
mind-audit-broken = Das Protokoll wurde verändert, oder ein Teil fehlt. Siehe: tenkyo audit verify
sources-about = Was anderswo liegt, wird abgeholt, aktuell gehalten und für Antworten gelesen wie die Dokumente hier. Andere Adressen als die hinzugefügten werden nicht angesprochen.
sources-none = Es gibt noch keine Quelle.
sources-manage = Quellen hinzufügen, abholen und entfernen
sources-add = Quelle hinzufügen
sources-name = Name
sources-name-hint = Bis zu 40 Zeichen aus a-z, 0-9 und -, etwa handbuch
sources-address-hint = Eine Website oder ihre Sitemap (https://…), ein Git-Repository (https://….git), ein Postfach (imaps://…) oder Dateien (sftp://, webdavs://, s3://, smb://, az://, gs://).
sources-folder-hint = Oder ein Ordner dieses Rechners, ab /.
sources-user = Benutzername, falls einer verlangt wird
sources-secret = Passwort
sources-no-secret = Keines
sources-secret-hint = Ein Passwort wird hier nicht eingegeben. Wer Tenkyo startet, legt es in einer Variablen { $variable } ab; dann kann sie gewählt werden.
sources-options = Weitere Einstellungen
sources-options-hint = NAME=WERT, etwa branch=main für Git. Kann leer bleiben.
sources-every = Abholen
sources-only-asked = nur auf Befehl
sources-half-hourly = alle 30 Minuten
sources-hourly = jede Stunde
sources-daily = einmal am Tag
sources-weekly = einmal in der Woche
sources-fetch = Jetzt abholen
sources-try = Zeigen, was sich ändern würde
sources-remove = Entfernen …
sources-remove-sure = Entfernen, mit allem, was abgeholt wurde
sources-fetch-going-on = Wird abgeholt oder wartet auf eine andere. Diese Seite zeigt von selbst mehr.
sources-try-going-on = Wird angesehen oder wartet auf eine andere. Diese Seite zeigt von selbst mehr.
sources-remove-going-on = Wird entfernt oder wartet, bis nichts mehr indexiert wird. Diese Seite zeigt von selbst mehr.
sources-not-yet = noch nicht
sources-away = Konnte nicht ganz abgeholt werden: { $why } Was vorher abgeholt wurde, bleibt.
sources-not-removed = Konnte nicht entfernt werden: { $why }
sources-fetched = Abgeholt: { $new } neu, { $changed } geändert, { $gone } weggefallen, { $same } wie vorher.
sources-would = Abholen brächte { $new } neue und { $changed } geänderte Dateien; { $gone } fielen weg, { $same } blieben, wie sie sind.
sources-skipped = In keinem lesbaren Format: { $count }.
sources-files = Welche Dateien
sources-more = und { $count } weitere
sources-new = neu
sources-changed = geändert
sources-gone = weggefallen
models-heading = Sprachmodell
models-off = Antworten sind die eigenen Sätze der Dokumente. Ein Sprachmodell dieses Rechners kann sie formulieren; jeder seiner Sätze wird an den Dokumenten geprüft.
models-on = { $model } formuliert die Antworten.
models-by-setting = { $model } formuliert die Antworten, so steht es in TENKYO_CHAT_MODEL.
models-look = Sprachmodelle auf diesem Rechner suchen
models-none = Keines gefunden. Niemand antwortet als: { $asked }
models-try = Ausprobieren
models-tried = Ausprobiert: { $model }
models-trying = Wird ausprobiert: { $done } von { $count } Fragen sind beantwortet. Diese Seite zeigt von selbst mehr.
models-failed = Es ließ sich nicht ausprobieren. Warum, steht im Protokoll des Servers.
models-no-questions = Die Dokumente legen keine Frage nahe, mit der es sich ausprobieren ließe.
models-question = Frage
models-plain = Worte der Dokumente
models-worded = Vom Modell formuliert
models-removed = von der Prüfung entfernt
models-switch-on = Einschalten
models-switch-off = Ausschalten

## Words in a row

list-comma = ,{" "}
list-and = { $before } und { $last }
list-or = { $before } oder { $last }
sentence-space = {" "}
documents-counted = { $count ->
    [one] einem Dokument
   *[other] { $count } Dokumenten
}

## What the assistant says

remark-greeting = Guten Tag. Fragen Sie mich, was Sie wollen, zu { documents-counted }: { $titles }.
remark-thanks = Gern geschehen. Fragen Sie jederzeit weiter.
remark-farewell = Auf Wiedersehen.
remark-abilities = Ich beantworte Fragen aus { documents-counted }: { $titles }. Jeder Satz einer Antwort stammt Wort für Wort aus einem Dokument und trägt eine Zahl; wählen Sie die Zahl, um ihn dort zu lesen, wo er steht. Wenn die Dokumente nicht antworten, sage ich das.
remark-nothing = Guten Tag. Noch ist nichts indexiert, es gibt also nichts zu fragen.
remark-refusal = Ich habe in { documents-counted } keinen Satz gefunden, der das beantwortet.
remark-unasked = Ich sehe hier keine Frage. Fragen Sie in wenigen Worten, was Sie wissen möchten, oder nennen Sie eine Sache.
remark-perhaps = Ich bin nicht sicher, dass das die Antwort ist. Am nächsten kommt:
remark-withheld = Diese Antwort wird nicht gezeigt: Sie dürfen nicht alles lesen, worauf sie beruht, oder die Zugriffsregeln haben sich seither geändert.
remark-unclear = Was meinen Sie? Die Frage sagt nicht, worum es geht.
remark-which = Was davon meinen Sie?
remark-nothing-more = Das ist alles, was ich gefunden habe: Mehr steht dort nicht, und keine andere Stelle kommt Ihrer Frage so nahe.
remark-no-passage = Keine Stelle hat hier diese Nummer. Welche meinen Sie?
titles-comma = ,{" "}
titles-and-more = { $titles } und andere
advice-names = { $words } kommt hier nirgends vor.
advice-words = Von { $words } ist hier nirgends die Rede.
advice-kind-money = Die ähnlichsten Stellen nennen keinen passenden Preis oder Betrag.
advice-kind-date = Die ähnlichsten Stellen nennen kein passendes Datum.
advice-kind-duration = Die ähnlichsten Stellen nennen keine passende Dauer.
advice-kind-number = Die ähnlichsten Stellen nennen keine passende Zahl.
advice-kind-person = Die ähnlichsten Stellen nennen keine passende Person.
advice-kind-organisation = Die ähnlichsten Stellen nennen keine passende Organisation.
advice-nearest = Am nächsten kommt:
advice-wide = Nennen Sie das Dokument oder die Sache genauer.
advice-summary = Sagen Sie mit dem Titel, welches Dokument zusammengefasst werden soll.
advice-list = Auflisten und zählen kann ich, was die Dokumente unter diesem Wort einzeln nennen: Überschriften, Punkte von Listen, Zeilen von Tabellen oder Sätze, die damit beginnen.
advice-name = { $name }
unnamed-missing = Zu „{ $name }“ habe ich nichts gefunden. Die ähnlichsten Stellen handeln von etwas anderem.
unnamed-silent = { $count ->
    [one] In { $names } habe ich dazu nichts gefunden.
   *[other] In { $names } habe ich dazu nichts gefunden.
}
meant = Meinten Sie: { $meant }? Danach habe ich gesucht.
meant-word = { $word }
rendering-translation = Ich gebe die Dokumente wieder, wie sie geschrieben sind, und kann nicht übersetzen.
rendering-table = Eine Tabelle kann ich nicht erstellen; so steht es in den Dokumenten.
rendering-points = Die Sätze, die am meisten sagen, Wort für Wort.
rendering-short = Der Satz, der am meisten sagt, Wort für Wort.
rendering-simple = Ich gebe die Dokumente wieder und kann sie nicht einfacher ausdrücken.
rendering-text = Einen Text kann ich nicht schreiben; dies sind die Worte der Dokumente dafür.
rendering-nothing = Wovon? Stellen Sie erst eine Frage, oder nennen Sie es.
suggested-definition = Was bedeutet „{ $thing }“?
suggested-what-is = Was ist { $thing }?
suggested-what-are = Was sind { $thing }?
suggested-about = Was steht hier über { $thing }?
list-goes-on = Die Liste geht weiter: In der Quelle stehen noch { $left } Punkte.
disagreement = Die Dokumente widersprechen sich: { $one } sagt { $first }, { $other } sagt { $second }.
formula-without-value = Die Datei enthält hier eine Formel, aber nicht deren Wert: { $formula }. Nach einmaligem Speichern in einem Tabellenprogramm kann er gelesen werden.
void = „{ $name }“ gilt nicht mehr: „{ $quote }“
void-earlier = „{ $name }“ ist eine frühere Ausgabe von „{ $later }“.

## What a language model had a part in

model-unusable = Das Sprachmodell ist nicht richtig eingerichtet; siehe: tenkyo doctor.
model-unreachable = Das Sprachmodell war nicht erreichbar.
model-late = Das Sprachmodell hat zu lange gebraucht.
model-failed = Das Sprachmodell hat versagt.
model-unsupported = Was das Sprachmodell geschrieben hat, ist durch die Dokumente nicht belegt.
model-nothing = Das Sprachmodell hat in den Textstellen keine Antwort gefunden.
model-removed = Weggelassen, weil nicht durch die Dokumente belegt: { $number ->
    [one] ein Satz
   *[other] { $number } Sätze
} des Sprachmodells.
model-instead = Dies sind die Sätze der Dokumente selbst.

## Answers about the documents as a whole

library-every = Dokumente hier: { $found }.
library-titled = Über { $words }, nach Titel, Dateiname oder einer Überschrift: { $found } von { documents-counted }.
library-not-titled = Ohne { $words } in Titel, Dateiname und Überschriften: { $found } von { documents-counted }.
library-also = Nur im Text steht es in { $more } weiteren.
library-mentioning = Mit { $words } in einer Textstelle: { $found } von { documents-counted }. Die erste Stelle aus jedem:
library-not-mentioning = Ohne { $words } in Text, Titel und Dateiname: { $found } von { documents-counted }.
library-nowhere = Keine Textstelle, kein Titel und kein Dateiname enthält { $words }. Ich habe die Wörter von { documents-counted } durchgesehen.
library-dated = Aus dieser Zeit, nach Titel, Dateiname oder letzter Änderung der Datei: { $found } von { documents-counted }.
library-added = In dieser Zeit indexiert, zum ersten Mal oder erneut: { $found } von { documents-counted }.
library-changed = Mit einer Datei, die in dieser Zeit geändert wurde: { $found } von { documents-counted }.
library-newest = Zuletzt indexiert, das Neueste zuerst: { $found } von { documents-counted }.
library-language = Sprache { $name }: { $found } von { documents-counted }.
library-not-language = Andere Sprache als { $name }: { $found } von { documents-counted }.
library-kind = Gezählt sind nur Dokumente mit „{ $noun }“ im Titel oder im Dateinamen.
library-part = Aufgeführt sind die ersten { $shown }.
library-read = indexiert am { $day }
library-file = Datei geändert am { $day }
library-page = Seite { $page } von „{ $title }“:
library-which-page = Eine Seite { $page } haben hier { $count } Dokumente. Sagen Sie, welches gemeint ist: „Was steht auf Seite { $page } von { $title }?“
library-no-page = Kein Dokument hier, oder keines dieses Namens, hat eine Seite { $page }. Seiten haben PDF-Dateien und Foliensätze.
library-no-authors = Die Liste der Dokumente kennt Titel, Pfade, Daten und Sprachen, aber keine Verfasser.

## Things that are counted

counted-every = Sätze, Listenpunkte, Tabellenzeilen oder Überschriften zu je einem von „{ $things }“: { $found }.
counted-having = Zu je einem von „{ $things }“, mit { $words } und ohne Verneinung: { $found } von { $alike } Sätzen, Listenpunkten oder Tabellenzeilen.
counted-lacking = Zu je einem von „{ $things }“, mit verneintem { $words } oder ohne, wo andere derselben Liste es haben: { $found } von { $alike } Sätzen, Listenpunkten oder Tabellenzeilen.
counted-where = Sie stehen in { documents-counted }.
counted-having-left-out = Weggelassen: { $number }, die es haben.
counted-lacking-left-out = Weggelassen: { $number }, die es nicht haben.
counted-silent-left-out = Weggelassen: { $number }, die nichts dazu sagen.
counted-part = Gelesen habe ich die ersten { $read } von { $all } Textstellen zu „{ $things }“: Es kann mehr geben.

## Above rows of a table that answer

rows-largest = Der größte von { $n } Werten der Spalte { $column }{ $rows }.
rows-smallest = Der kleinste von { $n } Werten der Spalte { $column }{ $rows }.
rows-latest = Der späteste von { $n } Werten der Spalte { $column }{ $rows }.
rows-earliest = Der früheste von { $n } Werten der Spalte { $column }{ $rows }.
rows-place = Nummer { $place } von dort an.
rows-first = Die ersten { $number } von dort an.
rows-tied = { $number } Zeilen haben ihn.
rows-count = { $found } von { $n } Zeilen{ $rows } haben in der Spalte { $column } den Wert: { $condition }.
rows-rows = { $found ->
    [one] Eine Zeile{ $rows } in der Tabelle { $table }.
   *[other] { $found } Zeilen{ $rows } in der Tabelle { $table }.
}
rows-all = { $found ->
    [one] Eine Zeile{ $rows }.
   *[other] { $found } Zeilen{ $rows }.
}
rows-different = { $found } verschiedene Werte der Spalte { $column }{ $rows }, in { $n } Zeilen.
rows-total = Summe von { $n } Werten der Spalte { $column }{ $rows }: { $result }.
rows-mean = Mittel von { $n } Werten der Spalte { $column }{ $rows }: { $result }.
rows-own = Die Tabelle nennt ihn in einer eigenen Zeile, in der Spalte { $column }.
rows-with = {" "}unter den Zeilen mit { $words }
rows-none = Ohne Wert: { $number }.
rows-totals = Weggelassen: { $number } mit einer Summe anderer.
rows-tables = Über { $n } Tabellen mit denselben Spalten: { $tables }{ $more ->
    [0] .
   *[other] {" "}und { $more } weitere.
}
rows-again = In mehreren davon ({ $n }): { $again }{ $more ->
    [0] .
   *[other] {" "}und { $more } weitere.
}
rows-elsewhere = Mehrere Dokumente haben eine solche Tabelle, und ich kann nicht wissen, welche gemeint ist: { $documents }. Nennen Sie eines.
rows-unsure = Ich bin nicht sicher, ob diese Spalte oder Tabelle gemeint ist.
rows-more = mehr als { $a }
rows-more-date = nach { $a }
rows-less = weniger als { $a }
rows-less-date = vor { $a }
rows-at-least = { $a } oder mehr
rows-at-least-date = { $a } oder später
rows-at-most = { $a } oder weniger
rows-at-most-date = { $a } oder früher
rows-within = { $a }
rows-range = { $a } bis { $b }
rows-and = { $before } und { $last }

## Exports

export-title = Gespräche
export-searched = Gesucht wurde nach: { $question }
export-stopped = Angehalten, bevor die Antwort vollständig war.
export-place = Zeichen { $start } bis { $end }
export-version = SHA-256 der Datei
export-address = Adresse
export-page = Seite { $number }
export-note = Diese Datei prüfen: tenkyo verify DATEI

## In a terminal

terminal-choices = Sie könnten fragen:
terminal-nothing = Nichts gefunden.
terminal-not-supported = [nicht belegt]
terminal-more-items = … und { $number } weitere; alle mit --json
terminal-more-columns = … und { $number } weitere Spalten, die in den Zitaten unten stehen
terminal-added = hinzugefügt
terminal-new = neu
terminal-changed = geändert
terminal-moved = verschoben
terminal-same = unverändert
terminal-removed = entfernt
terminal-failed = fehlgeschlagen
terminal-skipped = übergangen
terminal-links = Verknüpfungen, denen nicht gefolgt wurde
terminal-other-formats = in anderen Formaten
terminal-embedded = eingebettete Textstellen
terminal-seconds = Sekunden
terminal-more = … und { $number } weitere; siehe: { $command }
terminal-home = Ablage
terminal-folder = Ordner
terminal-missing = (zurzeit nicht da)
terminal-documents = Dokumente
terminal-passages = Textstellen
terminal-updated = Stand
terminal-model = Modell
terminal-next-model = nächstes Modell
terminal-change = umstellen mit: { $command }
terminal-outdated = von einer früheren Version gelesen
terminal-read-again = neu lesen mit: { $command }
terminal-note = Bemerkung

## The list of documents

shelf-find = Suchen
shelf-kind-of = Art
shelf-in-language = Sprache
shelf-all = Alle
shelf-show = Anzeigen
shelf-count = { $count ->
    [0] Nichts passt dazu.
    [one] 1 Dokument
   *[other] { $count } Dokumente
}
shelf-files = Wie die Dateien zum Index stehen
shelf-head-title = Titel
shelf-head-kind = Art
shelf-head-pages = Seiten
shelf-head-language = Sprache
shelf-head-date = Datum
shelf-actions = Was möglich ist
shelf-ask-only = Nur dieses fragen
shelf-ask-only-named = Nur „{ $title }“ fragen
shelf-page-of = Seite { $page } von { $last }
shelf-before = Zurück
shelf-after = Weiter
shelf-outline = Gliederung
shelf-cited = In Ihren Gesprächen am meisten zitiert
shelf-cited-times = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
shelf-pages = Seiten der Liste

## What a question is kept to

scope-looked-at = Gesucht wurde nur in { $names }.
scope-looked-at-of = { $count ->
    [one] Gesucht wurde nur in einem Dokument von { $names }.
   *[other] Gesucht wurde nur in { $count } Dokumenten von { $names }.
}
scope-others = { $count } weiteren
told-no-scope = Hier gibt es nichts, was „{ $name }“ heißt. Nehmen Sie es aus der Auswahl für die Frage, oder wählen Sie etwas anderes.
scope-add = Nur fragen in …
scope-find = Ordner, Schlagwort oder Dokument finden
scope-remove = { $name } entfernen
scope-gone = { $name }: nicht mehr hier
scope-attached = den Dateien dieses Gesprächs
scope-nothing = Hier heißt nichts so.
scope-now = Ab jetzt wird nur in der Auswahl gesucht: { documents-counted }.
scope-all = Ab jetzt wird wieder in allen Dokumenten gesucht.
scope-kind-folder = Ordner
scope-kind-tag = Schlagwort
scope-kind-document = Dokument
scope-documents = { documents-counted }

## Was an einer Datei auffiel: dieselben Sätze wie in en.ftl

file-no-text = die Datei enthält keinen Text
file-damaged = die Datei ist beschädigt: { $cause }
file-damaged-beginning = die Datei ist beschädigt oder keine { $suffix }-Datei: Sie beginnt nicht wie eine
file-damaged-message = die Datei ist beschädigt oder keine Nachricht: Sie hat weder Absender noch Datum noch Betreff
file-damaged-book = die Datei ist beschädigt: Sie nennt kein Buch
file-damaged-bytes = die Datei ist beschädigt: Bis auf einige Bytes ist sie UTF-8
file-damaged-json = die Datei ist beschädigt: Zeile { $line } ist kein JSON: { $cause }
file-damaged-end = die Datei ist beschädigt: Ein Eintrag liegt hinter ihrem Ende
file-damaged-entry = die Datei ist beschädigt: Ein Eintrag ist kürzer, als ihr Verzeichnis sagt
file-damaged-text = ihr gespeicherter Text war beschädigt; indexieren Sie ihren Ordner neu
file-rtf = die Datei ist Rich Text (RTF); speichern Sie sie als .docx oder .pdf
file-zip = die Datei ist ein Zip-Archiv; entpacken Sie es
file-old-office = die Datei hat ein älteres Office-Format; speichern Sie sie als .docx, .xlsx oder .pptx
file-password = die Datei ist mit einem Passwort geschützt; speichern Sie sie ohne
file-protected-book = das Buch hat einen Kopierschutz
file-no-calendar = die Datei ist kein Kalender: BEGIN:VCALENDAR fehlt
file-empty-page = die Seite hat keinen Inhalt
file-damaged-page = die Seite ist beschädigt: { $cause }
file-nested-page = die Seite ist zu tief verschachtelt
file-nested = zu tief verschachtelt
file-binary = die Datei ist binär, kein Text
file-encoding = die Datei ist binär oder Text in einer unbekannten Kodierung
file-entries = die Datei enthält { $number } Einträge: vielleicht eine Zip-Bombe
file-unpacks = die Datei wird entpackt { $size } MB groß, erlaubt sind { $limit } MB: vielleicht eine Zip-Bombe
file-zip-bomb = ein Eintrag wird entpackt { $ratio }-mal so groß: eine Zip-Bombe
file-entry-name = die Datei ist bösartig: Sie enthält einen Eintrag namens { $name }
file-overlapping = die Datei ist bösartig: Ihre Einträge überlappen sich wie in einer Zip-Bombe
file-entities = die Datei ist bösartig: Ihr XML deklariert Entitäten
file-slow = das Lesen dauert länger als { $seconds } s
file-slow-processor = das Lesen braucht mehr als { $seconds } s Prozessorzeit
file-memory = das System hat das Lesen abgebrochen, wahrscheinlich aus Mangel an Speicher
file-memory-limit = das Lesen braucht mehr als { $size } MB Arbeitsspeicher
file-fault = die Datei ist beschädigt, oder ihr Leseprogramm hat einen Fehler: { $cause }
file-nonsense = sein Leseprozess antwortet Unsinn: { $cause }
file-ended = sein Leseprozess endete ohne Antwort (Status { $status })
file-crash = die Datei bringt ihren Leseprozess zum Absturz ({ $signal }); sie ist beschädigt oder bösartig
file-long = ihr Text ist länger als { $limit } Millionen Zeichen; teilen Sie sie
file-headings = die Datei hat zu viele Überschriften
file-opening = die Datei lässt sich nicht öffnen: { $cause }
file-opening-folder = der Ordner lässt sich nicht öffnen: { $cause }
file-no-zip = sie ist kein Zip-Archiv, wie Office-Dateien es sind
file-no-pdf = sie ist keine lesbare PDF
file-not-allowed = keine Berechtigung
file-many-links = zu viele symbolische Verknüpfungen hintereinander
file-large = die Datei hat { $size } MB, erlaubt sind { $limit } MB; teilen Sie sie oder erhöhen Sie TENKYO_MAX_FILE_MB
file-name = ihr Name ist kein gültiges Unicode; benennen Sie sie um
file-special = keine gewöhnliche Datei
file-link = eine symbolische Verknüpfung, die aus dem indexierten Ordner hinausführt; solchen wird nicht gefolgt
file-attachments = nur { $number } Anhänge sind gelesen
file-attachment-nested = der Anhang { $name } ist zu tief verschachtelt und ausgelassen
file-attachment = der Anhang { $name } ist ausgelassen: { $cause }
file-format = sein Format wird nicht gelesen
file-message = der Text der Nachricht ist ausgelassen: { $cause }
file-chapter-missing = das Kapitel { $name } fehlt
file-chapter = das Kapitel { $name } ist ausgelassen: { $cause }
file-sheet = das ausgeblendete Blatt { $name } ist ausgelassen
file-sheet-marked = das ausgeblendete Blatt { $name } ist gelesen und so gekennzeichnet
file-chart = von einem Diagramm sind nur { $number } von { $whole } Punkten gelesen
file-pages-damaged = { $pages }: lässt sich nicht öffnen
file-pages-fonts = { $pages }: Die Schriften verraten nicht, welche Buchstaben sie zeigen
file-pages-bare = { $pages }: kein Text, auch nicht durch Texterkennung
file-pages-scanned = { $pages }: kein Text, also gescannt? Um solche Seiten zu lesen, installieren Sie tesseract und setzen Sie TENKYO_OCR
file-pages-partly = { $pages }: kaum Text, also gescannt? Um solche Seiten zu lesen, installieren Sie tesseract und setzen Sie TENKYO_OCR
file-pages-partly-bare = { $pages }: kaum Text, auch nicht durch Texterkennung
file-page = Seite { $numbers }
file-pages = Seiten { $numbers }
file-tesseract = gescannte Seiten brauchen den Befehl 'tesseract', der fehlt; installieren Sie ihn mit: apt-get install tesseract-ocr
file-tesseract-language = tesseract kann gescannte Seiten nicht in den Sprachen { $languages } lesen: { $cause }
file-not-read = nicht gelesen: { $parts }
file-not-read-at = nicht gelesen, { $place }: { $parts }
file-marked = gelesen und so gekennzeichnet: { $parts }
file-elsewhere = an anderen Stellen
file-on-slide = auf Folie { $number }
file-slide = Nummer { $number }
file-on-sheet = auf dem Blatt { $name }
file-below = unter { $name }
file-in-form = in einer anderen Form des Textes
file-in-chapters = in den Kapiteln
file-in-page = auf der Seite
file-in-text = im Text
file-in-notes = in Fußnoten
file-in-heads = in Kopf- und Fußzeilen
file-in-comments = in Kommentaren
file-in-slides = auf Folien
file-in-slide-notes = in Notizen zu Folien
file-in-drawings = in Zeichnungen
file-in-charts = in Diagrammen
file-in-diagrams = in Schaubildern
omitted-hidden = { $n ->
    [one] { $n } ausgeblendeter Text
   *[other] { $n } ausgeblendete Texte
}
omitted-struck = { $n ->
    [one] { $n } durchgestrichener Text
   *[other] { $n } durchgestrichene Texte
}
omitted-deleted = { $n ->
    [one] { $n } gelöschter Text
   *[other] { $n } gelöschte Texte
}
omitted-row = { $n ->
    [one] { $n } ausgeblendete Zeile
   *[other] { $n } ausgeblendete Zeilen
}
omitted-column = { $n ->
    [one] { $n } ausgeblendete Spalte
   *[other] { $n } ausgeblendete Spalten
}
omitted-formula = { $n ->
    [one] { $n } Formel ohne gespeicherten Wert
   *[other] { $n } Formeln ohne gespeicherte Werte
}
omitted-slide = { $n ->
    [one] { $n } ausgeblendete Folie
   *[other] { $n } ausgeblendete Folien
}
omitted-comment = { $n ->
    [one] { $n } Kommentar
   *[other] { $n } Kommentare
}
omitted-chart = { $n ->
    [one] { $n } Diagramm
   *[other] { $n } Diagramme
}
omitted-equation = { $n ->
    [one] { $n } Gleichung
   *[other] { $n } Gleichungen
}
omitted-diagram = { $n ->
    [one] { $n } Schaubild
   *[other] { $n } Schaubilder
}
omitted-file = { $n ->
    [one] { $n } eingebettete Datei
   *[other] { $n } eingebettete Dateien
}
omitted-part = { $n ->
    [one] { $n } eingefügtes Dokument
   *[other] { $n } eingefügte Dokumente
}
omitted-stub = { $n ->
    [one] { $n } Hinweis anstelle des Textes
   *[other] { $n } Hinweise anstelle des Textes
}
omitted-media = { $n ->
    [one] { $n } angehängtes Bild oder angehängte Aufnahme
   *[other] { $n } angehängte Bilder und Aufnahmen
}
omitted-page-head = { $n ->
    [one] { $n } Kopf- oder Fußzeile
   *[other] { $n } Kopf- und Fußzeilen
}
omitted-around = { $n ->
    [one] { $n } Menü, Hinweis oder Fußbereich
   *[other] { $n } Menüs, Hinweise und Fußbereiche
}
omitted-other = { $n ->
    [one] { $n } Block neben dem Haupttext
   *[other] { $n } Blöcke neben dem Haupttext
}
omitted-word = { $n ->
    [one] { $n } Wort
   *[other] { $n } Wörter
}

## Was `--help` sagt, wie Befehle beginnen und wie weit sie sind

help-usage = Aufruf:
help-arguments = Angaben
help-options = Optionen
help-commands = Befehle
help-actions = Aktionen
help-help = diese Hilfe zeigen und aufhören
help-version = die Version zeigen und aufhören
help-end = .
help-tenkyo = Fragen Sie Ihre eigenen Dokumente; jeder Satz der Antwort ist belegt.
help-start = Für den Anfang: %(prog)s index ORDNER, dann: %(prog)s serve
help-home = wo der Index liegt (sonst: .tenkyo)
help-debug = bei einem Fehler den ganzen Verlauf zeigen
help-index = Ordner mit Dokumenten lesen, oder was sich darin geändert hat
help-index-path = ein Ordner oder eine Datei
help-watch = weiterlaufen und indexieren, was sich ändert
help-index-json = JSON-Zeilen ausgeben: den Fortschritt, dann was getan wurde
help-forget = die Dokumente eines Ordners aus dem Index nehmen, nicht von der Platte
help-forget-path = ein indexierter Ordner oder ein Teil davon
help-search = die Textstellen finden, die einer Frage am nächsten kommen
help-top-k = wie viele Textstellen (sonst: 10)
help-ask = eine Frage beantworten, jeder Satz belegt
help-why = warum eine Stelle nicht in der Antwort auf eine Frage steht
help-why-question = die Frage, wie sie gestellt wurde
help-why-document = die Datei: ihr Pfad, ihr Titel oder wo sie liegt
help-why-passage = Worte der Stelle, oder Zeichenpositionen wie 120-180 (Vorgabe: das ganze Dokument)
help-batch = Fragen als JSON-Zeilen, aus einer Datei oder - für die Standardeingabe
help-json = JSON ausgeben
help-json-lines = JSON-Zeilen ausgeben
help-in = nur in diesem Dokument, Ordner oder #Schlagwort (auch mehrmals)
help-as-groups = als Leser dieser Gruppen (sonst: alle Rechte)
help-serve = den Chat bereitstellen
help-serve-path = ein Ordner, der zuvor gelesen wird (mehrfach möglich)
help-host = Adresse, unter der er erreichbar ist (sonst: nur von hier)
help-port = sonst: 7860
help-insecure-public = alle, die die Adresse erreichen, ohne Anmeldung lesen und fragen lassen
help-sessions = wer angemeldet ist
help-revoke-sessions = alle Sitzungen eines Lesers beenden
help-mcp = Suche und Antworten einem Programm bereitstellen, über Standardein- und -ausgabe (MCP)
help-status = was indexiert ist
help-doctor = prüfen, ob alles funktioniert
help-access = wer welche Dokumente sehen darf, und nach welchen Regeln
help-access-path = eines Dokuments, in seinem Ordner
help-access-reader = wie der Leser heißen soll
help-access-groups = was ein Leser dieser Gruppen sehen darf
help-eval = Suche und Antworten an Fragen mit bekannten Antworten messen
help-questions = eine Datei mit JSON-Zeilen
help-eval-json = Zahlen und jedes Ergebnis schreiben, - für die Standardausgabe
help-eval-html = eine Seite zum Lesen schreiben
help-baseline = mit einem Lauf vergleichen, den --json geschrieben hat
help-feedback = was Leser von Antworten hielten
help-gaps = was gefragt wurde und die Dokumente nicht beantworten
help-feedback-questions = sie einer Datei mit Fragen für eval hinzufügen
help-conversations = die gespeicherten Gespräche auflisten
help-kept = die behaltenen Fragen, und wo andere Worte zitiert werden
help-kept-ask = die fälligen Fragen aller Personen neu stellen
help-export = Gespräche in eine Datei schreiben, mit jedem Zitat und seiner Stelle
help-export-id = wie tenkyo conversations es auflistet
help-export-all = alle Gespräche
help-export-output = eine neue Datei (sonst: Standardausgabe)
help-verify = jedes Zitat eines Exports an den Dokumenten prüfen
help-verify-file = was tenkyo export geschrieben hat
help-backup = eine Sicherung in eine Datei schreiben, auch während der Chat läuft
help-backup-file = eine neue Datei
help-backup-index = mit dem Index, der sich auch neu erzeugen lässt
help-restore = aus einer Sicherung einen neuen Datenordner herstellen
help-restore-file = was tenkyo backup geschrieben hat
help-keys = Schlüssel für die API anlegen, auflisten und widerrufen
help-keys-add = einen Schlüssel anlegen und dieses eine Mal zeigen
help-keys-user = für wen der Schlüssel handelt
help-keys-groups = die Gruppen, in denen USER ist
help-keys-scope = wofür er gilt (sonst: alles)
help-keys-days = wie lange (sonst: bis zum Widerruf)
help-keys-json = den Schlüssel als JSON ausgeben
help-keys-revoke = einen Schlüssel ungültig machen
help-keys-id = wie tenkyo keys ihn auflistet
help-source = die Quellen der Dokumente: Websites, Repositorys, Postfächer, Dateiablagen
help-source-add = eine neue Quelle aufnehmen
help-source-name = ein eigener kurzer Name
help-source-address = ein Ordner, oder eine Adresse wie https://…
help-source-user = der Name, mit dem man sich dort anmeldet
help-source-secret = wo das Passwort steht: env:VARIABLE oder file:PFAD
help-every = wie oft ein laufender Server sie abholt, etwa 30m, 2h oder 1d (sonst: nur auf Befehl)
help-source-set = eine Option dieser Art von Quelle; auch mehrmals
help-source-list = die Quellen auflisten, und wie es zuletzt ging
help-source-sync = abholen, was sich geändert hat, und es einlesen
help-source-names = welche Quellen (sonst: alle)
help-dry-run = nur sagen, was abgeholt und entfernt würde
help-source-remove = eine Quelle vergessen, und alles, was von ihr geholt wurde
help-audit = das Protokoll, wer was gefragt hat und was geantwortet wurde
help-audit-verify = prüfen, dass kein Eintrag geändert, entfernt oder hinzugefügt wurde
help-audit-file = ein exportiertes Protokoll
help-audit-expect = der letzte Eintrag, wie verify ihn früher ausgegeben hat
help-audit-export = das Protokoll in eine Datei mit JSON-Zeilen schreiben, die sich selbst prüfen lässt
help-audit-new-file = eine neue Datei
help-audit-since = ein Tag oder Zeitpunkt wie 2026-01-31
help-audit-reader = nur Inhalte dieses Lesers
help-audit-access = alles ausgeben, was über eine Person gespeichert ist, als JSON
help-audit-erase = alles löschen, was über eine Person gespeichert ist; das Protokoll bleibt prüfbar
help-audit-name = der Name, mit dem sie sich anmeldet
starting-ask = Der Index wird geladen …
starting-doctor = alles wird angesehen, was einige Sekunden dauert …
starting-eval = Der Index wird geladen …
starting-index = Änderungen in den Ordnern werden gelesen …
starting-search = Der Index wird geladen …
starting-serve = Der Chat startet, was einige Sekunden dauert …
starting-why = Der Index wird geladen …
progress-reading = Lesen
progress-embedding = Einbetten
progress-left = übrig
progress-passages = { $number ->
    [one] 1 Textstelle
   *[other] { $number } Textstellen
}
terminal-backed-up = { $number ->
    [one] 1 Datei gesichert
   *[other] { $number } Dateien gesichert
}, { $size } MB
terminal-restored = { $number ->
    [one] 1 Dokument wiederhergestellt
   *[other] { $number } Dokumente wiederhergestellt
}, Stand { $made }
terminal-forgotten = { $number ->
    [one] 1 Datei aus dem Index genommen
   *[other] { $number } Dateien aus dem Index genommen
}
