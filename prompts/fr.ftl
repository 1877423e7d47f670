## The chat

tagline = Des réponses tirées de vos documents, mot pour mot
skip = Aller au champ de question
new-conversation = Nouvelle conversation
indexed = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}, { $passages ->
    [one] { $passages } passage
   *[other] { $passages } passages
}
updated = à jour au { DATETIME($day, dateStyle: "long") }
joint = ,{" "}
welcome = Que voulez-vous savoir ?
promise = Les réponses sont faites des phrases mêmes des documents. Le numéro qui suit une phrase la montre à sa place.
try-asking = Questions auxquelles ces documents répondent
empty-title = Rien n’est encore indexé
empty-text = Il n’y a pas de documents d’où tirer une réponse.
conversation = Conversation
ask-label = Votre question
ask-placeholder = Interrogez les documents…
send = Envoyer
stop = Arrêter
hint = Entrée envoie, Maj+Entrée passe à la ligne
searching = { $documents ->
    [one] Recherche dans { $documents } document
   *[other] Recherche dans { $documents } documents
}
you-asked = Votre question :{" "}
searched-for = Recherché : { $question }
edit = Modifier
edit-label = Modifier la question recherchée
choose = Choisissez une question, ou demandez autrement :
not-supported = [non étayé par les documents]
sources = Sources
chip = citation { $number }, { $place }
place-page = page { $number }
place-slide = diapositive { $number }
place-row = ligne { $number }
nearest = Pas une réponse, mais les passages les plus proches :
nearest-passage = passage, { $place }
stopped = Arrêté
helpful = Bonne réponse
unhelpful = Mauvaise réponse
copy-answer = Copier la réponse avec ses sources
more-items = { $number ->
    [one] Et { $number } autre : la réponse copiée et l’export de cette conversation les ont tous.
   *[other] Et { $number } autres : la réponse copiée et l’export de cette conversation les ont tous.
}
copied = Copié
retry = Réessayer
rated = Merci, c’est noté.
why = Qu’est-ce qui n’allait pas ?
reason-wrong-answer = Réponse fausse
reason-wrong-source = Source fausse
reason-missing-document = Document manquant
reason-other = Autre chose
comment = Une remarque (facultatif)
submit = Envoyer l’avis
cancel = Annuler
source = Source
source-loading = Ouverture de la source…
source-failed = La source n’a pas pu être ouverte. Elle a peut-être changé depuis ; posez la question de nouveau.
close = Fermer
previous = Citation précédente
following = Citation suivante
position = { $number } sur { $total }
open-document = Ouvrir le document
copy-quote = Copier la citation avec sa source
copy-link = Copier le lien
back-to-chat = Retour au chat
no-document = Ce document n’est pas ici, ou n’y est plus.
documents = Documents
ledger-intro = Où en sont les fichiers des dossiers par rapport à ce qui en est indexé, à cet instant.
state-new = nouveau
state-changed = modifié
state-same = indexé
state-moved = déplacé
state-removed = supprimé
state-failed = échec
state-skipped = ignoré
folder = Dossier
missing-folder = { $folder } (absent pour le moment)
model = Modèle
next-model = { $model }, jusqu’à ce que les dossiers soient réindexés avec { $next }
outdated = Lus par une version antérieure
outdated-files = { $count }, jusqu’à ce que les dossiers soient réindexés
file = Fichier
state = État
last-read = Dernière lecture
note = Remarque
more-files = { $count } autres fichiers ne sont pas affichés. Pour les voir tous : tenkyo status --json.
failed = Quelque chose s’est mal passé de notre côté. Votre question est toujours là.
unreachable = L’assistant est injoignable. Vérifiez qu’il est lancé, puis réessayez.
busy = L’index est en cours de modification. Réessayez dans une minute.
bad-question = La question est vide ou dépasse { $limit } caractères. Modifiez-la et réessayez.
quotation = « { $quote } »

## Conversations and permanent addresses

talk-conversations = Conversations
talk-new = Nouvelle
talk-find = Chercher dans les conversations
talk-none-yet = Ce que vous demandez est gardé ici.
talk-none-found = Aucune conversation ne contient ces mots.
talk-search-too-long = Cela dépasse { $limit } caractères. Cherchez moins de mots.
talk-today = Aujourd’hui
talk-yesterday = Hier
talk-day = { DATETIME($day, dateStyle: "long") }
talk-more = Afficher la suite
talk-actions = Actions pour « { $title } »
talk-rename = Renommer
talk-title = Titre
talk-save = Enregistrer
talk-delete = Supprimer
talk-really-delete = Supprimer cette conversation ?
talk-deleted = Conversation supprimée.
talk-export = Exporter
talk-opened = Conversation « { $title } »
talk-earlier = { $count ->
    [one] { $count } question antérieure n’est pas affichée. Un export contient tout.
   *[other] { $count } questions antérieures ne sont pas affichées. Un export contient tout.
}
talk-not-stored = La réponse n’a pas pu être enregistrée dans cette conversation.
talk-no-conversation = Cette conversation n’est pas ici, ou n’y est plus.
talk-share = Partager
talk-share-what = Toute personne qui a le lien peut lire cette conversation telle qu’elle est maintenant, et rien d’autre. Chaque passage n’est montré qu’à ceux qui peuvent voir son document.
talk-share-begin = Créer un lien
talk-share-link = Lien pour lire cette conversation
talk-share-more = { $count ->
    [one] Partager aussi la question plus récente
   *[other] Partager aussi les { $count } questions plus récentes
}
talk-share-end = Ne plus partager
shared = Conversation partagée
shared-until = Dans son état du { DATETIME($day, dateStyle: "long") }
shared-hides = Une partie de cette réponse n’est pas montrée : vous ne pouvez pas lire tout ce sur quoi elle repose.
shared-missing = Ce lien ne mène à aucune conversation, ou plus à aucune.
palette-title = Commandes
palette-find = Chercher une commande
palette-none = Aucune commande ne contient ces mots.
command-only = Interroger seulement certains documents…
command-share = Partager cette conversation
command-export = Exporter cette conversation
keys-title = Raccourcis clavier
key-palette = Ctrl + K
key-question = /
key-send = Entrée
key-line = Maj + Entrée
key-sources = ← →
key-close = Échap
key-help = ?
keys-palette = Chercher une commande
keys-question = Aller au champ de question
keys-send = Poser la question
keys-line = Commencer une nouvelle ligne
keys-sources = Parcourir les sources d’une réponse
keys-close = Fermer ce qui est ouvert, ou arrêter la réponse
keys-help = Montrer cette liste
talk-changed = La source a changé depuis. Voici la version qui a été citée.
talk-moved = La source a été déplacée depuis et se trouve maintenant à { $path }.
talk-gone = La source ne fait plus partie des documents. Voici la version qui a été citée.
talk-not-kept = La version citée n’a pas été gardée et ne peut pas être montrée.
talk-altered = Cette adresse a été altérée : les mots qui s’y trouvent ne sont pas ceux pour lesquels elle a été faite.
talk-not-there-now = La citation n’est pas dans la version actuelle.
talk-current-version = Ouvrir la version actuelle
talk-place-now = Ouvrir la citation dans la version actuelle

