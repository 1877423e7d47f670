## The chat

tagline = Respuestas de sus documentos, palabra por palabra
skip = Ir al cuadro de la pregunta
new-conversation = Nueva conversación
indexed = { $documents ->
    [one] 1 documento
   *[other] { $documents } documentos
}, { $passages ->
    [one] 1 pasaje
   *[other] { $passages } pasajes
}
updated = actualizado el { DATETIME($day, dateStyle: "long") }
joint = ,{" "}
welcome = ¿Qué quiere saber?
promise = Las respuestas están hechas con las frases de los propios documentos. El número que sigue a una frase la muestra en su lugar.
try-asking = Preguntas que estos documentos responden
empty-title = Todavía no hay nada indexado
empty-text = No hay documentos de los que responder.
conversation = Conversación
ask-label = Su pregunta
ask-placeholder = Pregunte a los documentos…
send = Enviar
stop = Detener
hint = Intro envía, Mayús+Intro empieza otra línea
searching = { $documents ->
    [one] Buscando en 1 documento
   *[other] Buscando en { $documents } documentos
}
you-asked = Su pregunta:{" "}
searched-for = Se buscó: { $question }
edit = Cambiar
edit-label = Cambiar la pregunta que se buscó
choose = Elija una pregunta, o pregunte con otras palabras:
not-supported = [sin apoyo en los documentos]
sources = Fuentes
chip = cita { $number }, { $place }
place-page = página { $number }
place-slide = diapositiva { $number }
place-row = fila { $number }
nearest = No son la respuesta, pero sí los pasajes más cercanos:
nearest-passage = pasaje, { $place }
stopped = Detenido
helpful = Buena respuesta
unhelpful = Mala respuesta
copy-answer = Copiar la respuesta con sus fuentes
more-items = Y { $number } más: la respuesta copiada y la exportación de esta conversación los tienen todos.
copied = Copiado
retry = Reintentar
rated = Gracias, queda anotado.
why = ¿Qué estaba mal?
reason-wrong-answer = Respuesta equivocada
reason-wrong-source = Fuente equivocada
reason-missing-document = Falta un documento
reason-other = Otra cosa
comment = Algo que añadir (opcional)
submit = Enviar opinión
cancel = Cancelar
source = Fuente
source-loading = Abriendo la fuente…
source-failed = No se pudo abrir la fuente. Quizá haya cambiado; pregunte de nuevo.
close = Cerrar
previous = Cita anterior
following = Cita siguiente
position = { $number } de { $total }
open-document = Abrir el documento
copy-quote = Copiar la cita con su fuente
copy-link = Copiar el enlace
back-to-chat = Volver al chat
no-document = Este documento no está aquí, o ya no está.
documents = Documentos
ledger-intro = Cómo están ahora los archivos de las carpetas respecto a lo indexado de ellos.
state-new = nuevo
state-changed = modificado
state-same = indexado
state-moved = movido
state-removed = eliminado
state-failed = fallido
state-skipped = omitido
folder = Carpeta
missing-folder = { $folder } (ahora no está)
model = Modelo
next-model = { $model }, hasta que las carpetas se indexen de nuevo con { $next }
outdated = Leídos por una versión anterior
outdated-files = { $count }, hasta que las carpetas se indexen de nuevo
file = Archivo
state = Estado
last-read = Última lectura
note = Nota
more-files = Hay { $count } archivos más que no se muestran. Véalos todos con tenkyo status --json.
failed = Algo falló por nuestra parte. Su pregunta sigue aquí.
unreachable = No se puede acceder al asistente. Compruebe que está en marcha y vuelva a intentarlo.
busy = El índice se está modificando. Vuelva a intentarlo en un minuto.
bad-question = La pregunta está vacía o pasa de { $limit } caracteres. Cámbiela y vuelva a intentarlo.
quotation = «{ $quote }»

## Conversations and permanent addresses

talk-conversations = Conversaciones
talk-new = Nueva
talk-find = Buscar en las conversaciones
talk-none-yet = Lo que pregunte se guarda aquí.
talk-none-found = Ninguna conversación contiene estas palabras.
talk-search-too-long = Son más de { $limit } caracteres. Busque menos palabras.
talk-today = Hoy
talk-yesterday = Ayer
talk-day = { DATETIME($day, dateStyle: "long") }
talk-more = Mostrar más
talk-actions = Acciones para «{ $title }»
talk-rename = Cambiar el título
talk-title = Título
talk-save = Guardar
talk-delete = Eliminar
talk-really-delete = ¿Eliminar esta conversación?
talk-deleted = Conversación eliminada.
talk-export = Exportar
talk-opened = Conversación «{ $title }»
talk-earlier = { $count ->
    [one] No se muestra 1 pregunta anterior. Una exportación las contiene todas.
   *[other] No se muestran { $count } preguntas anteriores. Una exportación las contiene todas.
}
talk-not-stored = No se pudo guardar la respuesta en esta conversación.
talk-no-conversation = Esta conversación no está aquí, o ya no está.
talk-share = Compartir
talk-share-what = Quien tenga el enlace puede leer esta conversación tal como está ahora, y nada más. Cada pasaje solo se muestra a quien puede ver su documento.
talk-share-begin = Crear un enlace
talk-share-link = Enlace para leer esta conversación
talk-share-more = { $count ->
    [one] Compartir también la pregunta más reciente
   *[other] Compartir también las { $count } preguntas más recientes
}
talk-share-end = Dejar de compartir
shared = Conversación compartida
shared-until = Tal como estaba el { DATETIME($day, dateStyle: "long") }
shared-hides = Una parte de esta respuesta no se muestra: usted no puede leer todo en lo que se basa.
shared-missing = Este enlace no lleva a ninguna conversación, o ya no.
palette-title = Comandos
palette-find = Buscar un comando
palette-none = Ningún comando contiene estas palabras.
command-only = Preguntar solo a algunos documentos…
command-share = Compartir esta conversación
command-export = Exportar esta conversación
keys-title = Atajos de teclado
key-palette = Ctrl + K
key-question = /
key-send = Intro
key-line = Mayús + Intro
key-sources = ← →
key-close = Esc
key-help = ?
keys-palette = Buscar un comando
keys-question = Ir al cuadro de la pregunta
keys-send = Hacer la pregunta
keys-line = Empezar otra línea
keys-sources = Recorrer las fuentes de una respuesta
keys-close = Cerrar lo que está abierto, o detener la respuesta
keys-help = Mostrar esta lista
talk-changed = La fuente ha cambiado desde entonces. Esta es la versión que se citó.
talk-moved = La fuente se ha movido desde entonces y ahora está en { $path }.
talk-gone = La fuente ya no está entre los documentos. Esta es la versión que se citó.
talk-not-kept = La versión citada no se conservó y no se puede mostrar.
talk-altered = Esta dirección fue alterada: las palabras que hay allí no son aquellas para las que se hizo.
talk-not-there-now = La cita no está en la versión actual.
talk-current-version = Abrir la versión actual
talk-place-now = Abrir la cita en la versión actual