## The chat in other pages

embed-close-chat = Fermer le chat
embed-back = Retour à la réponse
embed-waiting = La page qui contient ce chat vous connecte…
embed-check = Pourquoi le chat reste-t-il vide ?
embed-check-intro = Pour qui s’occupe de la page qui montre le chat. Un navigateur laisse un cadre vide pour l’une des raisons ci-dessous, et ne dit pas laquelle.
embed-origin = Origine de votre page
embed-origin-hint = Son adresse sans le chemin, par exemple https://intranet.example
embed-run-check = Vérifier
embed-allowed = { $origin } peut montrer le chat.
embed-not-allowed = { $origin } ne peut pas montrer le chat : elle n’est pas dans la liste des origines autorisées.
embed-not-an-origin = { $origin } n’est pas une origine. Écrivez le schéma et l’hôte, par exemple { $example }.
embed-insecure = { $origin } n’est pas chiffrée. Les navigateurs refusent les cookies aux cadres de telles pages : personne ne peut s’y connecter. Servez votre page en https.
embed-set-this = Ajoutez cette ligne aux réglages du serveur du chat :
embed-then-restart = Relancez ensuite le serveur : tenkyo serve
embed-host-policy = La politique de votre page
embed-host-policy-why = Si votre page envoie une Content-Security-Policy, il lui faut ces deux lignes :
embed-cookie = Cookies
embed-cookie-ok = Le cadre a pu garder un cookie.
embed-cookie-blocked = Le navigateur ne laisse pas le cadre garder de cookie : une connexion est aussitôt perdue. Servez votre page et le chat en https. Si le chat est sous un autre domaine, autorisez pour lui les cookies d’autres sites, ou donnez-lui un nom de votre propre domaine, par exemple https://ask.intranet.example.
embed-token = Connexion par jeton
embed-token-ok = Le jeton a été accepté.
embed-token-refused = Le jeton transmis par votre page a été refusé. Il a sans doute expiré, a déjà servi, est signé avec une autre clé, ou désigne une autre audience ou une autre origine que les réglages du chat. Les horloges des deux serveurs peuvent aussi différer. Appelez tenkyo.setToken() avec un nouveau jeton.
embed-unknown = Inconnu ici. Ouvrez cette page par le lien que le chat montre dans son cadre vide.
embed-still-blank = Si tout cela est juste et que le cadre reste vide, ouvrez le chat seul :
widget-label = Demander
widget-title = Interroger les documents
widget-opening = Ouverture du chat…
widget-blank = Le chat ne s’est pas ouvert.
widget-cookie = Le navigateur ne laisse pas le chat garder votre connexion.
widget-token = Le chat a refusé la connexion de cette page.
widget-why = Pourquoi, et que faire

## Refused requests

told-locked = L’index est en cours de modification. Redemandez dans une minute.
told-empty = Rien n’est encore indexé. Sur le serveur, créez un index avec : tenkyo index DOSSIER
told-unusable = L’index n’est pas utilisable pour le moment. Qui gère le serveur peut en voir la raison dans son journal.
refused-sign-in = Veuillez vous connecter.
refused-foreign = Cette requête vient d’une page qui n’a pas le droit de l’envoyer.
refused-not-yours = Cette conversation appartient à quelqu’un d’autre. Veuillez recharger la page.
refused-no-such-page = Cette page n’existe pas.
refused-no-event = Cette page et le serveur ne vont pas ensemble. Veuillez recharger la page.
refused-too-slow = La requête a mis trop de temps à arriver. Veuillez réessayer.
refused-too-large = C’est trop long. Veuillez poser une question plus courte.
refused-too-many = Cela fait beaucoup à la fois. Attendez un instant, puis demandez de nouveau.
refused-long-headers = Le navigateur a envoyé trop de cookies. Veuillez supprimer les cookies de ce site.
refused-full = Beaucoup de personnes posent des questions en ce moment. Réessayez dans un instant.

## Tables

table-named = Tableau : { $name }
more-columns = { $number ->
    [one] Non montrée ici : { $number } autre colonne.
   *[other] Non montrées ici : { $number } autres colonnes.
}
earlier-rows = Non montrées ici : les lignes précédentes.
later-rows = Non montrées ici : les lignes suivantes.

## The page of a document

view-choose = Affichage
view-page = Page
view-text = Texte
zoom-in = Agrandir
zoom-out = Réduire
page-picture = Page { $number } de « { $title } », en image.
page-picture-marked = { $picture } Passage marqué : « { $quote } »
page-not-kept = Le fichier de cette version n’est plus disponible ; voici son texte.
page-not-drawn = La page { $number } ne peut pas être affichée en image. Voici le texte.
page-busy = De nombreuses pages sont en cours de préparation. Voici le texte ; rechargez la page dans un instant.
turn-previous-page = Page précédente
turn-next-page = Page suivante
turn-number-page = Page
turn-previous-slide = Diapositive précédente
turn-next-slide = Diapositive suivante
turn-number-slide = Diapositive
page-of = sur { $pages }
page-pages = Pages du document
fetched-from = Relevé sur
original = Original
original-gone = Le fichier d’où vient ce texte n’est plus là, ou il a été modifié depuis.
find-within = Chercher dans ce document
find-count = { $count ->
    [0] Introuvable.
    [one] Trouvé une fois.
   *[other] Trouvé { $count } fois.
}
find-most = { $count ->
   *[other] Les { $count } premiers passages.
}
find-before = Passage précédent
find-after = Passage suivant

## Adding documents