## The chat in other pages

embed-close-chat = Cerrar el chat
embed-back = Volver a la respuesta
embed-waiting = La página que contiene este chat está iniciando su sesión…
embed-check = ¿Por qué queda en blanco el chat?
embed-check-intro = Para quien cuida la página que muestra el chat. Un navegador deja un marco en blanco por una de las razones siguientes, y no dice cuál.
embed-origin = Origen de su página
embed-origin-hint = Su dirección sin la ruta, como https://intranet.example
embed-run-check = Comprobar
embed-allowed = { $origin } puede mostrar el chat.
embed-not-allowed = { $origin } no puede mostrar el chat: no está en la lista de orígenes permitidos.
embed-not-an-origin = { $origin } no es un origen. Escriba el esquema y el servidor, como { $example }.
embed-insecure = { $origin } no está cifrado. Los navegadores no dan cookies a los marcos de esas páginas, así que nadie puede iniciar sesión allí. Sirva su página con https.
embed-set-this = Ponga esta línea en los ajustes del servidor del chat:
embed-then-restart = Después, inicie el servidor de nuevo: tenkyo serve
embed-host-policy = La política de su página
embed-host-policy-why = Si su página envía una Content-Security-Policy, necesita estas dos líneas:
embed-cookie = Cookies
embed-cookie-ok = El marco pudo guardar una cookie.
embed-cookie-blocked = El navegador no deja que el marco guarde una cookie, así que una sesión se pierde enseguida. Sirva su página y el chat con https. Si el chat está en otro dominio, permita para él las cookies de otros sitios, o dele un nombre de su propio dominio, como https://ask.intranet.example.
embed-token = Inicio de sesión con token
embed-token-ok = El token fue aceptado.
embed-token-refused = El token que entregó su página fue rechazado. Probablemente caducó, ya se usó, está firmado con otra clave, o nombra otra audiencia u otro origen que los ajustes del chat. También pueden diferir los relojes de los dos servidores. Llame a tenkyo.setToken() con uno nuevo.
embed-unknown = Aquí no se sabe. Abra esta página por el enlace que el chat muestra en su marco en blanco.
embed-still-blank = Si todo esto es correcto y el marco sigue en blanco, abra el chat por separado:
widget-label = Preguntar
widget-title = Preguntar a los documentos
widget-opening = Abriendo el chat…
widget-blank = El chat no se abrió.
widget-cookie = El navegador no deja que el chat mantenga su sesión.
widget-token = El chat rechazó el inicio de sesión de esta página.
widget-why = Por qué, y qué hacer

## Refused requests

told-locked = El índice se está modificando. Pregunte de nuevo en un minuto.
told-empty = Todavía no hay nada indexado. En el servidor, cree un índice con: tenkyo index CARPETA
told-unusable = Ahora no se puede usar el índice. Quien administra el servidor puede ver la causa en su registro.
refused-sign-in = Inicie sesión, por favor.
refused-foreign = Esta petición vino de una página que no puede enviarla.
refused-not-yours = Esta conversación es de otra persona. Recargue la página, por favor.
refused-no-such-page = Esta página no existe.
refused-no-event = Esta página y el servidor no encajan. Recargue la página, por favor.
refused-too-slow = La petición tardó demasiado en llegar. Vuelva a intentarlo, por favor.
refused-too-large = Es demasiado largo. Haga una pregunta más corta, por favor.
refused-too-many = Ha sido mucho de una vez. Espere un momento y pregunte de nuevo, por favor.
refused-long-headers = El navegador envió demasiadas cookies. Elimine las cookies de este sitio, por favor.
refused-full = Ahora mismo preguntan muchas personas. Vuelva a intentarlo en un momento, por favor.

## Tables

table-named = Tabla: { $name }
more-columns = { $number ->
    [one] No se muestra aquí: 1 columna más.
   *[other] No se muestran aquí: { $number } columnas más.
}
earlier-rows = No se muestran aquí: las filas anteriores.
later-rows = No se muestran aquí: las filas siguientes.

## The page of a document

view-choose = Presentación
view-page = Página
view-text = Texto
zoom-in = Ampliar
zoom-out = Reducir
page-picture = Página { $number } de «{ $title }», como imagen.
page-picture-marked = { $picture } Está marcado: «{ $quote }»
page-not-kept = El archivo de esta versión ya no está disponible; este es su texto.
page-not-drawn = La página { $number } no se puede mostrar como imagen. Este es el texto.
page-busy = Se están preparando muchas páginas. Este es el texto; vuelva a cargar la página dentro de un momento.
turn-previous-page = Página anterior
turn-next-page = Página siguiente
turn-number-page = Página
turn-previous-slide = Diapositiva anterior
turn-next-slide = Diapositiva siguiente
turn-number-slide = Diapositiva
page-of = de { $pages }
page-pages = Páginas del documento
fetched-from = Recogido de
original = Original
original-gone = El archivo del que procede este texto ya no está, o ha cambiado desde entonces.
find-within = Buscar en este documento
find-count = { $count ->
    [0] No se encuentra.
    [one] Se encuentra una vez.
   *[other] Se encuentra { $count } veces.
}
find-most = { $count ->
   *[other] Los primeros { $count } lugares.
}
find-before = Lugar anterior
find-after = Lugar siguiente

## Adding documents

adding-heading = Añadir documentos
adding-drop = Suelte documentos en cualquier lugar de esta página, o elíjalos aquí.
adding-add-files = Añadir documentos
adding-add-folder = Añadir una carpeta
adding-which = ¿Qué formatos?
adding-formats = Formatos: { $formats }
adding-limits = Hasta { $file } por archivo y { $count } archivos a la vez. Hay sitio para { $room }.
adding-nobody = Los documentos los añade quien administra este servidor.
adding-folder = Añadidos en el navegador
adding-remove = Quitar
adding-remove-named = Quitar { $name }
adding-waiting = a la espera de leerse
adding-reading = leyéndose
adding-indexed = leído
adding-indexed-in-part = leído, pero { $note }
adding-failed = no se puede leer: { $note }
adding-same = igual que { $path }, que ya está aquí
adding-replaced = { $state }; sustituye a la versión anterior
adding-gone = quitado o sustituido desde entonces
adding-locked = Otro programa está escribiendo en el índice. La lectura seguirá después.
adding-stuck = Ahora no se puede escribir en el índice. Se intentará de nuevo; pregunte a quien administra este servidor.
adding-refused-not-allowed = Usted no puede añadir documentos aquí.
adding-refused-no-name = No se puede guardar con este nombre. Cámbielo y añádalo de nuevo.
adding-refused-hidden = Es un archivo oculto. Cámbiele el nombre si es un documento.
adding-refused-format = Los archivos de este formato no se leen.
adding-refused-empty = El archivo está vacío.
adding-refused-too-large = Es demasiado grande. Divídalo, o pregunte a quien administra este servidor.
adding-refused-too-many = Son demasiados a la vez. Añada los demás después.
adding-refused-no-room = No hay sitio. Pregunte a quien administra este servidor.
adding-refused-cut-off = No llegó entero. Añádalo de nuevo.
adding-refused-missing = Este documento no está aquí, o usted no puede quitarlo.
adding-refused-no-conversation = Esta conversación ya no existe.
adding-not-stored = No se pudo guardar. Vuelva a intentarlo, o pregunte a quien administra este servidor.
adding-script-sending = enviándose, { $percent } %
adding-script-queued = a la espera de enviarse
adding-script-too-large = Es demasiado grande: { $size }, de { $most } como máximo.
adding-script-too-many = Son { $count } archivos, de { $most } como máximo a la vez. No se envió nada.
adding-script-too-much = Estos archivos necesitan { $size }, y hay sitio para { $most }. No se envió nada.
adding-script-passed-over = Omitidos, porque tales archivos no se leen: { $count } ({ $kinds })
adding-script-nothing = Aquí no hay ningún archivo que se pueda leer.
adding-script-retry = Reintentar
adding-script-lost = La conexión se interrumpió.
adding-script-progress = Leídos: { $done } de { $total }
adding-script-finished = Listo. Leídos: { $done } de { $total }
adding-script-ask = Preguntar sobre ellos
adding-script-sure = ¿Quitar para siempre?
adding-script-removed = Quitado.
adding-into = En una colección (opcional)
attached-heading = Archivos de esta conversación
attached-reading = leyéndose
attached-failed = no se puede leer: { $note }
attached-in-part = leído, pero { $note }
attached-remove = Quitar { $name } de esta conversación
attached-only = Preguntar solo en estos
adding-only = Solo para esta conversación
adding-only-here = Lo que añada aquí es solo para esta conversación: nadie más lo ve y desaparece con ella.
adding-script-ask-only = Preguntar solo a «{ $name }»
adding-script-zip-holds = { $name } contiene { $count } archivos, { $size } una vez descomprimidos.
adding-script-zip-unpack = Descomprimir y añadir
adding-script-zip-unpacking = Descomprimiendo { $name }
adding-script-zip-locked = { $name } está protegido con una contraseña. Descomprímalo usted y añada sus archivos.
adding-script-zip-broken = { $name } está dañado, o comprimido de una forma que aquí no se lee. Descomprímalo usted y añada sus archivos.

## Why a passage was not found

miss-heading = ¿Por qué no se encontró esto?
miss-intro = Repita una pregunta: aquí se dice qué fue del pasaje.
miss-question = La pregunta
miss-passage = El pasaje esperado, con sus palabras; vacío para todo el documento
miss-ask = Explicar
miss-cited = Está citado: { $numbers }.
miss-unknown = Aquí no hay ningún documento con ese nombre.
miss-not-indexed-not-there = No existe tal archivo.
miss-not-indexed-elsewhere = No está indexado: no se encuentra en ninguna de las carpetas indexadas.
miss-not-indexed-format = No está indexado: los archivos con esta extensión no se leen.
miss-not-indexed-passed-over = No está indexado: los archivos ocultos y los de bloqueo se pasan por alto.
miss-not-indexed-link = No está indexado: es un enlace. Cuenta aquello a lo que lleva, si está en la misma carpeta.
miss-not-indexed-new = Aún no está indexado.
miss-not-indexed-changed = El archivo ha cambiado desde que se indexó. Estas palabras no están en lo que se leyó entonces.
miss-failed = No se pudo leer el archivo: { $note }
miss-hidden = Las reglas de acceso lo ocultan a este lector.
miss-not-read = Estas palabras no están en lo que se leyó del archivo. Lo que se omitió: { $note }
miss-not-searched-through = Estas palabras están donde no se busca, por ejemplo en un comentario o antes del texto propiamente dicho.
miss-not-in-text = Estas palabras no están en el documento.
miss-not-searched = Para esta pregunta no se buscó nada. La respuesta fue: { $note }
miss-outranked = No se citó: otros pasajes quedaron por delante.
miss-below = Quedó en primer lugar, pero sin seguridad suficiente: { $sure } %, cuando hace falta un { $needed } %. Falta un { $short } %.
miss-refused = Quedó en primer lugar y con seguridad suficiente, pero algo lo impedía: { $note }
miss-all-unsure = Lo que quedó en primer lugar tampoco era bastante seguro: { $sure } %, cuando hace falta un { $needed } %.
miss-rank = De los { $searched } pasajes más cercanos, fue el número { $rank }.
miss-far = No estaba entre los { $searched } pasajes cercanos por palabras o por significado.
miss-this = Este pasaje
miss-column-passage = Pasaje
miss-column-rank = Puesto en la búsqueda
miss-column-meaning = Significado
miss-column-words = Palabras
miss-column-read = Al leerlo
miss-shared = Tiene estas palabras de la pregunta, que el pasaje no encontrado no tiene: { $words }
miss-no-shared = No tiene ninguna palabra de la pregunta que le falte al pasaje no encontrado.

## What the documents lack

gaps-none = En el chat no se preguntó nada que los documentos no respondan.
gaps-added = { $count ->
    [one] 1 pregunta añadida a { $file }, por completar.
   *[other] { $count } preguntas añadidas a { $file }, por completar.
}
gaps-counts = { $askers ->
    [one] 1 persona
   *[other] { $askers } personas
}, { $asked ->
    [one] preguntado una vez
   *[other] preguntado { $asked } veces
}
gaps-refused = { $count } sin respuesta
gaps-perhaps = { $count } con un quizá
gaps-rated-down = { $count } mal valoradas
gaps-nearest = los más cercanos: { $documents }

## Preguntas guardadas

kept = Preguntas guardadas
kept-what = Estas preguntas se vuelven a hacer cuando cambian los documentos. Solo se avisa donde se citan otras palabras.
kept-none = No hay preguntas guardadas. Guarde una con la campana debajo de su respuesta.
kept-keep = Avisarme cuando se citen otras palabras
kept-kept = Se le avisará cuando se citen otras palabras.
kept-ended = Esta pregunta ya no se vuelve a hacer.
kept-news = { $count ->
    [one] 1 pregunta guardada ha cambiado
   *[other] { $count } preguntas guardadas han cambiado
}
kept-changed = Cambió desde el { DATETIME($day, dateStyle: "long") }
kept-same = Las mismas palabras, comprobado por última vez el { DATETIME($day, dateStyle: "long") }
kept-gone = Ya no se cita
kept-come = Se cita ahora
kept-quoted = «{ $quote }» ({ $place })
kept-perhaps = Lo que se cita ahora es lo más cercano, y quizá no responda.
kept-nothing = Ahora no se cita nada.
kept-stay = { $count ->
    [one] 1 cita más sigue igual.
   *[other] { $count } citas más siguen igual.
}
kept-hidden = No puede ver estas palabras.
kept-seen = Entendido
kept-let-go = No preguntar más
kept-open = Abrir la conversación
kept-asked = { $asked ->
    [one] Se volvió a hacer 1 pregunta
   *[other] Se volvieron a hacer { $asked } preguntas
}; { $changed ->
    [one] 1 cita otras palabras.
   *[other] { $changed } citan otras palabras.
}