adding-heading = Ajouter des documents
adding-drop = Déposez des documents n’importe où sur cette page, ou choisissez-les ici.
adding-add-files = Ajouter des documents
adding-add-folder = Ajouter un dossier
adding-which = Quels formats ?
adding-formats = Formats : { $formats }
adding-limits = Jusqu’à { $file } par fichier et { $count } fichiers à la fois. Il reste de la place pour { $room }.
adding-nobody = Les documents sont ajoutés par qui gère ce serveur.
adding-folder = Ajoutés dans le navigateur
adding-remove = Retirer
adding-remove-named = Retirer { $name }
adding-waiting = en attente de lecture
adding-reading = en cours de lecture
adding-indexed = lu
adding-indexed-in-part = lu, mais { $note }
adding-failed = illisible : { $note }
adding-same = identique à { $path }, déjà présent ici
adding-replaced = { $state } ; remplace la version précédente
adding-gone = retiré ou remplacé depuis
adding-locked = Un autre programme écrit dans l’index. La lecture reprendra ensuite.
adding-stuck = L’index ne peut pas être écrit pour le moment. Un nouvel essai aura lieu ; demandez à qui gère ce serveur.
adding-refused-not-allowed = Vous n’avez pas le droit d’ajouter des documents ici.
adding-refused-no-name = Il ne peut pas être enregistré sous ce nom. Renommez-le et ajoutez-le de nouveau.
adding-refused-hidden = C’est un fichier caché. Renommez-le si c’est un document.
adding-refused-format = Les fichiers de ce format ne sont pas lus.
adding-refused-empty = Le fichier est vide.
adding-refused-too-large = Il est trop grand. Divisez-le, ou demandez à qui gère ce serveur.
adding-refused-too-many = Il y en a trop à la fois. Ajoutez les autres ensuite.
adding-refused-no-room = Il n’y a plus de place. Demandez à qui gère ce serveur.
adding-refused-cut-off = Il n’est pas arrivé en entier. Ajoutez-le de nouveau.
adding-refused-missing = Ce document n’est pas ici, ou vous n’avez pas le droit de le retirer.
adding-refused-no-conversation = Cette conversation n’existe plus.
adding-not-stored = Il n’a pas pu être enregistré. Réessayez, ou demandez à qui gère ce serveur.
adding-script-sending = envoi, { $percent } %
adding-script-queued = en attente d’envoi
adding-script-too-large = Il est trop grand : { $size }, pour { $most } au plus.
adding-script-too-many = Cela fait { $count } fichiers, pour { $most } au plus à la fois. Rien n’a été envoyé.
adding-script-too-much = Ces fichiers demandent { $size }, et il reste de la place pour { $most }. Rien n’a été envoyé.
adding-script-passed-over = Laissés de côté, car de tels fichiers ne sont pas lus : { $count } ({ $kinds })
adding-script-nothing = Il n’y a ici aucun fichier lisible.
adding-script-retry = Réessayer
adding-script-lost = La connexion a été interrompue.
adding-script-progress = Lus : { $done } sur { $total }
adding-script-finished = Terminé. Lus : { $done } sur { $total }
adding-script-ask = Les interroger
adding-script-sure = Retirer pour de bon ?
adding-script-removed = Retiré.
adding-into = Dans une collection (facultatif)
attached-heading = Fichiers de cette conversation
attached-reading = en cours de lecture
attached-failed = illisible : { $note }
attached-in-part = lu, mais { $note }
attached-remove = Retirer { $name } de cette conversation
attached-only = N’interroger que ceux-ci
adding-only = Pour cette conversation seulement
adding-only-here = Ce que vous ajoutez ici ne vaut que pour cette conversation : personne d’autre ne le voit, et il disparaît avec elle.
adding-script-ask-only = Interroger seulement « { $name } »
adding-script-zip-holds = { $name } contient { $count } fichiers, { $size } une fois décompressés.
adding-script-zip-unpack = Décompresser et ajouter
adding-script-zip-unpacking = Décompression de { $name }
adding-script-zip-locked = { $name } est protégé par un mot de passe. Décompressez-le vous-même et ajoutez ses fichiers.
adding-script-zip-broken = { $name } est endommagé, ou compressé d’une façon qui n’est pas lue ici. Décompressez-le vous-même et ajoutez ses fichiers.

## Why a passage was not found

miss-heading = Pourquoi ceci n’a-t-il pas été trouvé ?
miss-intro = Reposez une question : vous saurez ce qu’est devenu le passage.
miss-question = La question
miss-passage = Le passage attendu, dans ses propres mots ; vide pour tout le document
miss-ask = Expliquer
miss-cited = Il est cité : { $numbers }.
miss-unknown = Il n’y a ici aucun document de ce nom.
miss-not-indexed-not-there = Ce fichier n’existe pas.
miss-not-indexed-elsewhere = Il n’est pas indexé : il ne se trouve dans aucun des dossiers indexés.
miss-not-indexed-format = Il n’est pas indexé : les fichiers de cette extension ne sont pas lus.
miss-not-indexed-passed-over = Il n’est pas indexé : les fichiers cachés et les fichiers de verrouillage sont laissés de côté.
miss-not-indexed-link = Il n’est pas indexé : c’est un lien. Ce vers quoi il mène compte, si cela se trouve dans le même dossier.
miss-not-indexed-new = Il n’est pas encore indexé.
miss-not-indexed-changed = Le fichier a changé depuis son indexation. Ces mots ne sont pas dans ce qui a été lu alors.
miss-failed = Le fichier n’a pas pu être lu : { $note }
miss-hidden = Les règles d’accès le cachent à ce lecteur.
miss-not-read = Ces mots ne sont pas dans ce qui a été lu du fichier. Ce qui a été omis : { $note }
miss-not-searched-through = Ces mots se trouvent là où rien n’est cherché, par exemple dans un commentaire ou avant le texte lui-même.
miss-not-in-text = Ces mots ne sont pas dans le document.
miss-not-searched = Rien n’a été cherché pour cette question. La réponse était : { $note }
miss-outranked = Il n’a pas été cité : d’autres passages sont venus avant.
miss-below = Il est venu en premier, mais sans assez de certitude : { $sure } %, alors qu’il en faut { $needed } %. Il manque { $short } %.
miss-refused = Il est venu en premier, avec assez de certitude, mais quelque chose s’y opposait : { $note }
miss-all-unsure = Ce qui est venu en premier n’était pas assez sûr non plus : { $sure } %, alors qu’il en faut { $needed } %.
miss-rank = Des { $searched } passages les plus proches, il était le numéro { $rank }.
miss-far = Il n’était pas parmi les { $searched } passages proches par les mots ou par le sens.
miss-this = Ce passage
miss-column-passage = Passage
miss-column-rank = Rang dans la recherche
miss-column-meaning = Sens
miss-column-words = Mots
miss-column-read = À la lecture
miss-shared = Il a ces mots de la question, que le passage manqué n’a pas : { $words }
miss-no-shared = Il n’a aucun mot de la question que le passage manqué n’ait pas.

## What the documents lack

gaps-none = Rien n’a été demandé dans le chat à quoi les documents ne répondent pas.
gaps-added = { $count ->
    [one] 1 question ajoutée à { $file }, à compléter.
   *[other] { $count } questions ajoutées à { $file }, à compléter.
}
gaps-counts = { $askers ->
    [one] 1 personne
   *[other] { $askers } personnes
}, { $asked ->
    [one] demandé une fois
   *[other] demandé { $asked } fois
}
gaps-refused = { $count } sans réponse
gaps-perhaps = { $count } avec un peut-être
gaps-rated-down = { $count } mal notées
gaps-nearest = les plus proches : { $documents }

## Questions conservées

kept = Questions conservées
kept-what = Ces questions sont posées à nouveau dès que les documents changent. Vous n’êtes prévenu que là où d’autres mots sont cités.
kept-none = Aucune question n’est conservée. Conservez-en une avec la cloche sous sa réponse.
kept-keep = Me prévenir quand d’autres mots sont cités
kept-kept = Vous serez prévenu quand d’autres mots seront cités.
kept-ended = Cette question n’est plus posée à nouveau.
kept-news = { $count ->
    [one] 1 question conservée a changé
   *[other] { $count } questions conservées ont changé
}
kept-changed = Changé depuis le { DATETIME($day, dateStyle: "long") }
kept-same = Mêmes mots, dernière vérification le { DATETIME($day, dateStyle: "long") }
kept-gone = N’est plus cité
kept-come = Cité maintenant
kept-quoted = « { $quote } » ({ $place })
kept-perhaps = Ce qui est cité maintenant est ce qui s’en approche le plus, et n’y répond peut-être pas.
kept-nothing = Rien n’est cité maintenant.
kept-stay = { $count ->
    [one] 1 autre citation est inchangée.
   *[other] { $count } autres citations sont inchangées.
}
kept-hidden = Ces mots ne vous sont pas accessibles.
kept-seen = Compris
kept-let-go = Ne plus poser
kept-open = Ouvrir la conversation
kept-asked = { $asked ->
    [one] 1 question a été posée à nouveau
   *[other] { $asked } questions ont été posées à nouveau
}, { $changed ->
    [one] 1 cite d’autres mots.
   *[other] { $changed } citent d’autres mots.
}