## How the installation stands

mind-heading = Cuidar de Tenkyo
mind-hand = Lo que pide atención
mind-nothing = Nada: se pudo leer cada archivo, y no quedó ninguna pregunta sin respuesta.
mind-failed = Archivos que no se pudieron leer: { $count }
mind-gaps = Preguntado y sin respuesta: { $count }
mind-asked-for = Lo que se preguntó
mind-how-often = Cuántas veces
mind-nearest = Documentos más cercanos
mind-questions = Guardar como archivo de preguntas para tenkyo eval
mind-away = Fuentes a las que no se pudo llegar: { $count }
mind-source = Fuente
mind-address = Dirección
mind-every = Se recoge cada
mind-fetched = Recogida por última vez
mind-sources = Fuentes
mind-library = La biblioteca
mind-passages = Pasajes
mind-index = Indexar las carpetas ahora
mind-indexing = Las carpetas se están indexando. Vuelva a abrir esta página para ver cómo están.
mind-use = Uso
mind-plot = Preguntas en { $days } días: { $asked }. A la espera de una buena respuesta: { $open }.
mind-day = Día
mind-asked = Preguntado
mind-open = Sin buena respuesta
mind-as-table = Como tabla
mind-readers = Personas que preguntaron
mind-sessions = Con sesión abierta ahora
mind-keys = Claves válidas
mind-audit = Registro de auditoría
mind-verify = Comprobar el registro
mind-audit-whole = El registro está completo: { $count } entradas.
mind-audit-broken = El registro se ha alterado, o falta una parte. Véase: tenkyo audit verify
sources-about = Lo que está en otro lugar se recoge, se mantiene al día y se lee para responder, como los documentos de aquí. No se contacta con otras direcciones que las añadidas.
sources-none = Todavía no hay ninguna fuente.
sources-manage = Añadir, recoger y quitar fuentes
sources-add = Añadir una fuente
sources-name = Nombre
sources-name-hint = Hasta 40 caracteres entre a-z, 0-9 y -, como manual
sources-address-hint = Un sitio web o su mapa (https://…), un repositorio Git (https://….git), un buzón (imaps://…) o archivos (sftp://, webdavs://, s3://, smb://, az://, gs://).
sources-folder-hint = O una carpeta de este equipo, desde /.
sources-user = Nombre de usuario, si se pide
sources-secret = Contraseña
sources-no-secret = Ninguna
sources-secret-hint = Aquí no se escribe ninguna contraseña. Quien inicia Tenkyo la pone en una variable { $variable }, que entonces se puede elegir.
sources-options = Más ajustes
sources-options-hint = NOMBRE=VALOR, como branch=main para Git. Puede quedar vacío.
sources-every = Recogerla
sources-only-asked = solo cuando se pide
sources-half-hourly = cada 30 minutos
sources-hourly = cada hora
sources-daily = una vez al día
sources-weekly = una vez a la semana
sources-fetch = Recogerla ahora
sources-try = Ver qué cambiaría
sources-remove = Quitar…
sources-remove-sure = Quitarla, con todo lo que se recogió de ella
sources-fetch-going-on = Se está recogiendo, o espera a otra. Esta página muestra más por sí sola.
sources-try-going-on = Se está mirando, o espera a otra. Esta página muestra más por sí sola.
sources-remove-going-on = Se está quitando, o espera a que no se indexe nada más. Esta página muestra más por sí sola.
sources-not-yet = todavía no
sources-away = No se pudo recoger entera: { $why } Lo que se recogió antes se queda.
sources-not-removed = No se pudo quitar: { $why }
sources-fetched = Recogido: { $new } nuevos, { $changed } cambiados, { $gone } desaparecidos, { $same } como antes.
sources-would = Recogerla traería { $new } archivos nuevos y { $changed } cambiados; { $gone } desaparecerían y { $same } quedarían como están.
sources-skipped = En ningún formato legible: { $count }.
sources-files = Qué archivos
sources-more = y { $count } más
sources-new = nuevo
sources-changed = cambiado
sources-gone = desaparecido
models-heading = Modelo de lenguaje
models-off = Las respuestas son las frases de los propios documentos. Un modelo de lenguaje de este equipo puede redactarlas; cada una de sus frases se comprueba con los documentos.
models-on = { $model } redacta las respuestas.
models-by-setting = { $model } redacta las respuestas, según TENKYO_CHAT_MODEL.
models-look = Buscar modelos de lenguaje en este equipo
models-none = No se ha encontrado ninguno. Nadie responde como: { $asked }
models-try = Probar
models-tried = Probado: { $model }
models-trying = En prueba: { $done } de { $count } preguntas tienen respuesta. Esta página muestra más por sí sola.
models-failed = No se ha podido probar. El registro del servidor dice por qué.
models-no-questions = Los documentos no sugieren ninguna pregunta para probarlo.
models-question = Pregunta
models-plain = Palabras de los documentos
models-worded = Redactado por el modelo
models-removed = quitado por la comprobación
models-switch-on = Activar
models-switch-off = Desactivar

## Words in a row

list-comma = ,{" "}
list-and = { $before } y { $last }
list-or = { $before } o { $last }
sentence-space = {" "}
documents-counted = { $count ->
    [one] un documento
   *[other] { $count } documentos
}

## What the assistant says

remark-greeting = Hola. Pregúnteme lo que quiera sobre { documents-counted }: { $titles }.
remark-thanks = De nada. Siga preguntando cuando quiera.
remark-farewell = Hasta luego.
remark-abilities = Respondo preguntas a partir de { documents-counted }: { $titles }. Cada frase de una respuesta está tomada palabra por palabra de un documento y lleva un número; elíjalo para leerla en su lugar. Si los documentos no responden, lo digo.
remark-nothing = Hola. Todavía no hay nada indexado, así que no hay nada que preguntar.
remark-refusal = No encontré ninguna frase que responda a esto en { documents-counted }.
remark-unasked = Aquí no veo ninguna pregunta. Pregunte en pocas palabras lo que quiere saber, o nombre una cosa.
remark-perhaps = No estoy seguro de que esto lo responda. Lo más cercano que encontré:
remark-withheld = Esta respuesta no se muestra: usted no puede leer todo aquello en lo que se basa, o las reglas de acceso han cambiado desde entonces.
remark-unclear = ¿Qué quiere decir? La pregunta no dice de qué trata.
remark-which = ¿A cuál se refiere?
remark-nothing-more = Es todo lo que encontré: allí no sigue nada más, y ningún otro pasaje está tan cerca de su pregunta.
remark-no-passage = Ningún pasaje tiene aquí este número. ¿A cuál se refiere?
titles-comma = ,{" "}
titles-and-more = { $titles } y otros
advice-names = Nada aquí nombra { $words }.
advice-words = Nada aquí menciona { $words }.
advice-kind-money = Los pasajes más cercanos no dan ningún precio o importe que encaje.
advice-kind-date = Los pasajes más cercanos no dan ninguna fecha que encaje.
advice-kind-duration = Los pasajes más cercanos no dan ninguna duración que encaje.
advice-kind-number = Los pasajes más cercanos no dan ningún número que encaje.
advice-kind-person = Los pasajes más cercanos no nombran a ninguna persona que encaje.
advice-kind-organisation = Los pasajes más cercanos no nombran ninguna organización que encaje.
advice-nearest = Lo más cercano que encontré:
advice-wide = Nombre con más precisión el documento o aquello a lo que se refiere.
advice-summary = Diga por su título qué documento hay que resumir.
advice-list = Puedo enumerar y contar lo que los documentos nombran uno por uno con esa palabra: títulos, elementos de listas, filas de tablas o frases que empiezan por ella.
advice-name = { $name }
unnamed-missing = No encontré nada sobre «{ $name }». Los pasajes más cercanos tratan de otra cosa.
unnamed-silent = { $count ->
    [one] { $names } no dice nada sobre esto que yo haya encontrado.
   *[other] { $names } no dicen nada sobre esto que yo haya encontrado.
}
meant = ¿Quiso decir: { $meant }? Eso es lo que busqué.
meant-word = { $word }
rendering-translation = Cito los documentos como están escritos y no puedo traducir.
rendering-table = No puedo hacer una tabla; así lo dicen los documentos.
rendering-points = Las frases que más dicen, palabra por palabra.
rendering-short = La frase que más dice, palabra por palabra.
rendering-simple = Cito los documentos y no puedo decirlos con palabras más sencillas.
rendering-text = No puedo escribir un texto; estas son las palabras de los propios documentos.
rendering-nothing = ¿De qué? Haga primero una pregunta, o nómbrelo.
suggested-definition = ¿Qué significa «{ $thing }»?
suggested-what-is = ¿Qué es { $thing }?
suggested-what-are = ¿Qué son { $thing }?
suggested-about = ¿Qué dicen los documentos sobre { $thing }?
list-goes-on = { $left ->
    [one] La lista sigue: en la fuente hay 1 punto más.
   *[other] La lista sigue: en la fuente hay { $left } puntos más.
}
disagreement = Los documentos se contradicen: { $one } dice { $first }, y { $other } dice { $second }.
formula-without-value = El archivo contiene aquí una fórmula, pero no su valor: { $formula }. Guárdelo una vez en una hoja de cálculo para que se pueda leer.
void = «{ $name }» ya no está en vigor: «{ $quote }»
void-earlier = «{ $name }» es una edición anterior de «{ $later }».

## What a language model had a part in

model-unusable = El modelo de lenguaje no está bien configurado; véase: tenkyo doctor.
model-unreachable = No se pudo acceder al modelo de lenguaje.
model-late = El modelo de lenguaje tardó demasiado.
model-failed = El modelo de lenguaje falló.
model-unsupported = Los documentos no apoyan lo que escribió el modelo de lenguaje.
model-nothing = El modelo de lenguaje no encontró respuesta en los pasajes.
model-removed = { $number ->
    [one] Se omitió 1 frase del modelo de lenguaje, porque los documentos no la apoyan.
   *[other] Se omitieron { $number } frases del modelo de lenguaje, porque los documentos no las apoyan.
}
model-instead = Estas son las frases de los propios documentos.

## Answers about the documents as a whole

library-every = Documentos aquí: { $found }.
library-titled = Sobre { $words }, según el título, el nombre del archivo o un encabezado: { $found } de { documents-counted }.
library-not-titled = Sin { $words } en el título, el nombre del archivo ni los encabezados: { $found } de { documents-counted }.
library-also = Solo en el texto, está en { $more } más.
library-mentioning = Con { $words } en un mismo pasaje: { $found } de { documents-counted }. El primer pasaje de cada uno:
library-not-mentioning = Sin { $words } en el texto, el título ni el nombre del archivo: { $found } de { documents-counted }.
library-nowhere = Ningún pasaje, título ni nombre de archivo contiene { $words }. Revisé las palabras de { documents-counted }.
library-dated = De esa época, según el título, el nombre o la última modificación del archivo: { $found } de { documents-counted }.
library-added = Indexados en esa época, por primera vez o de nuevo: { $found } de { documents-counted }.
library-changed = Con un archivo que se modificó en esa época: { $found } de { documents-counted }.
library-newest = Indexados los últimos, primero los más recientes: { $found } de { documents-counted }.
library-language = En { $name }: { $found } de { documents-counted }.
library-not-language = En otro idioma que no es { $name }: { $found } de { documents-counted }.
library-kind = Solo se cuentan los documentos con «{ $noun }» en el título o en el nombre del archivo.
library-part = Se muestran los primeros { $shown }.
library-read = indexado el { $day }
library-file = archivo modificado el { $day }
library-page = Página { $page } de «{ $title }»:
library-which-page = Aquí hay { $count } documentos con una página { $page }. Diga cuál: «¿Qué dice la página { $page } de { $title }?»
library-no-page = Ningún documento de aquí, o ninguno de ese nombre, tiene una página { $page }. Se conocen las páginas de los PDF y las diapositivas.
library-no-authors = La lista de documentos conoce títulos, rutas, fechas e idiomas, pero no autores.

## Things that are counted

counted-every = Frases, puntos de lista, filas de tabla o encabezados sobre uno de «{ $things }»: { $found }.
counted-having = Sobre uno de «{ $things }», con { $words } y sin negación: { $found } de { $alike } frases, puntos de lista o filas de tabla.
counted-lacking = Sobre uno de «{ $things }», con { $words } negado, o sin ello donde otros de la misma lista lo tienen: { $found } de { $alike } frases, puntos de lista o filas de tabla.
counted-where = Están en { documents-counted }.
counted-having-left-out = Omitidos: { $number } que lo tienen.
counted-lacking-left-out = Omitidos: { $number } que no lo tienen.
counted-silent-left-out = Omitidos: { $number } que no lo dicen.
counted-part = Leí los primeros { $read } de { $all } pasajes sobre «{ $things }»: puede haber más.

## Above rows of a table that answer

rows-largest = El mayor de { $n } valores de la columna { $column }{ $rows }.
rows-smallest = El menor de { $n } valores de la columna { $column }{ $rows }.
rows-latest = El más reciente de { $n } valores de la columna { $column }{ $rows }.
rows-earliest = El más antiguo de { $n } valores de la columna { $column }{ $rows }.
rows-place = Número { $place } a partir de ahí.
rows-first = Los { $number } primeros a partir de ahí.
rows-tied = { $number } filas lo tienen.
rows-count = { $found } de { $n } filas{ $rows } tienen en la columna { $column } el valor: { $condition }.
rows-rows = { $found ->
    [one] Una fila{ $rows } en la tabla { $table }.
   *[other] { $found } filas{ $rows } en la tabla { $table }.
}
rows-all = { $found ->
    [one] Una fila{ $rows }.
   *[other] { $found } filas{ $rows }.
}
rows-different = { $found } valores distintos de la columna { $column }{ $rows }, en { $n } filas.
rows-total = Suma de { $n } valores de la columna { $column }{ $rows }: { $result }.
rows-mean = Media de { $n } valores de la columna { $column }{ $rows }: { $result }.
rows-own = La tabla lo da en una fila propia, en la columna { $column }.
rows-with = {" "}entre las filas con { $words }
rows-none = Sin valor: { $number }.
rows-totals = Excluidas: { $number } que suman otras.
rows-tables = En { $n } tablas con las mismas columnas: { $tables }{ $more ->
    [0] .
   *[other] {" "}y { $more } más.
}
rows-again = En varias de ellas ({ $n }): { $again }{ $more ->
    [0] .
   *[other] {" "}y { $more } más.
}
rows-elsewhere = Varios documentos tienen una tabla así y no puedo saber cuál se busca: { $documents }. Nombre uno.
rows-unsure = No estoy seguro de que se trate de esta columna o tabla.
rows-more = más de { $a }
rows-more-date = después de { $a }
rows-less = menos de { $a }
rows-less-date = antes de { $a }
rows-at-least = { $a } o más
rows-at-least-date = { $a } o después
rows-at-most = { $a } o menos
rows-at-most-date = { $a } o antes
rows-within = { $a }
rows-range = de { $a } a { $b }
rows-and = { $before } y { $last }

## Exports

export-title = Conversaciones
export-searched = Se buscó: { $question }
export-stopped = Detenido antes de que la respuesta estuviera completa.
export-place = caracteres { $start } a { $end }
export-version = SHA-256 del archivo
export-address = Dirección
export-page = página { $number }
export-note = Para comprobar este archivo: tenkyo verify ARCHIVO

## In a terminal

terminal-choices = Podría preguntar:
terminal-nothing = No se encontró nada.
terminal-not-supported = [sin apoyo]
terminal-more-items = … y { $number } más; todos con --json
terminal-more-columns = … y { $number } columnas más, que están en las citas de abajo
terminal-added = añadidos
terminal-new = nuevos
terminal-changed = modificados
terminal-moved = movidos
terminal-same = sin cambios
terminal-removed = eliminados
terminal-failed = fallidos
terminal-skipped = omitidos
terminal-links = enlaces no seguidos
terminal-other-formats = de otros formatos
terminal-embedded = pasajes vectorizados
terminal-seconds = segundos
terminal-more = … y { $number } más; véase: { $command }
terminal-home = base
terminal-folder = carpeta
terminal-missing = (ahora no está)
terminal-documents = documentos
terminal-passages = pasajes
terminal-updated = actualizado
terminal-model = modelo
terminal-next-model = próximo modelo
terminal-change = para cambiar a él: { $command }
terminal-outdated = leídos por una versión anterior
terminal-read-again = para leerlos de nuevo: { $command }
terminal-note = nota

## The list of documents

shelf-find = Buscar
shelf-kind-of = Tipo
shelf-in-language = Idioma
shelf-all = Todos
shelf-show = Mostrar
shelf-count = { $count ->
    [0] Nada coincide.
    [one] 1 documento
   *[other] { $count } documentos
}
shelf-files = Estado de los archivos respecto al índice
shelf-head-title = Título
shelf-head-kind = Tipo
shelf-head-pages = Páginas
shelf-head-language = Idioma
shelf-head-date = Fecha
shelf-actions = Acciones posibles
shelf-ask-only = Preguntar solo a este
shelf-ask-only-named = Preguntar solo a «{ $title }»
shelf-page-of = Página { $page } de { $last }
shelf-before = Anterior
shelf-after = Siguiente
shelf-outline = Índice
shelf-cited = Lo más citado en sus conversaciones
shelf-cited-times = { $count ->
    [one] una vez
   *[other] { $count } veces
}
shelf-pages = Páginas de la lista

## What a question is kept to

scope-looked-at = Solo se ha buscado en { $names }.
scope-looked-at-of = { $count ->
    [one] Solo se ha buscado en un documento de { $names }.
   *[other] Solo se ha buscado en { $count } documentos de { $names }.
}
scope-others = { $count } más
told-no-scope = Aquí no hay nada que se llame «{ $name }». Quítelo de la selección de la pregunta o elija otra cosa.
scope-add = Preguntar solo en…
scope-find = Buscar una carpeta, etiqueta o documento
scope-remove = Quitar { $name }
scope-gone = { $name }: ya no está aquí
scope-attached = los archivos de esta conversación
scope-nothing = Aquí no hay nada con ese nombre.
scope-now = A partir de ahora solo se busca en lo elegido: { documents-counted }.
scope-all = A partir de ahora se busca en todos los documentos.
scope-kind-folder = Carpeta
scope-kind-tag = Etiqueta
scope-kind-document = Documento
scope-documents = { documents-counted }

## Lo que se ha observado de un archivo: las mismas frases que en en.ftl

file-no-text = el archivo no contiene texto
file-damaged = el archivo está dañado: { $cause }
file-damaged-beginning = el archivo está dañado o no es un archivo { $suffix }: no empieza como tal
file-damaged-message = el archivo está dañado o no es un mensaje: no tiene remitente, fecha ni asunto
file-damaged-book = el archivo está dañado: no indica ningún libro
file-damaged-bytes = el archivo está dañado: salvo algunos bytes, es UTF-8
file-damaged-json = el archivo está dañado: la línea { $line } no es JSON: { $cause }
file-damaged-end = el archivo está dañado: una entrada queda más allá de su final
file-damaged-entry = el archivo está dañado: una entrada es más corta de lo que dice su directorio
file-damaged-text = su texto guardado estaba dañado; vuelva a indexar su carpeta
file-rtf = el archivo es texto enriquecido (RTF); guárdelo como .docx o .pdf
file-zip = el archivo es un zip; descomprímalo
file-old-office = el archivo tiene un formato antiguo de Office; guárdelo como .docx, .xlsx o .pptx
file-password = el archivo está protegido con contraseña; guárdelo sin ella
file-protected-book = el libro está protegido contra copia
file-no-calendar = el archivo no es un calendario: le falta BEGIN:VCALENDAR
file-empty-page = la página no tiene contenido
file-damaged-page = la página está dañada: { $cause }
file-nested-page = la página tiene demasiados niveles anidados
file-nested = demasiados niveles anidados
file-binary = el archivo es binario, no texto
file-encoding = el archivo es binario o texto en una codificación desconocida
file-entries = el archivo contiene { $number } entradas: puede ser una bomba zip
file-unpacks = el archivo descomprimido ocupa { $size } MB, y el límite es de { $limit } MB: puede ser una bomba zip
file-zip-bomb = una entrada descomprimida ocupa { $ratio } veces su tamaño: una bomba zip
file-entry-name = el archivo es malicioso: contiene una entrada llamada { $name }
file-overlapping = el archivo es malicioso: sus entradas se solapan, como en una bomba zip
file-entities = el archivo es malicioso: su XML declara entidades
file-slow = leerlo lleva más de { $seconds } s
file-slow-processor = leerlo lleva más de { $seconds } s de procesador
file-memory = el sistema detuvo la lectura, probablemente por falta de memoria
file-memory-limit = leerlo necesita más de { $size } MB de memoria
file-fault = el archivo está dañado o su lector tiene un fallo: { $cause }
file-nonsense = su lector responde sin sentido: { $cause }
file-ended = su lector terminó sin responder (estado { $status })
file-crash = el archivo hace fallar a su lector ({ $signal }); está dañado o es malicioso
file-long = su texto supera los { $limit } millones de caracteres; divídalo
file-headings = el archivo tiene demasiados títulos
file-opening = no se puede abrir el archivo: { $cause }
file-opening-folder = no se puede abrir la carpeta: { $cause }
file-no-zip = no es un zip, como lo son los archivos de Office
file-no-pdf = no es un PDF legible
file-not-allowed = permiso denegado
file-many-links = demasiados enlaces simbólicos seguidos
file-large = el archivo ocupa { $size } MB, y el límite es de { $limit } MB; divídalo o aumente TENKYO_MAX_FILE_MB
file-name = su nombre no es Unicode válido; cámbielo
file-special = no es un archivo normal
file-link = es un enlace simbólico que sale de la carpeta indexada; esos enlaces no se siguen
file-attachments = solo se leen { $number } adjuntos
file-attachment-nested = el adjunto { $name } tiene demasiados niveles anidados y se omite
file-attachment = se omite el adjunto { $name }: { $cause }
file-format = su formato no se lee
file-message = se omite el texto del mensaje: { $cause }
file-chapter-missing = falta el capítulo { $name }
file-chapter = se omite el capítulo { $name }: { $cause }
file-sheet = se omite la hoja oculta { $name }
file-sheet-marked = la hoja oculta { $name } se lee y se señala como tal
file-chart = de un gráfico solo se leen { $number } de { $whole } puntos
file-pages-damaged = { $pages }: no se puede abrir
file-pages-fonts = { $pages }: las fuentes no dicen qué letras muestran
file-pages-bare = { $pages }: sin texto, ni siquiera por reconocimiento
file-pages-scanned = { $pages }: sin texto, ¿escaneado? Para leerlo, instale tesseract y defina TENKYO_OCR
file-pages-partly = { $pages }: apenas hay texto, ¿escaneado? Para leerlo, instale tesseract y defina TENKYO_OCR
file-pages-partly-bare = { $pages }: apenas hay texto, ni siquiera por reconocimiento
file-page = página { $numbers }
file-pages = páginas { $numbers }
file-tesseract = las páginas escaneadas necesitan el comando 'tesseract', que falta; instálelo con: apt-get install tesseract-ocr
file-tesseract-language = tesseract no puede leer páginas escaneadas en los idiomas { $languages }: { $cause }
file-not-read = sin leer: { $parts }
file-not-read-at = sin leer { $place }: { $parts }
file-marked = leído y señalado como tal: { $parts }
file-elsewhere = en otros sitios
file-on-slide = en la diapositiva { $number }
file-slide = (número { $number })
file-on-sheet = en la hoja { $name }
file-below = bajo { $name }
file-in-form = en otra forma del texto
file-in-chapters = en los capítulos
file-in-page = en la página
file-in-text = en el texto
file-in-notes = en las notas
file-in-heads = en encabezados y pies de página
file-in-comments = en los comentarios
file-in-slides = en las diapositivas
file-in-slide-notes = en las notas de las diapositivas
file-in-drawings = en los dibujos
file-in-charts = en los gráficos
file-in-diagrams = en los diagramas
omitted-hidden = { $n ->
    [one] { $n } texto oculto
   *[other] { $n } textos ocultos
}
omitted-struck = { $n ->
    [one] { $n } texto tachado
   *[other] { $n } textos tachados
}
omitted-deleted = { $n ->
    [one] { $n } texto eliminado
   *[other] { $n } textos eliminados
}
omitted-row = { $n ->
    [one] { $n } fila oculta
   *[other] { $n } filas ocultas
}
omitted-column = { $n ->
    [one] { $n } columna oculta
   *[other] { $n } columnas ocultas
}
omitted-formula = { $n ->
    [one] { $n } fórmula sin valor guardado
   *[other] { $n } fórmulas sin valores guardados
}
omitted-slide = { $n ->
    [one] { $n } diapositiva oculta
   *[other] { $n } diapositivas ocultas
}
omitted-comment = { $n ->
    [one] { $n } comentario
   *[other] { $n } comentarios
}
omitted-chart = { $n ->
    [one] { $n } gráfico
   *[other] { $n } gráficos
}
omitted-equation = { $n ->
    [one] { $n } ecuación
   *[other] { $n } ecuaciones
}
omitted-diagram = { $n ->
    [one] { $n } diagrama
   *[other] { $n } diagramas
}
omitted-file = { $n ->
    [one] { $n } archivo incrustado
   *[other] { $n } archivos incrustados
}
omitted-part = { $n ->
    [one] { $n } documento insertado
   *[other] { $n } documentos insertados
}
omitted-stub = { $n ->
    [one] { $n } nota en lugar del texto
   *[other] { $n } notas en lugar del texto
}
omitted-media = { $n ->
    [one] { $n } imagen o grabación adjunta
   *[other] { $n } imágenes y grabaciones adjuntas
}
omitted-page-head = { $n ->
    [one] { $n } encabezado o pie de página
   *[other] { $n } encabezados y pies de página
}
omitted-around = { $n ->
    [one] { $n } menú, aviso o pie
   *[other] { $n } menús, avisos y pies
}
omitted-other = { $n ->
    [one] { $n } bloque junto al texto principal
   *[other] { $n } bloques junto al texto principal
}
omitted-word = { $n ->
    [one] { $n } palabra
   *[other] { $n } palabras
}

## Lo que dice `--help`, cómo empiezan los comandos y por dónde van

help-usage = uso:
help-arguments = argumentos
help-options = opciones
help-commands = comandos
help-actions = acciones
help-help = mostrar esta ayuda y terminar
help-version = mostrar la versión y terminar
help-end = .
help-tenkyo = Pregunte a sus propios documentos; cada frase de la respuesta lleva su cita.
help-start = Para empezar: %(prog)s index CARPETA y después: %(prog)s serve
help-home = dónde está el índice (si no: .tenkyo)
help-debug = mostrar toda la traza de un error
help-index = leer carpetas de documentos, o lo que ha cambiado en ellas
help-index-path = una carpeta o un archivo
help-watch = seguir, e indexar lo que cambie
help-index-json = escribir líneas JSON: el progreso y después lo hecho
help-forget = sacar del índice los documentos de una carpeta, sin tocar el disco
help-forget-path = una carpeta indexada, o una parte de ella
help-search = encontrar los pasajes más cercanos a una pregunta
help-top-k = cuántos pasajes (si no: 10)
help-ask = responder a una pregunta, con cita en cada frase
help-why = por qué un pasaje no está en la respuesta a una pregunta
help-why-question = la pregunta, tal como se hizo
help-why-document = el archivo: su ruta, su título o dónde está
help-why-passage = palabras del pasaje, o posiciones como 120-180 (por defecto: todo el documento)
help-batch = preguntas en líneas JSON, de un archivo o - para la entrada estándar
help-json = escribir JSON
help-json-lines = escribir líneas JSON
help-in = solo en este documento, carpeta o #etiqueta (se puede repetir)
help-as-groups = como lector de estos grupos (si no: todos los permisos)
help-serve = servir el chat
help-serve-path = una carpeta que se lee antes (se puede repetir)
help-host = dirección en la que se sirve (si no: solo esta máquina)
help-port = si no: 7860
help-insecure-public = dejar leer y preguntar sin iniciar sesión a quien alcance la dirección
help-sessions = quién ha iniciado sesión
help-revoke-sessions = cerrar todas las sesiones de un lector
help-mcp = servir búsquedas y respuestas a un programa, por la entrada y salida estándar (MCP)
help-status = lo que está indexado
help-doctor = comprobar que todo funciona
help-access = quién puede ver qué documentos, y según qué reglas
help-access-path = de un documento, en su carpeta
help-access-reader = cómo llamar al lector
help-access-groups = lo que puede ver un lector de estos grupos
help-eval = medir búsquedas y respuestas con preguntas de respuesta conocida
help-questions = un archivo de líneas JSON
help-eval-json = escribir cifras y cada resultado, - para la salida estándar
help-eval-html = escribir una página para leer
help-baseline = comparar con una medición escrita por --json
help-feedback = lo que los lectores pensaron de las respuestas
help-gaps = lo que se preguntó y los documentos no responden
help-feedback-questions = añadirlas a un archivo de preguntas para eval
help-conversations = listar las conversaciones guardadas
help-kept = las preguntas guardadas, y dónde se citan otras palabras
help-kept-ask = volver a hacer las pendientes de todas las personas
help-export = escribir conversaciones en un archivo, con cada cita y su lugar
help-export-id = como lo muestra tenkyo conversations
help-export-all = todas las conversaciones
help-export-output = un archivo nuevo (si no: la salida estándar)
help-verify = comprobar cada cita de una exportación con los documentos
help-verify-file = lo que escribió tenkyo export
help-backup = escribir una copia de seguridad en un archivo, también con el chat en marcha
help-backup-file = un archivo nuevo
help-backup-index = con el índice, que también se puede rehacer
help-restore = crear una carpeta de datos nueva a partir de una copia de seguridad
help-restore-file = lo que escribió tenkyo backup
help-keys = crear, listar y revocar claves para la API
help-keys-add = crear una clave y mostrarla esta única vez
help-keys-user = para quién actúa la clave
help-keys-groups = los grupos de USER
help-keys-scope = para qué sirve (si no: todo)
help-keys-days = cuánto tiempo (si no: hasta revocarla)
help-keys-json = escribir la clave como JSON
help-keys-revoke = invalidar una clave
help-keys-id = como la muestra tenkyo keys
help-source = las fuentes de los documentos: sitios web, repositorios, buzones, almacenes de archivos
help-source-add = añadir una fuente
help-source-name = un nombre corto a elección
help-source-address = una carpeta, o una dirección como https://…
help-source-user = el nombre con el que se entra allí
help-source-secret = dónde está la contraseña: env:VARIABLE o file:RUTA
help-every = cada cuánto la recoge un servidor en marcha, como 30m, 2h o 1d (si no: solo cuando se pide)
help-source-set = una opción de ese tipo de fuente; puede darse varias veces
help-source-list = listar las fuentes y cómo fue la última vez
help-source-sync = recoger lo que cambió, e indexarlo
help-source-names = qué fuentes (si no: todas)
help-dry-run = solo decir qué se recogería y qué se quitaría
help-source-remove = olvidar una fuente, y todo lo que se recogió de ella
help-audit = el registro de quién preguntó qué y qué se respondió
help-audit-verify = comprobar que ninguna entrada se ha cambiado, quitado o añadido
help-audit-file = un registro exportado
help-audit-expect = la última entrada tal como la escribió verify antes
help-audit-export = escribir el registro en un archivo de líneas JSON que se comprueba por sí solo
help-audit-new-file = un archivo nuevo
help-audit-since = un día u hora, como 2026-01-31
help-audit-reader = solo contenidos de este lector
help-audit-access = escribir todo lo que se guarda de una persona, como JSON
help-audit-erase = borrar todo lo que se guarda de una persona; el registro sigue siendo comprobable
help-audit-name = el nombre con el que inicia sesión
starting-ask = cargando el índice…
starting-doctor = se revisa todo, lo que lleva unos segundos…
starting-eval = cargando el índice…
starting-index = leyendo lo que ha cambiado en las carpetas…
starting-search = cargando el índice…
starting-serve = se inicia el chat, lo que lleva unos segundos…
starting-why = cargando el índice…
progress-reading = Lectura
progress-embedding = Vectorización
progress-left = restante
progress-passages = { $number ->
    [one] 1 pasaje
   *[other] { $number } pasajes
}
terminal-backed-up = { $number ->
    [one] 1 archivo guardado
   *[other] { $number } archivos guardados
} en la copia, { $size } MB
terminal-restored = { $number ->
    [one] 1 documento restaurado
   *[other] { $number } documentos restaurados
}, a fecha de { $made }
terminal-forgotten = { $number ->
    [one] 1 archivo fuera del índice
   *[other] { $number } archivos fuera del índice
}