## How the installation stands

mind-heading = Prendre soin de Tenkyo
mind-hand = Ce qui demande une intervention
mind-nothing = Rien : chaque fichier a pu être lu, et aucune question n’est restée sans réponse.
mind-failed = Fichiers qui n’ont pas pu être lus : { $count }
mind-gaps = Demandé et resté sans réponse : { $count }
mind-asked-for = Ce qui a été demandé
mind-how-often = Combien de fois
mind-nearest = Documents les plus proches
mind-questions = Enregistrer comme fichier de questions pour tenkyo eval
mind-away = Sources qui n’ont pas pu être jointes : { $count }
mind-source = Source
mind-address = Adresse
mind-every = Relevée toutes les
mind-fetched = Relevée en dernier
mind-sources = Sources
mind-library = La bibliothèque
mind-passages = Passages
mind-index = Indexer les dossiers maintenant
mind-indexing = Les dossiers sont en cours d’indexation. Rouvrez cette page pour voir où ils en sont.
mind-use = Utilisation
mind-plot = Questions posées en { $days } jours : { $asked }. En attente d’une bonne réponse : { $open }.
mind-day = Jour
mind-asked = Demandé
mind-open = Sans bonne réponse
mind-as-table = En tableau
mind-readers = Personnes qui ont demandé
mind-sessions = Connectées en ce moment
mind-keys = Clés valables
mind-audit = Journal d’audit
mind-verify = Vérifier le journal
mind-audit-whole = Le journal est entier : { $count } entrées.
mind-audit-broken = Le journal a été modifié, ou une partie manque. Voir : tenkyo audit verify
sources-about = Ce qui se trouve ailleurs est récupéré, tenu à jour et lu pour répondre, comme les documents d’ici. Aucune autre adresse que celles qui sont ajoutées n’est contactée.
sources-none = Il n’y a pas encore de source.
sources-manage = Ajouter, récupérer et retirer des sources
sources-add = Ajouter une source
sources-name = Nom
sources-name-hint = Jusqu’à 40 caractères parmi a-z, 0-9 et -, par exemple guide
sources-address-hint = Un site web ou son plan (https://…), un dépôt Git (https://….git), une boîte aux lettres (imaps://…) ou des fichiers (sftp://, webdavs://, s3://, smb://, az://, gs://).
sources-folder-hint = Ou un dossier de cette machine, à partir de /.
sources-user = Nom d’utilisateur, s’il en faut un
sources-secret = Mot de passe
sources-no-secret = Aucun
sources-secret-hint = Un mot de passe ne se saisit pas ici. La personne qui lance Tenkyo le met dans une variable { $variable }, que l’on peut alors choisir.
sources-options = Autres réglages
sources-options-hint = NOM=VALEUR, par exemple branch=main pour Git. Peut rester vide.
sources-every = La récupérer
sources-only-asked = seulement sur demande
sources-half-hourly = toutes les 30 minutes
sources-hourly = toutes les heures
sources-daily = une fois par jour
sources-weekly = une fois par semaine
sources-fetch = La récupérer maintenant
sources-try = Voir ce qui changerait
sources-remove = Retirer…
sources-remove-sure = La retirer, avec tout ce qui en a été récupéré
sources-fetch-going-on = Elle est en cours de récupération, ou attend une autre. Cette page se met à jour d’elle-même.
sources-try-going-on = Elle est en cours d’examen, ou attend une autre. Cette page se met à jour d’elle-même.
sources-remove-going-on = Elle est en cours de retrait, ou attend la fin de l’indexation. Cette page se met à jour d’elle-même.
sources-not-yet = pas encore
sources-away = Elle n’a pas pu être récupérée en entier : { $why } Ce qui avait été récupéré reste.
sources-not-removed = Elle n’a pas pu être retirée : { $why }
sources-fetched = Récupéré : { $new } nouveaux, { $changed } modifiés, { $gone } disparus, { $same } comme avant.
sources-would = La récupérer apporterait { $new } nouveaux fichiers et { $changed } modifiés ; { $gone } partiraient, { $same } resteraient tels quels.
sources-skipped = Dans aucun format lisible : { $count }.
sources-files = Quels fichiers
sources-more = et { $count } autres
sources-new = nouveau
sources-changed = modifié
sources-gone = disparu
models-heading = Modèle de langue
models-off = Les réponses sont les phrases mêmes des documents. Un modèle de langue de cette machine peut les formuler ; chacune de ses phrases est vérifiée dans les documents.
models-on = { $model } formule les réponses.
models-by-setting = { $model } formule les réponses, d’après TENKYO_CHAT_MODEL.
models-look = Chercher des modèles de langue sur cette machine
models-none = Aucun trouvé. Personne ne répond comme : { $asked }
models-try = Essayer
models-tried = Essayé : { $model }
models-trying = Essai en cours : { $done } questions sur { $count } ont leur réponse. Cette page en montre plus d’elle-même.
models-failed = L’essai a échoué. Le journal du serveur dit pourquoi.
models-no-questions = Les documents ne suggèrent aucune question pour l’essayer.
models-question = Question
models-plain = Mots des documents
models-worded = Formulé par le modèle
models-removed = retiré par la vérification
models-switch-on = Activer
models-switch-off = Désactiver

## Words in a row

list-comma = ,{" "}
list-and = { $before } et { $last }
list-or = { $before } ou { $last }
sentence-space = {" "}
documents-counted = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}

## What the assistant says

remark-greeting = Bonjour. Demandez-moi ce que vous voulez sur { documents-counted } : { $titles }.
remark-thanks = Je vous en prie. Continuez quand vous voulez.
remark-farewell = Au revoir.
remark-abilities = Je réponds à partir de { documents-counted } : { $titles }. Chaque phrase d’une réponse est tirée mot pour mot d’un document et porte un numéro ; choisissez-le pour la lire à sa place. Si les documents ne répondent pas, je le dis.
remark-nothing = Bonjour. Rien n’est encore indexé, il n’y a donc rien à demander.
remark-refusal = Je n’ai trouvé aucune phrase qui réponde à cela dans { documents-counted }.
remark-unasked = Je ne vois pas de question ici. Demandez en quelques mots ce que vous voulez savoir, ou nommez une chose.
remark-perhaps = Je ne suis pas sûr que ce soit la réponse. Le passage le plus proche :
remark-withheld = Cette réponse n’est pas montrée : vous n’avez pas le droit de lire tout ce sur quoi elle repose, ou les règles d’accès ont changé depuis.
remark-unclear = Que voulez-vous dire ? La question ne dit pas de quoi il s’agit.
remark-which = Duquel parlez-vous ?
remark-nothing-more = C’est tout ce que j’ai trouvé : rien d’autre n’y fait suite, et aucun autre passage n’est aussi proche de votre question.
remark-no-passage = Aucun passage n’a ce numéro ici. Duquel parlez-vous ?
titles-comma = ,{" "}
titles-and-more = { $titles } et d’autres
advice-names = Rien ici ne nomme { $words }.
advice-words = Rien ici ne mentionne { $words }.
advice-kind-money = Les passages les plus proches ne donnent aucun prix ni montant qui convienne.
advice-kind-date = Les passages les plus proches ne donnent aucune date qui convienne.
advice-kind-duration = Les passages les plus proches ne donnent aucune durée qui convienne.
advice-kind-number = Les passages les plus proches ne donnent aucun nombre qui convienne.
advice-kind-person = Les passages les plus proches ne nomment aucune personne qui convienne.
advice-kind-organisation = Les passages les plus proches ne nomment aucune organisation qui convienne.
advice-nearest = Le passage le plus proche :
advice-wide = Nommez plus précisément le document ou la chose dont vous parlez.
advice-summary = Dites par son titre quel document il faut résumer.
advice-list = Je peux énumérer et compter ce que les documents citent un par un sous ce mot : titres, éléments de listes, lignes de tableaux ou phrases qui commencent par lui.
advice-name = { $name }
unnamed-missing = Je n’ai rien trouvé sur « { $name } ». Les passages les plus proches parlent d’autre chose.
unnamed-silent = { $count ->
    [one] { $names } n’en dit rien que j’aie pu trouver.
   *[other] { $names } n’en disent rien que j’aie pu trouver.
}
meant = Vouliez-vous dire : { $meant } ? C’est ce que j’ai cherché.
meant-word = { $word }
rendering-translation = Je cite les documents tels qu’ils sont écrits et ne peux pas traduire.
rendering-table = Je ne peux pas faire de tableau ; voici comment les documents le disent.
rendering-points = Les phrases qui en disent le plus, mot pour mot.
rendering-short = La phrase qui en dit le plus, mot pour mot.
rendering-simple = Je cite les documents et ne peux pas les dire plus simplement.
rendering-text = Je ne peux pas écrire de texte ; voici les mots mêmes des documents.
rendering-nothing = De quoi ? Posez d’abord une question, ou nommez-le.
suggested-definition = Que signifie « { $thing } » ?
suggested-what-is = Qu’est-ce que { $thing } ?
suggested-what-are = Que sont { $thing } ?
suggested-about = Que disent les documents sur { $thing } ?
list-goes-on = { $left ->
    [one] La liste continue : { $left } autre de ses points est dans la source.
   *[other] La liste continue : { $left } autres de ses points sont dans la source.
}
disagreement = Les documents se contredisent : { $one } dit { $first }, et { $other } dit { $second }.
formula-without-value = Le fichier contient ici une formule, mais pas sa valeur : { $formula }. Enregistrez-le une fois dans un tableur pour qu’elle puisse être lue.
void = « { $name } » n’est plus en vigueur : « { $quote } »
void-earlier = « { $name } » est une édition antérieure de « { $later } ».

## What a language model had a part in

model-unusable = Le modèle de langage est mal configuré ; voir : tenkyo doctor.
model-unreachable = Le modèle de langage était injoignable.
model-late = Le modèle de langage a mis trop de temps.
model-failed = Le modèle de langage a échoué.
model-unsupported = Les documents n’étayent pas ce que le modèle de langage a écrit.
model-nothing = Le modèle de langage n’a pas trouvé de réponse dans les passages.
model-removed = { $number ->
    [one] Omise, faute d’appui dans les documents : { $number } phrase du modèle de langage.
   *[other] Omises, faute d’appui dans les documents : { $number } phrases du modèle de langage.
}
model-instead = Voici les phrases mêmes des documents.

## Answers about the documents as a whole

library-every = Documents ici : { $found }.
library-titled = Sur { $words }, d’après le titre, le nom du fichier ou un intertitre : { $found } sur { documents-counted }.
library-not-titled = Sans { $words } dans le titre, le nom du fichier ni les intertitres : { $found } sur { documents-counted }.
library-also = { $more ->
    [one] Dans { $more } autre, cela ne figure que dans le texte.
   *[other] Dans { $more } autres, cela ne figure que dans le texte.
}
library-mentioning = Avec { $words } dans un même passage : { $found } sur { documents-counted }. Le premier passage de chacun :
library-not-mentioning = Sans { $words } dans le texte, le titre ni le nom du fichier : { $found } sur { documents-counted }.
library-nowhere = Aucun passage, titre ni nom de fichier ne contient { $words }. J’ai parcouru les mots de { documents-counted }.
library-dated = De cette période, d’après le titre, le nom ou la dernière modification du fichier : { $found } sur { documents-counted }.
library-added = Indexés durant cette période, pour la première fois ou de nouveau : { $found } sur { documents-counted }.
library-changed = Dont le fichier a été modifié durant cette période : { $found } sur { documents-counted }.
library-newest = Indexés en dernier, les plus récents d’abord : { $found } sur { documents-counted }.
library-language = En { $name } : { $found } sur { documents-counted }.
library-not-language = Dans une autre langue que { $name } : { $found } sur { documents-counted }.
library-kind = Seuls sont comptés les documents qui ont « { $noun } » dans le titre ou le nom du fichier.
library-part = Les { $shown } premiers sont affichés.
library-read = indexé le { $day }
library-file = fichier modifié le { $day }
library-page = Page { $page } de « { $title } » :
library-which-page = { $count } documents ici ont une page { $page }. Dites lequel : « Que dit la page { $page } de { $title } ? »
library-no-page = Aucun document ici, ou aucun de ce nom, n’a de page { $page }. Les PDF et les diapositives ont des pages connues.
library-no-authors = La liste des documents connaît les titres, les chemins, les dates et les langues, mais pas les auteurs.

## Things that are counted

counted-every = Phrases, points de liste, lignes de tableau ou intertitres sur l’un de « { $things } » : { $found }.
counted-having = Sur l’un de « { $things } », avec { $words } et sans négation : { $found } sur { $alike } phrases, points de liste ou lignes de tableau.
counted-lacking = Sur l’un de « { $things } », avec { $words } nié, ou absent là où d’autres de la même liste l’ont : { $found } sur { $alike } phrases, points de liste ou lignes de tableau.
counted-where = Ils se trouvent dans { documents-counted }.
counted-having-left-out = Omis : { $number } qui l’ont.
counted-lacking-left-out = Omis : { $number } qui ne l’ont pas.
counted-silent-left-out = Omis : { $number } qui ne le disent pas.
counted-part = J’ai lu les { $read } premiers des { $all } passages sur « { $things } » : il peut y en avoir d’autres.

## Above rows of a table that answer

rows-largest = La plus grande des { $n } valeurs de la colonne { $column }{ $rows }.
rows-smallest = La plus petite des { $n } valeurs de la colonne { $column }{ $rows }.
rows-latest = La plus récente des { $n } valeurs de la colonne { $column }{ $rows }.
rows-earliest = La plus ancienne des { $n } valeurs de la colonne { $column }{ $rows }.
rows-place = Numéro { $place } à partir de là.
rows-first = Les { $number } premières à partir de là.
rows-tied = { $number } lignes l’ont.
rows-count = { $found } lignes sur { $n }{ $rows } ont dans la colonne { $column } la valeur : { $condition }.
rows-rows = { $found ->
    [one] Une ligne{ $rows } dans le tableau { $table }.
   *[other] { $found } lignes{ $rows } dans le tableau { $table }.
}
rows-all = { $found ->
    [one] Une ligne{ $rows }.
   *[other] { $found } lignes{ $rows }.
}
rows-different = { $found } valeurs différentes de la colonne { $column }{ $rows }, sur { $n } lignes.
rows-total = Somme de { $n } valeurs de la colonne { $column }{ $rows } : { $result }.
rows-mean = Moyenne de { $n } valeurs de la colonne { $column }{ $rows } : { $result }.
rows-own = Le tableau la donne dans une ligne à part, dans la colonne { $column }.
rows-with = {" "}parmi les lignes avec { $words }
rows-none = Sans valeur : { $number }.
rows-totals = Écartées : { $number } qui totalisent les autres.
rows-tables = Sur { $n } tableaux aux mêmes colonnes : { $tables }{ $more ->
    [0] .
   *[other] {" "}et { $more } autres.
}
rows-again = Dans plusieurs d’entre eux ({ $n }) : { $again }{ $more ->
    [0] .
   *[other] {" "}et { $more } autres.
}
rows-elsewhere = Plusieurs documents ont un tel tableau et je ne peux pas savoir lequel est visé : { $documents }. Nommez-en un.
rows-unsure = Je ne suis pas sûr qu’il s’agisse de cette colonne ou de ce tableau.
rows-more = plus de { $a }
rows-more-date = après { $a }
rows-less = moins de { $a }
rows-less-date = avant { $a }
rows-at-least = { $a } ou plus
rows-at-least-date = { $a } ou après
rows-at-most = { $a } ou moins
rows-at-most-date = { $a } ou avant
rows-within = { $a }
rows-range = { $a } à { $b }
rows-and = { $before } et { $last }

## Exports

export-title = Conversations
export-searched = Recherché : { $question }
export-stopped = Arrêté avant que la réponse soit complète.
export-place = caractères { $start } à { $end }
export-version = SHA-256 du fichier
export-address = Adresse
export-page = page { $number }
export-note = Pour vérifier ce fichier : tenkyo verify FICHIER

## In a terminal

terminal-choices = Vous pourriez demander :
terminal-nothing = Rien trouvé.
terminal-not-supported = [non étayé]
terminal-more-items = … et { $number } de plus ; tous avec --json
terminal-more-columns = … et { $number } colonnes de plus, que les citations ci-dessous contiennent
terminal-added = ajoutés
terminal-new = nouveaux
terminal-changed = modifiés
terminal-moved = déplacés
terminal-same = inchangés
terminal-removed = retirés
terminal-failed = en échec
terminal-skipped = ignorés
terminal-links = liens non suivis
terminal-other-formats = d’autres formats
terminal-embedded = passages vectorisés
terminal-seconds = secondes
terminal-more = … et { $number } de plus ; voir : { $command }
terminal-home = base
terminal-folder = dossier
terminal-missing = (absent pour le moment)
terminal-documents = documents
terminal-passages = passages
terminal-updated = à jour au
terminal-model = modèle
terminal-next-model = prochain modèle
terminal-change = pour y passer : { $command }
terminal-outdated = lus par une version antérieure
terminal-read-again = pour les relire : { $command }
terminal-note = remarque

## The list of documents

shelf-find = Chercher
shelf-kind-of = Type
shelf-in-language = Langue
shelf-all = Tout
shelf-show = Afficher
shelf-count = { $count ->
    [0] Rien ne correspond.
    [one] 1 document
   *[other] { $count } documents
}
shelf-files = État des fichiers par rapport à l’index
shelf-head-title = Titre
shelf-head-kind = Type
shelf-head-pages = Pages
shelf-head-language = Langue
shelf-head-date = Date
shelf-actions = Actions possibles
shelf-ask-only = Interroger celui-ci seul
shelf-ask-only-named = Interroger seulement « { $title } »
shelf-page-of = Page { $page } sur { $last }
shelf-before = Précédente
shelf-after = Suivante
shelf-outline = Plan
shelf-cited = Le plus cité dans vos conversations
shelf-cited-times = { $count ->
    [one] une fois
   *[other] { $count } fois
}
shelf-pages = Pages de la liste

## What a question is kept to

scope-looked-at = La recherche s’est limitée à { $names }.
scope-looked-at-of = { $count ->
    [one] La recherche s’est limitée à un document de { $names }.
   *[other] La recherche s’est limitée à { $count } documents de { $names }.
}
scope-others = { $count } autres
told-no-scope = Rien ici ne s’appelle « { $name } ». Retirez-le de la sélection de la question ou choisissez autre chose.
scope-add = Interroger seulement…
scope-find = Trouver un dossier, un mot-clé ou un document
scope-remove = Retirer { $name }
scope-gone = { $name } : n’est plus ici
scope-attached = les fichiers de cette conversation
scope-nothing = Rien ici ne porte un tel nom.
scope-now = Désormais, la recherche se limite à votre sélection : { documents-counted }.
scope-all = Désormais, la recherche porte sur tous les documents.
scope-kind-folder = Dossier
scope-kind-tag = Mot-clé
scope-kind-document = Document
scope-documents = { documents-counted }

## Ce qui a été remarqué d’un fichier : les mêmes phrases que dans en.ftl

file-no-text = le fichier ne contient pas de texte
file-damaged = le fichier est endommagé : { $cause }
file-damaged-beginning = le fichier est endommagé, ou n’est pas un fichier { $suffix } : il ne commence pas comme tel
file-damaged-message = le fichier est endommagé, ou n’est pas un message : il n’a ni expéditeur, ni date, ni objet
file-damaged-book = le fichier est endommagé : il ne nomme aucun livre
file-damaged-bytes = le fichier est endommagé : à quelques octets près, il est en UTF-8
file-damaged-json = le fichier est endommagé : la ligne { $line } n’est pas du JSON : { $cause }
file-damaged-end = le fichier est endommagé : une entrée se trouve après sa fin
file-damaged-entry = le fichier est endommagé : une entrée est plus courte que ne le dit son répertoire
file-damaged-text = son texte enregistré était endommagé ; indexez à nouveau son dossier
file-rtf = le fichier est en Rich Text (RTF) ; enregistrez-le en .docx ou .pdf
file-zip = le fichier est une archive zip ; décompressez-la
file-old-office = le fichier est dans un ancien format d’Office ; enregistrez-le en .docx, .xlsx ou .pptx
file-password = le fichier est protégé par un mot de passe ; enregistrez-le sans
file-protected-book = le livre est protégé contre la copie
file-no-calendar = le fichier n’est pas un calendrier : il n’a pas de BEGIN:VCALENDAR
file-empty-page = la page n’a pas de contenu
file-damaged-page = la page est endommagée : { $cause }
file-nested-page = la page est imbriquée trop profondément
file-nested = imbrication trop profonde
file-binary = le fichier est binaire, ce n’est pas du texte
file-encoding = le fichier est binaire, ou du texte dans un encodage inconnu
file-entries = le fichier contient { $number } entrées : c’est peut-être une bombe zip
file-unpacks = le fichier décompressé fait { $size } Mo, pour une limite de { $limit } Mo : c’est peut-être une bombe zip
file-zip-bomb = une entrée décompressée est { $ratio } fois plus grande : une bombe zip
file-entry-name = le fichier est malveillant : il contient une entrée nommée { $name }
file-overlapping = le fichier est malveillant : ses entrées se chevauchent, comme dans une bombe zip
file-entities = le fichier est malveillant : son XML déclare des entités
file-slow = sa lecture prend plus de { $seconds } s
file-slow-processor = sa lecture prend plus de { $seconds } s de processeur
file-memory = le système a arrêté sa lecture, sans doute faute de mémoire
file-memory-limit = sa lecture demande plus de { $size } Mo de mémoire
file-fault = le fichier est endommagé, ou son lecteur a un défaut : { $cause }
file-nonsense = son lecteur répond n’importe quoi : { $cause }
file-ended = son lecteur s’est terminé sans réponse (code { $status })
file-crash = le fichier fait planter son lecteur ({ $signal }) ; il est endommagé ou malveillant
file-long = son texte dépasse { $limit } millions de caractères ; divisez-le
file-headings = le fichier a trop de titres
file-opening = le fichier ne peut pas être ouvert : { $cause }
file-opening-folder = le dossier ne peut pas être ouvert : { $cause }
file-no-zip = ce n’est pas une archive zip, comme le sont les fichiers d’Office
file-no-pdf = ce n’est pas un PDF lisible
file-not-allowed = accès refusé
file-many-links = trop de liens symboliques à la suite
file-large = le fichier fait { $size } Mo, pour une limite de { $limit } Mo ; divisez-le, ou augmentez TENKYO_MAX_FILE_MB
file-name = son nom n’est pas de l’Unicode valide ; renommez-le
file-special = ce n’est pas un fichier ordinaire
file-link = c’est un lien symbolique qui sort du dossier indexé ; de tels liens ne sont pas suivis
file-attachments = seules { $number } pièces jointes sont lues
file-attachment-nested = la pièce jointe { $name } est imbriquée trop profondément et omise
file-attachment = la pièce jointe { $name } est omise : { $cause }
file-format = son format n’est pas lu
file-message = le texte du message est omis : { $cause }
file-chapter-missing = le chapitre { $name } manque
file-chapter = le chapitre { $name } est omis : { $cause }
file-sheet = la feuille masquée { $name } est omise
file-sheet-marked = la feuille masquée { $name } est lue, et signalée comme telle
file-chart = d’un graphique, seuls { $number } points sur { $whole } sont lus
file-pages-damaged = { $pages } : ouverture impossible
file-pages-fonts = { $pages } : les polices ne disent pas quelles lettres elles montrent
file-pages-bare = { $pages } : pas de texte, même par reconnaissance
file-pages-scanned = { $pages } : pas de texte, donc numérisé ? Pour lire ces pages, installez tesseract et définissez TENKYO_OCR
file-pages-partly = { $pages } : presque pas de texte, donc numérisé ? Pour lire ces pages, installez tesseract et définissez TENKYO_OCR
file-pages-partly-bare = { $pages } : presque pas de texte, même par reconnaissance
file-page = page { $numbers }
file-pages = pages { $numbers }
file-tesseract = les pages numérisées demandent la commande 'tesseract', qui manque ; installez-la avec : apt-get install tesseract-ocr
file-tesseract-language = tesseract ne peut pas lire des pages numérisées dans les langues { $languages } : { $cause }
file-not-read = non lu : { $parts }
file-not-read-at = non lu { $place } : { $parts }
file-marked = lu, et signalé comme tel : { $parts }
file-elsewhere = ailleurs
file-on-slide = sur la diapositive { $number }
file-slide = (numéro { $number })
file-on-sheet = sur la feuille { $name }
file-below = sous { $name }
file-in-form = dans une autre forme du texte
file-in-chapters = dans les chapitres
file-in-page = dans la page
file-in-text = dans le texte
file-in-notes = dans les notes
file-in-heads = dans les en-têtes et pieds de page
file-in-comments = dans les commentaires
file-in-slides = sur les diapositives
file-in-slide-notes = dans les notes des diapositives
file-in-drawings = dans les dessins
file-in-charts = dans les graphiques
file-in-diagrams = dans les diagrammes
omitted-hidden = { $n ->
    [one] { $n } texte masqué
   *[other] { $n } textes masqués
}
omitted-struck = { $n ->
    [one] { $n } texte barré
   *[other] { $n } textes barrés
}
omitted-deleted = { $n ->
    [one] { $n } texte supprimé
   *[other] { $n } textes supprimés
}
omitted-row = { $n ->
    [one] { $n } ligne masquée
   *[other] { $n } lignes masquées
}
omitted-column = { $n ->
    [one] { $n } colonne masquée
   *[other] { $n } colonnes masquées
}
omitted-formula = { $n ->
    [one] { $n } formule sans valeur enregistrée
   *[other] { $n } formules sans valeurs enregistrées
}
omitted-slide = { $n ->
    [one] { $n } diapositive masquée
   *[other] { $n } diapositives masquées
}
omitted-comment = { $n ->
    [one] { $n } commentaire
   *[other] { $n } commentaires
}
omitted-chart = { $n ->
    [one] { $n } graphique
   *[other] { $n } graphiques
}
omitted-equation = { $n ->
    [one] { $n } équation
   *[other] { $n } équations
}
omitted-diagram = { $n ->
    [one] { $n } diagramme
   *[other] { $n } diagrammes
}
omitted-file = { $n ->
    [one] { $n } fichier incorporé
   *[other] { $n } fichiers incorporés
}
omitted-part = { $n ->
    [one] { $n } document inséré
   *[other] { $n } documents insérés
}
omitted-stub = { $n ->
    [one] { $n } mention à la place du texte
   *[other] { $n } mentions à la place du texte
}
omitted-media = { $n ->
    [one] { $n } image ou enregistrement joint
   *[other] { $n } images et enregistrements joints
}
omitted-page-head = { $n ->
    [one] { $n } en-tête ou pied de page
   *[other] { $n } en-têtes et pieds de page
}
omitted-around = { $n ->
    [one] { $n } menu, avis ou pied de page
   *[other] { $n } menus, avis et pieds de page
}
omitted-other = { $n ->
    [one] { $n } bloc à côté du texte principal
   *[other] { $n } blocs à côté du texte principal
}
omitted-word = { $n ->
    [one] { $n } mot
   *[other] { $n } mots
}

## Ce que dit `--help`, comment les commandes commencent et où elles en sont

help-usage = utilisation :
help-arguments = arguments
help-options = options
help-commands = commandes
help-actions = actions
help-help = afficher cette aide et terminer
help-version = afficher la version et terminer
help-end = .
help-tenkyo = Interrogez vos propres documents ; chaque phrase de la réponse est citée.
help-start = Pour commencer : %(prog)s index DOSSIER, puis : %(prog)s serve
help-home = où se trouve l’index (par défaut : .tenkyo)
help-debug = montrer toute la trace d’une erreur
help-index = lire des dossiers de documents, ou ce qui y a changé
help-index-path = un dossier ou un fichier
help-watch = continuer, et indexer ce qui change
help-index-json = écrire des lignes JSON : la progression, puis ce qui a été fait
help-forget = retirer de l’index les documents d’un dossier, sans toucher au disque
help-forget-path = un dossier indexé, ou une partie de celui-ci
help-search = trouver les passages les plus proches d’une question
help-top-k = combien de passages (par défaut : 10)
help-ask = répondre à une question, chaque phrase citée
help-why = pourquoi un passage n’est pas dans la réponse à une question
help-why-question = la question, telle qu’elle a été posée
help-why-document = le fichier : son chemin, son titre ou l’endroit où il se trouve
help-why-passage = des mots du passage, ou des positions comme 120-180 (par défaut : tout le document)
help-batch = des questions en lignes JSON, d’un fichier ou - pour l’entrée standard
help-json = écrire du JSON
help-json-lines = écrire des lignes JSON
help-in = seulement dans ce document, dossier ou #étiquette (peut être répété)
help-as-groups = en tant que lecteur de ces groupes (par défaut : tous les droits)
help-serve = servir le chat
help-serve-path = un dossier à indexer d’abord (peut être répété)
help-host = adresse de service (par défaut : cette machine seulement)
help-port = par défaut : 7860
help-insecure-public = laisser lire et questionner sans connexion quiconque atteint l’adresse
help-sessions = qui est connecté
help-revoke-sessions = terminer toutes les sessions d’un lecteur
help-mcp = servir recherche et réponses à un programme, par l’entrée et la sortie standard (MCP)
help-status = ce qui est indexé
help-doctor = vérifier que tout fonctionne
help-access = qui peut voir quels documents, et selon quelles règles
help-access-path = d’un document, dans son dossier
help-access-reader = comment nommer le lecteur
help-access-groups = ce qu’un lecteur de ces groupes peut voir
help-eval = mesurer recherche et réponses sur des questions aux réponses connues
help-questions = un fichier de lignes JSON
help-eval-json = écrire les chiffres et chaque résultat, - pour la sortie standard
help-eval-html = écrire une page à lire
help-baseline = comparer avec un passage écrit par --json
help-feedback = ce que les lecteurs ont pensé des réponses
help-gaps = ce qui a été demandé et à quoi les documents ne répondent pas
help-feedback-questions = les ajouter à un fichier de questions pour eval
help-conversations = lister les conversations enregistrées
help-kept = les questions conservées, et où d’autres mots sont cités
help-kept-ask = poser à nouveau celles de tous les lecteurs qui sont dues
help-export = écrire des conversations dans un fichier, avec chaque citation et son emplacement
help-export-id = tel que tenkyo conversations le donne
help-export-all = toutes les conversations
help-export-output = un nouveau fichier (par défaut : la sortie standard)
help-verify = vérifier chaque citation d’un export dans les documents
help-verify-file = ce que tenkyo export a écrit
help-backup = écrire une sauvegarde dans un fichier, même pendant que le chat est servi
help-backup-file = un nouveau fichier
help-backup-index = avec l’index, qui peut aussi être refait
help-restore = créer un nouveau dossier de données à partir d’une sauvegarde
help-restore-file = ce que tenkyo backup a écrit
help-keys = créer, lister et révoquer des clés pour l’API
help-keys-add = créer une clé, et l’afficher cette seule fois
help-keys-user = pour qui la clé agit
help-keys-groups = les groupes de USER
help-keys-scope = à quoi elle sert (par défaut : tout)
help-keys-days = combien de temps (par défaut : jusqu’à révocation)
help-keys-json = écrire la clé en JSON
help-keys-revoke = rendre une clé sans valeur
help-keys-id = telle que tenkyo keys la donne
help-source = les sources des documents : sites web, dépôts, boîtes aux lettres, espaces de fichiers
help-source-add = ajouter une source
help-source-name = un nom court de votre choix
help-source-address = un dossier, ou une adresse telle que https://…
help-source-user = le nom avec lequel s’y connecter
help-source-secret = où se trouve le mot de passe : env:VARIABLE ou file:CHEMIN
help-every = à quelle fréquence un serveur en marche la relève, par exemple 30m, 2h ou 1d (par défaut : seulement sur demande)
help-source-set = une option de ce type de source ; plusieurs fois au besoin
help-source-list = lister les sources et l’issue du dernier relevé
help-source-sync = relever ce qui a changé, et l’indexer
help-source-names = quelles sources (par défaut : toutes)
help-dry-run = dire seulement ce qui serait relevé et retiré
help-source-remove = oublier une source, et tout ce qui en a été relevé
help-audit = le registre de qui a demandé quoi, et de ce qui a été répondu
help-audit-verify = vérifier qu’aucune entrée n’a été modifiée, retirée ou ajoutée
help-audit-file = un registre exporté
help-audit-expect = la dernière entrée telle que verify l’a écrite auparavant
help-audit-export = écrire le registre dans un fichier de lignes JSON qui se vérifie de lui-même
help-audit-new-file = un nouveau fichier
help-audit-since = un jour ou une heure, comme 2026-01-31
help-audit-reader = les contenus de ce lecteur seulement
help-audit-access = écrire tout ce qui est conservé d’une personne, en JSON
help-audit-erase = effacer tout ce qui est conservé d’une personne ; le registre reste vérifiable
help-audit-name = le nom avec lequel elle se connecte
starting-ask = chargement de l’index …
starting-doctor = tout est examiné, ce qui prend quelques secondes …
starting-eval = chargement de l’index …
starting-index = lecture de ce qui a changé dans les dossiers …
starting-search = chargement de l’index …
starting-serve = démarrage du chat, ce qui prend quelques secondes …
starting-why = chargement de l’index …
progress-reading = Lecture
progress-embedding = Vectorisation
progress-left = restant
progress-passages = { $number ->
    [one] 1 passage
   *[other] { $number } passages
}
terminal-backed-up = { $number ->
    [one] 1 fichier sauvegardé
   *[other] { $number } fichiers sauvegardés
}, { $size } Mo
terminal-restored = { $number ->
    [one] 1 document restauré
   *[other] { $number } documents restaurés
}, état du { $made }
terminal-forgotten = { $number ->
    [one] 1 fichier retiré de l’index
   *[other] { $number } fichiers retirés de l’index
}
