## The chat

tagline = Answers from your documents, word for word
skip = Skip to the question box
new-conversation = New conversation
indexed = { $documents ->
    [one] 1 document
   *[other] { $documents } documents
}, { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
}
updated = updated { DATETIME($day, dateStyle: "long") }
joint = ,{" "}
welcome = What would you like to know?
promise = Answers are made of the documents’ own sentences. Choose the number after one to read it where it stands.
try-asking = Questions these documents answer
empty-title = Nothing is indexed yet
empty-text = There are no documents to answer from.
conversation = Conversation
ask-label = Your question
ask-placeholder = Ask the documents…
send = Send
stop = Stop
hint = Enter sends, Shift+Enter starts a new line
searching = { $documents ->
    [one] Searching 1 document
   *[other] Searching { $documents } documents
}
you-asked = You asked:{" "}
searched-for = Searched for: { $question }
edit = Edit
edit-label = Edit the question that was searched for
choose = Choose one, or ask in other words:
not-supported = [not supported by the documents]
sources = Sources
chip = citation { $number }, { $place }
place-page = page { $number }
place-slide = slide { $number }
place-row = row { $number }
nearest = Closest passages, which may help:
nearest-passage = passage, { $place }
stopped = Stopped
helpful = Good answer
unhelpful = Bad answer
copy-answer = Copy answer with references
more-items = And { $number } more: the copied answer and the export of this conversation have all.
copied = Copied
retry = Try again
rated = Thank you, noted.
why = What was wrong?
reason-wrong-answer = Wrong answer
reason-wrong-source = Wrong source
reason-missing-document = Missing document
reason-other = Something else
comment = Anything to add (optional)
submit = Send feedback
cancel = Cancel
source = Source
source-loading = Opening the source…
source-failed = The source could not be opened. It may have changed since; ask again.
close = Close
previous = Previous citation
following = Next citation
position = { $number } of { $total }
open-document = Open document
copy-quote = Copy quote with reference
copy-link = Copy link
back-to-chat = Back to the chat
no-document = This document is not here, or not any more.
documents = Documents
ledger-intro = How the files in the folders stand to what is indexed of them, as of now.
state-new = new
state-changed = changed
state-same = indexed
state-moved = moved
state-removed = removed
state-failed = failed
state-skipped = skipped
folder = Folder
missing-folder = { $folder } (not there now)
model = Model
next-model = { $model }, until the folders are indexed again with { $next }
outdated = Read by an earlier release
outdated-files = { $count }, until the folders are indexed again
file = File
state = State
last-read = Last read
note = Note
more-files = { $count } more files are not shown. See them all with tenkyo status --json.
failed = Something went wrong on our side. Your question is still here.
unreachable = The assistant can’t be reached. Check that it is running, then try again.
busy = The index is being changed. Try again in a minute.
bad-question = The question is empty or over { $limit } characters. Change it and try again.
quotation = “{ $quote }”

## Conversations and permanent addresses

talk-conversations = Conversations
talk-new = New
talk-find = Find in conversations
talk-none-yet = What you ask is kept here.
talk-none-found = No conversation holds these words.
talk-search-too-long = These are over { $limit } characters. Look for fewer words.
talk-today = Today
talk-yesterday = Yesterday
talk-day = { DATETIME($day, dateStyle: "long") }
talk-more = Show more
talk-actions = Actions for “{ $title }”
talk-rename = Rename
talk-title = Title
talk-save = Save
talk-delete = Delete
talk-really-delete = Delete this conversation?
talk-deleted = Conversation deleted.
talk-export = Export
talk-opened = Conversation “{ $title }”
talk-earlier = { $count } earlier questions are not shown. An export holds them all.
talk-not-stored = The answer could not be stored in this conversation.
talk-no-conversation = This conversation is not here, or not any more.
talk-share = Share
talk-share-what = Whoever has the link can read this conversation as it stands now, and nothing else. Each passage is shown only to those who may see its document.
talk-share-begin = Create a link
talk-share-link = Link to read this conversation
talk-share-more = { $count ->
    [one] Share the newer question too
   *[other] Share the { $count } newer questions too
}
talk-share-end = Stop sharing
shared = Shared conversation
shared-until = As it stood on { DATETIME($day, dateStyle: "long") }
shared-hides = Part of this answer is not shown: you may not read all that it is based on.
shared-missing = This link leads to no conversation, or not any more.
palette-title = Commands
palette-find = Find a command
palette-none = No command has these words.
command-only = Ask only some documents…
command-share = Share this conversation
command-export = Export this conversation
keys-title = Keyboard shortcuts
key-palette = Ctrl + K
key-question = /
key-send = Enter
key-line = Shift + Enter
key-sources = ← →
key-close = Esc
key-help = ?
keys-palette = Find a command
keys-question = Go to the question box
keys-send = Ask the question
keys-line = Start a new line
keys-sources = Go through the sources of an answer
keys-close = Close what is open, or stop the answer
keys-help = Show this list
talk-changed = The source has changed since. This is the version that was cited.
talk-moved = The source has been moved since, and lies at { $path } now.
talk-gone = The source is not among the documents any more. This is the version that was cited.
talk-not-kept = The version that was cited was not kept, so it cannot be shown.
talk-altered = This address was altered: the words there are not those it was made for.
talk-not-there-now = The quote is not in the current version.
talk-current-version = Open the current version
talk-place-now = Open the quote in the current version

## The chat in other pages

embed-close-chat = Close the chat
embed-back = Back to the answer
embed-waiting = The page around this chat is signing you in…
embed-check = Why does the chat stay blank?
embed-check-intro = For whoever looks after the page that shows the chat. A browser leaves a frame blank for one of the reasons below, and does not say which.
embed-origin = Origin of your page
embed-origin-hint = Its address without the path, such as https://intranet.example
embed-run-check = Check
embed-allowed = { $origin } may show the chat.
embed-not-allowed = { $origin } may not show the chat: it is not in the list of allowed origins.
embed-not-an-origin = { $origin } is no origin. Write the scheme and the host, such as { $example }.
embed-insecure = { $origin } is not encrypted. Browsers keep cookies from frames in such pages, so nobody can sign in there. Serve your page with https.
embed-set-this = Put this line into the settings of the chat’s server:
embed-then-restart = Then start the server again: tenkyo serve
embed-host-policy = Your page’s own policy
embed-host-policy-why = If your page sends a Content-Security-Policy, it needs these two lines:
embed-cookie = Cookies
embed-cookie-ok = The frame could keep a cookie.
embed-cookie-blocked = The browser does not let the frame keep a cookie, so a sign-in is lost at once. Serve both your page and the chat with https. If the chat is under another domain, allow cookies of other sites for it, or put it under a name of your own domain, such as https://ask.intranet.example.
embed-token = Sign-in by token
embed-token-ok = The token was taken.
embed-token-refused = The token that your page handed over was refused. It has probably expired, was used before, is signed with another key, or names another audience or origin than the settings of the chat. The clocks of the two servers may differ, too. Call tenkyo.setToken() with a new one.
embed-unknown = Not known here. Open this page by the link that the chat shows in its blank frame.
embed-still-blank = If all of this is right and the frame is blank, open the chat by itself:
widget-label = Ask
widget-title = Ask the documents
widget-opening = Opening the chat…
widget-blank = The chat did not open.
widget-cookie = The browser does not let the chat keep you signed in.
widget-token = The chat refused the sign-in of this page.
widget-why = Why, and what to do

## Refused requests

told-locked = The index is being changed. Ask again in a minute.
told-empty = Nothing is indexed yet. On the server, build an index with: tenkyo index FOLDER
told-unusable = The index cannot be used now. Whoever runs the server can see why in its log.
refused-sign-in = Please sign in.
refused-foreign = This request came from a page that may not send it.
refused-not-yours = This conversation belongs to somebody else. Please reload the page.
refused-no-such-page = There is no such page.
refused-no-event = This page and the server do not fit together. Please reload the page.
refused-too-slow = The request took too long to arrive. Please try again.
refused-too-large = That is too long. Please ask a shorter question.
refused-too-many = That was a lot at once. Please wait a moment, then ask again.
refused-long-headers = The browser sent too many cookies. Please delete this site's cookies.
refused-full = Many people are asking right now. Please try again in a moment.

## Tables

table-named = Table: { $name }
more-columns = { $number ->
    [one] Not shown here: 1 more column.
   *[other] Not shown here: { $number } more columns.
}
earlier-rows = Not shown here: the rows above.
later-rows = Not shown here: the rows below.

## The page of a document

view-choose = How it is shown
view-page = Page
view-text = Text
zoom-in = Larger
zoom-out = Smaller
page-picture = Page { $number } of “{ $title }”, as a picture.
page-picture-marked = { $picture } Marked on it: “{ $quote }”
page-not-kept = The file of this version is not kept, so its text is shown.
page-not-drawn = Page { $number } cannot be shown as a picture. Here is the text.
page-busy = Many pages are being drawn just now. Here is the text; load the page again in a moment.
turn-previous-page = Previous page
turn-next-page = Next page
turn-number-page = Page
turn-previous-slide = Previous slide
turn-next-slide = Next slide
turn-number-slide = Slide
page-of = of { $pages }
page-pages = Pages of the document
fetched-from = Fetched from
original = Original
original-gone = The file that this text was read from is not there any more, or it has changed since.
find-within = Find in this document
find-count = { $count ->
    [0] Not found.
    [one] Found once.
   *[other] Found { $count } times.
}
find-most = { $count ->
   *[other] The first { $count } places.
}
find-before = Previous place
find-after = Next place

## Adding documents

adding-heading = Add documents
adding-drop = Drop documents anywhere on this page, or choose them here.
adding-add-files = Add documents
adding-add-folder = Add a folder
adding-which = Which formats?
adding-formats = Formats: { $formats }
adding-limits = Up to { $file } a file and { $count } files at once. There is room for { $room }.
adding-nobody = Documents are added by those who run this server.
adding-folder = Added in the browser
adding-remove = Remove
adding-remove-named = Remove { $name }
adding-waiting = waiting to be read
adding-reading = being read
adding-indexed = read
adding-indexed-in-part = read, but { $note }
adding-failed = cannot be read: { $note }
adding-same = the same as { $path }, which is here already
adding-replaced = { $state }; replaces the version before
adding-gone = removed or replaced since
adding-locked = Another program is writing to the index. Reading goes on when it is done.
adding-stuck = The index cannot be written now. This is tried again; ask who runs this server.
adding-refused-not-allowed = You may not add documents here.
adding-refused-no-name = It cannot be stored under this name. Rename it and add it again.
adding-refused-hidden = It is a hidden file. Rename it if it is a document.
adding-refused-format = Files of this format are not read.
adding-refused-empty = The file is empty.
adding-refused-too-large = It is too large. Split it, or ask who runs this server.
adding-refused-too-many = These are too many at once. Add the others afterwards.
adding-refused-no-room = There is no room for it. Ask who runs this server.
adding-refused-cut-off = Not all of it arrived. Add it again.
adding-refused-missing = This document is not here, or not yours to remove.
adding-refused-no-conversation = This conversation is not here any more.
adding-not-stored = It could not be stored. Try again, or ask who runs this server.
adding-script-sending = sending, { $percent } %
adding-script-queued = waiting to be sent
adding-script-too-large = It is too large: { $size }, of { $most } at most.
adding-script-too-many = These are { $count } files, of { $most } at most in one go. Nothing was sent.
adding-script-too-much = These files need { $size }, and there is room for { $most }. Nothing was sent.
adding-script-passed-over = Passed over, as such files are not read: { $count } ({ $kinds })
adding-script-nothing = There is no file here that can be read.
adding-script-retry = Try again
adding-script-lost = The connection broke off.
adding-script-progress = Read: { $done } of { $total }
adding-script-finished = Done. Read: { $done } of { $total }
adding-script-ask = Ask about them
adding-script-sure = Remove for good?
adding-script-removed = Removed.
adding-into = Into a collection (optional)
attached-heading = Files of this conversation
attached-reading = being read
attached-failed = cannot be read: { $note }
attached-in-part = read, but { $note }
attached-remove = Remove { $name } from this conversation
attached-only = Ask only these
adding-only = Only for this conversation
adding-only-here = What you add here is for this conversation only: nobody else sees it, and it goes with the conversation.
adding-script-ask-only = Ask only “{ $name }”
adding-script-zip-holds = { $name } holds { $count } files of { $size } unpacked.
adding-script-zip-unpack = Unpack and add
adding-script-zip-unpacking = Unpacking { $name }
adding-script-zip-locked = { $name } is protected by a password. Unpack it yourself and add its files.
adding-script-zip-broken = { $name } is damaged, or packed in a way that is not read here. Unpack it yourself and add its files.

## Why a passage was not found

miss-heading = Why was this not found?
miss-intro = Ask a question again: this says what became of the passage.
miss-question = The question
miss-passage = The passage that was expected, by its words; empty for the whole document
miss-ask = Tell me why
miss-cited = It is cited, as { $numbers }.
miss-unknown = There is no document of this name here.
miss-not-indexed-not-there = There is no such file.
miss-not-indexed-elsewhere = It is not indexed: it lies in none of the indexed folders.
miss-not-indexed-format = It is not indexed: files with this ending are not read.
miss-not-indexed-passed-over = It is not indexed: hidden files and lock files are passed over.
miss-not-indexed-link = It is not indexed: it is a link. What it leads to counts, where that lies in the same folder.
miss-not-indexed-new = It is not indexed yet.
miss-not-indexed-changed = The file has changed since it was indexed. These words are not in what was read then.
miss-failed = The file could not be read: { $note }
miss-hidden = The access rules hide it from this reader.
miss-not-read = These words are not in what was read of the file. What was left out: { $note }
miss-not-searched-through = These words stand where nothing is searched, such as in a comment or before the text proper.
miss-not-in-text = These words are not in the document.
miss-not-searched = Nothing was looked up for this question. It was answered: { $note }
miss-outranked = It was not cited: other passages came first.
miss-below = It came first, but was not sure enough: { $sure } %, where { $needed } % are needed. { $short } % are lacking.
miss-refused = It came first and was sure enough, but something stood against it: { $note }
miss-all-unsure = What came first was not sure enough either: { $sure } %, where { $needed } % are needed.
miss-rank = Of { $searched } passages that came near, it was number { $rank }.
miss-far = It was not among the { $searched } passages that came near by words or by meaning.
miss-this = This passage
miss-column-passage = Passage
miss-column-rank = Place in the search
miss-column-meaning = Meaning
miss-column-words = Words
miss-column-read = When read
miss-shared = It has these words of the question, and the missed passage has not: { $words }
miss-no-shared = It has no word of the question that the missed passage has not.

## What the documents lack

gaps-none = Nothing was asked in the chat that the documents do not answer.
gaps-added = { $count ->
    [one] 1 question added to { $file }, to be filled in.
   *[other] { $count } questions added to { $file }, to be filled in.
}
gaps-counts = { $askers ->
    [one] 1 person
   *[other] { $askers } people
}, { $asked ->
    [one] asked once
   *[other] asked { $asked } times
}
gaps-refused = { $count } without an answer
gaps-perhaps = { $count } with a perhaps
gaps-rated-down = { $count } rated down
gaps-nearest = nearest: { $documents }

## Questions that are kept

kept = Kept questions
kept-what = These questions are asked again whenever the documents change. You are told only where other words are cited.
kept-none = No question is kept. Keep one with the bell below its answer.
kept-keep = Tell me when other words are cited
kept-kept = You will be told when other words are cited.
kept-ended = This question is not asked again.
kept-news = { $count ->
    [one] 1 kept question changed
   *[other] { $count } kept questions changed
}
kept-changed = Changed since { DATETIME($day, dateStyle: "long") }
kept-same = Same words, last looked at on { DATETIME($day, dateStyle: "long") }
kept-gone = No longer cited
kept-come = Cited now
kept-quoted = “{ $quote }” ({ $place })
kept-perhaps = What is cited now is the closest there is, and may not answer.
kept-nothing = Nothing is cited now.
kept-stay = { $count ->
    [one] 1 other quote is as it was.
   *[other] { $count } other quotes are as they were.
}
kept-hidden = You may not see these words.
kept-seen = Got it
kept-let-go = Stop asking
kept-open = Open the conversation
kept-asked = { $asked ->
    [one] 1 question was asked again
   *[other] { $asked } questions were asked again
}, { $changed ->
    [one] 1 cites other words.
   *[other] { $changed } cite other words.
}

## How the installation stands

mind-heading = Looking after Tenkyo
mind-hand = What needs a hand
mind-nothing = Nothing: every file could be read, and nothing was asked that was not answered.
mind-failed = Files that could not be read: { $count }
mind-gaps = Asked and not answered: { $count }
mind-asked-for = What was asked
mind-how-often = How often
mind-nearest = Nearest documents
mind-questions = Save as a question file for tenkyo eval
mind-away = Sources that could not be reached: { $count }
mind-source = Source
mind-address = Address
mind-every = Fetched every
mind-fetched = Fetched last
mind-sources = Sources
mind-library = The library
mind-passages = Passages
mind-index = Index the folders now
mind-indexing = The folders are being indexed. Open this page again to see how they stand.
mind-use = Use
mind-plot = Questions asked in { $days } days: { $asked }. Waiting for a good answer: { $open }.
mind-day = Day
mind-asked = Asked
mind-open = Without a good answer
mind-as-table = As a table
mind-readers = People who asked
mind-sessions = Signed in now
mind-keys = Keys in use
mind-audit = Audit record
mind-verify = Check the audit record
mind-audit-whole = The record is whole: { $count } entries.
mind-audit-broken = The record was altered, or part of it is lost. See: tenkyo audit verify
sources-about = What lies elsewhere is fetched, kept up to date and answered from, like the documents here. No other addresses are contacted than those that are added.
sources-none = There is no source yet.
sources-manage = Add, fetch and remove sources
sources-add = Add a source
sources-name = Name
sources-name-hint = Up to 40 of a-z, 0-9 and -, such as handbook
sources-address-hint = A web site or its sitemap (https://…), a Git repository (https://….git), a mailbox (imaps://…), or files (sftp://, webdavs://, s3://, smb://, az://, gs://).
sources-folder-hint = Or a folder of this machine, from / on.
sources-user = User name, if one is asked for
sources-secret = Password
sources-no-secret = None
sources-secret-hint = A password is not typed here. Who starts Tenkyo puts it into a variable { $variable }, which can then be chosen.
sources-options = More settings
sources-options-hint = NAME=VALUE, such as branch=main for Git. Can stay empty.
sources-every = Fetch it
sources-only-asked = only when told to
sources-half-hourly = every 30 minutes
sources-hourly = every hour
sources-daily = once a day
sources-weekly = once a week
sources-fetch = Fetch it now
sources-try = See what would change
sources-remove = Remove …
sources-remove-sure = Remove it, with all that was fetched of it
sources-fetch-going-on = It is being fetched, or waits for another one. This page shows more by itself.
sources-try-going-on = It is being looked at, or waits for another one. This page shows more by itself.
sources-remove-going-on = It is being removed, or waits until nothing is indexed any more. This page shows more by itself.
sources-not-yet = not yet
sources-away = It could not be fetched whole: { $why } What was fetched before stays.
sources-not-removed = It could not be removed: { $why }
sources-fetched = Fetched: { $new } new, { $changed } changed, { $gone } gone, { $same } as before.
sources-would = Fetching it would bring { $new } new and { $changed } changed files; { $gone } would go, { $same } stay as they are.
sources-skipped = Of no format that can be read: { $count }.
sources-files = Which files
sources-more = and { $count } more
sources-new = new
sources-changed = changed
sources-gone = gone
models-heading = Language model
models-off = Answers are the documents’ own sentences. A language model of this machine can word them; each of its sentences is checked against the documents.
models-on = { $model } words the answers.
models-by-setting = { $model } words the answers, as TENKYO_CHAT_MODEL says.
models-look = Look for language models on this machine
models-none = None was found. Nobody answered as: { $asked }
models-try = Try it
models-tried = Tried: { $model }
models-trying = Being tried: { $done } of { $count } questions are answered. This page shows more by itself.
models-failed = It could not be tried. The log of the server says why.
models-no-questions = The documents suggest no question to try it on.
models-question = Question
models-plain = Documents’ own words
models-worded = Worded by the model
models-removed = removed by the check
models-switch-on = Switch it on
models-switch-off = Switch it off

## Words in a row

list-comma = ,{" "}
list-and = { $before } and { $last }
list-or = { $before } or { $last }
sentence-space = {" "}
documents-counted = { $count ->
    [one] one document
   *[other] { $count } documents
}

## What the assistant says

remark-greeting = Hello. Ask me anything about { documents-counted }: { $titles }.
remark-thanks = You’re welcome. Ask on whenever you like.
remark-farewell = Goodbye.
remark-abilities = I answer questions from { documents-counted }: { $titles }. Every sentence of an answer is taken word for word from a document and numbered; choose a number to read it where it stands. If the documents don’t answer, I say so.
remark-nothing = Hello. Nothing is indexed yet, so there is nothing to ask about.
remark-refusal = I found no sentence that answers this in { documents-counted }.
remark-unasked = I see no question there. Ask in a few words what you want to know, or name a thing.
remark-perhaps = I am not sure that this answers it. The closest I found:
remark-withheld = This answer is not shown: you may not read all that it is based on, or the access rules have changed since.
remark-unclear = What do you mean? The question doesn’t say what it is about.
remark-which = Which one do you mean?
remark-nothing-more = That is all I found: nothing more follows there, and no other passage is as close to your question.
remark-no-passage = No passage has this number here. Which one do you mean?
titles-comma = ,{" "}
titles-and-more = { $titles } and more
advice-names = Nothing here names { $words }.
advice-words = Nothing here mentions { $words }.
advice-kind-money = The closest passages name no price or amount that fits.
advice-kind-date = The closest passages name no date that fits.
advice-kind-duration = The closest passages do not say how long.
advice-kind-number = The closest passages name no number that fits.
advice-kind-person = The closest passages name no person that fits.
advice-kind-organisation = The closest passages name no organisation that fits.
advice-nearest = The closest I found:
advice-wide = Name the document, or the thing you mean, more exactly.
advice-summary = Say which document is to be summed up, by its title.
advice-list = I can list and count what the documents tell of one by one under that word: headings, items of lists, rows of tables, or sentences that begin with it.
advice-name = { $name }
unnamed-missing = I found nothing on “{ $name }”. The nearest passages are about something else.
unnamed-silent = { $count ->
    [one] { $names } says nothing about this that I could find.
   *[other] { $names } say nothing about this that I could find.
}
meant = Did you mean: { $meant }? I searched for that.
meant-word = { $word }
rendering-translation = I quote the documents as they are written, and cannot translate.
rendering-table = I cannot make a table; this is how the documents put it.
rendering-points = The sentences that say most, word for word.
rendering-short = The sentence that says most, word for word.
rendering-simple = I quote the documents, and cannot put them in simpler words.
rendering-text = I cannot write a text; these are the documents’ own words for it.
rendering-nothing = Of what? Ask a question first, or name it.
suggested-definition = What does “{ $thing }” mean?
suggested-what-is = What is the { $thing }?
suggested-what-are = What are the { $thing }?
suggested-about = What is said about { $thing }?
list-goes-on = The list goes on: { $left } more of its items stand in the source.
disagreement = The documents disagree: { $one } says { $first }, and { $other } says { $second }.
formula-without-value = The file holds a formula here, and not its value: { $formula }. Save it once in a spreadsheet program, then it can be read.
void = “{ $name }” is no longer in force: “{ $quote }”
void-earlier = “{ $name }” is an earlier edition of “{ $later }”.

## What a language model had a part in

model-unusable = The language model is not set up correctly; see: tenkyo doctor.
model-unreachable = The language model could not be reached.
model-late = The language model took too long.
model-failed = The language model failed.
model-unsupported = The documents do not support what the language model wrote.
model-nothing = The language model found no answer in the passages.
model-removed = Left out, because the documents do not support it: { $number } of the language model’s sentences.
model-instead = These are the documents’ own sentences.

## Answers about the documents as a whole

library-every = Documents here: { $found }.
library-titled = About { $words }, by title, file name or a heading: { $found } of { documents-counted }.
library-not-titled = Without { $words } in title, file name and headings: { $found } of { documents-counted }.
library-also = Only in the text, it stands in { $more } more.
library-mentioning = With { $words } in one passage: { $found } of { documents-counted }. The first such passage each:
library-not-mentioning = Without any passage, title or file name that has { $words }: { $found } of { documents-counted }.
library-nowhere = No passage, title or file name has { $words }. I looked through the words of { documents-counted }.
library-dated = Of that time, by title, file name or last change of the file: { $found } of { documents-counted }.
library-added = Indexed in that time, for the first time or anew: { $found } of { documents-counted }.
library-changed = With a file that was changed in that time: { $found } of { documents-counted }.
library-newest = Indexed last, the latest first: { $found } of { documents-counted }.
library-language = In { $name }: { $found } of { documents-counted }.
library-not-language = In another language than { $name }: { $found } of { documents-counted }.
library-kind = Only documents with “{ $noun }” in the title or the file name are counted.
library-part = The first { $shown } are listed.
library-read = indexed { $day }
library-file = file changed { $day }
library-page = Page { $page } of “{ $title }”:
library-which-page = { $count } documents here have a page { $page }. Say which one is meant: “What is on page { $page } of { $title }?”
library-no-page = No document here, or none of that name, has a page { $page }. Pages are known of PDFs and slides.
library-no-authors = The list of documents knows titles, paths, dates and languages, but no authors.

## Things that are counted

counted-every = Sentences, list items, table rows or headings about one of “{ $things }”: { $found }.
counted-having = About one of “{ $things }”, with { $words } and no “no” to it: { $found } of { $alike } sentences, list items or table rows.
counted-lacking = About one of “{ $things }”, with a “no” to { $words }, or without it where others in the same list have it: { $found } of { $alike } sentences, list items or table rows.
counted-where = They stand in { documents-counted }.
counted-having-left-out = Left out: { $number } that have it.
counted-lacking-left-out = Left out: { $number } that have it not.
counted-silent-left-out = Left out: { $number } that do not say.
counted-part = I read the first { $read } of { $all } passages on “{ $things }”: there may be more.

## Above rows of a table that answer

rows-largest = Largest of { $n } values in the column { $column }{ $rows }.
rows-smallest = Smallest of { $n } values in the column { $column }{ $rows }.
rows-latest = Latest of { $n } values in the column { $column }{ $rows }.
rows-earliest = Earliest of { $n } values in the column { $column }{ $rows }.
rows-place = Number { $place } from there.
rows-first = The first { $number } from there.
rows-tied = { $number } rows have it.
rows-count = { $found } of { $n } rows{ $rows } have { $condition } in the column { $column }.
rows-rows = { $found ->
    [one] One row{ $rows } in the table { $table }.
   *[other] { $found } rows{ $rows } in the table { $table }.
}
rows-all = { $found ->
    [one] One row{ $rows }.
   *[other] { $found } rows{ $rows }.
}
rows-different = { $found } different values in the column { $column }{ $rows }, in { $n } rows.
rows-total = Sum of { $n } values in the column { $column }{ $rows }: { $result }.
rows-mean = Mean of { $n } values in the column { $column }{ $rows }: { $result }.
rows-own = The table gives it in a row of its own, in the column { $column }.
rows-with = {" "}of the rows with { $words }
rows-none = Without a value there: { $number }.
rows-totals = Left out: { $number } with a total of others.
rows-tables = Over { $n } tables with the same columns: { $tables }{ $more ->
    [0] .
   *[other] {" "}and { $more } more.
}
rows-again = In several of them ({ $n }): { $again }{ $more ->
    [0] .
   *[other] {" "}and { $more } more.
}
rows-elsewhere = Several documents have such a table, and I cannot know which is meant: { $documents }. Name one.
rows-unsure = I am not sure that this is the column or the table meant.
rows-more = more than { $a }
rows-more-date = a date after { $a }
rows-less = less than { $a }
rows-less-date = a date before { $a }
rows-at-least = { $a } or more
rows-at-least-date = { $a } or later
rows-at-most = { $a } or less
rows-at-most-date = { $a } or earlier
rows-within = { $a }
rows-range = { $a } to { $b }
rows-and = { $before } and { $last }

## Exports

export-title = Conversations
export-searched = Searched for: { $question }
export-stopped = Stopped before the answer was complete.
export-place = characters { $start } to { $end }
export-version = SHA-256 of the file
export-address = Address
export-page = page { $number }
export-note = Check this file with: tenkyo verify FILE

## In a terminal

terminal-choices = You could ask:
terminal-nothing = Nothing found.
terminal-not-supported = [not supported]
terminal-more-items = … and { $number } more; see them all with --json
terminal-more-columns = … and { $number } more columns, which the quotes below have
terminal-added = added
terminal-new = new
terminal-changed = changed
terminal-moved = moved
terminal-same = same
terminal-removed = removed
terminal-failed = failed
terminal-skipped = skipped
terminal-links = links not followed
terminal-other-formats = of other formats
terminal-embedded = passages embedded
terminal-seconds = seconds
terminal-more = … and { $number } more; see: { $command }
terminal-home = home
terminal-folder = folder
terminal-missing = (not there now)
terminal-documents = documents
terminal-passages = passages
terminal-updated = updated
terminal-model = model
terminal-next-model = next model
terminal-change = change to it with: { $command }
terminal-outdated = read by an earlier release
terminal-read-again = read them again with: { $command }
terminal-note = note

## The list of documents

shelf-find = Find
shelf-kind-of = Type
shelf-in-language = Language
shelf-all = All
shelf-show = Show
shelf-count = { $count ->
    [0] Nothing fits.
    [one] 1 document
   *[other] { $count } documents
}
shelf-files = How the files stand to what is indexed
shelf-head-title = Title
shelf-head-kind = Type
shelf-head-pages = Pages
shelf-head-language = Language
shelf-head-date = Date
shelf-actions = What can be done
shelf-ask-only = Ask only this
shelf-ask-only-named = Ask only “{ $title }”
shelf-page-of = Page { $page } of { $last }
shelf-before = Earlier
shelf-after = Further
shelf-outline = Outline
shelf-cited = Cited most in your conversations
shelf-cited-times = { $count ->
    [one] once
   *[other] { $count } times
}
shelf-pages = Pages of the list

## What a question is kept to

scope-looked-at = Only { $names } was looked at.
scope-looked-at-of = { $count ->
    [one] Only one document of { $names } was looked at.
   *[other] Only { $count } documents of { $names } were looked at.
}
scope-others = { $count } more
told-no-scope = There is nothing here called “{ $name }”. Remove it from what the question is kept to, or choose another.
scope-add = Ask only in…
scope-find = Find a folder, tag or document
scope-remove = Remove { $name }
scope-gone = { $name }: not here any more
scope-attached = the files of this conversation
scope-nothing = Nothing here has such a name.
scope-now = From now on only { documents-counted } of your choice are asked.
scope-all = From now on all documents are asked.
scope-kind-folder = Folder
scope-kind-tag = Tag
scope-kind-document = Document
scope-documents = { documents-counted }

## What was found of a file. The readers say it in English, word for word as it stands here, and
## `assistant/wording/file_notes.py` finds the text by that.

file-no-text = the file has no text
file-damaged = the file is damaged: { $cause }
file-damaged-beginning = the file is damaged, or no { $suffix } file: it does not begin like one
file-damaged-message = the file is damaged, or no message: it has no sender, date, subject
file-damaged-book = the file is damaged: it names no book
file-damaged-bytes = the file is damaged: it is UTF-8 but for some bytes
file-damaged-json = the file is damaged: line { $line } is no JSON: { $cause }
file-damaged-end = the file is damaged: an entry lies behind its end
file-damaged-entry = the file is damaged: an entry is shorter than its directory says
file-damaged-text = its stored text was damaged; index its folder again
file-rtf = the file is Rich Text (RTF); save it as .docx or .pdf
file-zip = the file is a zip archive; unpack it
file-old-office = the file is of an older Office format; save it as .docx, .xlsx or .pptx
file-password = the file is protected with a password; save it without one
file-protected-book = the book is protected against copying
file-no-calendar = the file is no calendar: it has no BEGIN:VCALENDAR
file-empty-page = the page has no content
file-damaged-page = the page is damaged: { $cause }
file-nested-page = the page is nested too deeply
file-nested = it is nested too deeply
file-binary = the file is binary, not text
file-encoding = the file is binary, or text in an unknown encoding
file-entries = the file holds { $number } entries: it may be a zip bomb
file-unpacks = the file unpacks to { $size } MB, over the limit of { $limit } MB: it may be a zip bomb
file-zip-bomb = an entry unpacks to { $ratio } times its size: a zip bomb
file-entry-name = the file is malicious: it holds an entry named { $name }
file-overlapping = the file is malicious: its entries overlap, as in a zip bomb
file-entities = the file is malicious: its XML declares entities
file-slow = reading it takes more than { $seconds } s
file-slow-processor = reading it takes more than { $seconds } s of processor time
file-memory = reading it was stopped by the system, most likely for lack of memory
file-memory-limit = reading it needs more than { $size } MB of memory
file-fault = the file is damaged, or its reader has a fault: { $cause }
file-nonsense = its reader answers nonsense: { $cause }
file-ended = its reader ended without an answer (exit status { $status })
file-crash = the file crashes its reader ({ $signal }); it is damaged or malicious
file-long = its text is longer than { $limit } million characters; split it
file-headings = the file has too many headings
file-opening = the file cannot be opened: { $cause }
file-opening-folder = the folder cannot be opened: { $cause }
file-no-zip = File is not a zip file
file-no-pdf = Failed to load document (PDFium: Data format error).
file-not-allowed = Permission denied
file-many-links = Too many levels of symbolic links
file-large = the file has { $size } MB, over the limit of { $limit } MB; split it, or raise TENKYO_MAX_FILE_MB
file-name = its name is not valid Unicode; rename it
file-special = it is not a regular file
file-link = it is a symbolic link that leads out of the indexed folder; such are not followed
file-attachments = only { $number } attachments are read
file-attachment-nested = the attachment { $name } is nested too deeply and left out
file-attachment = the attachment { $name } is left out: { $cause }
file-format = its format is not read
file-message = the text of the message is left out: { $cause }
file-chapter-missing = the chapter { $name } is missing
file-chapter = the chapter { $name } is left out: { $cause }
file-sheet = the hidden sheet { $name } is left out
file-sheet-marked = the hidden sheet { $name } is read, and marked as such
file-chart = of a chart only { $number } of { $whole } points are read
file-pages-damaged = { $pages } cannot be opened
file-pages-fonts = { $pages }: the fonts do not tell which letters they show
file-pages-bare = { $pages }: no text, not even by OCR
file-pages-scanned = { $pages }: no text, so scanned? To read them, install tesseract and set TENKYO_OCR
file-pages-partly = { $pages }: hardly any text, so scanned? To read them, install tesseract and set TENKYO_OCR
file-pages-partly-bare = { $pages }: hardly any text, not even by OCR
file-page = page { $numbers }
file-pages = pages { $numbers }
file-tesseract = scanned pages need the command 'tesseract', which is missing; install it with: apt-get install tesseract-ocr
file-tesseract-language = tesseract cannot read scanned pages with languages { $languages }: { $cause }
file-not-read = { $parts } not read
file-not-read-at = { $parts } { $place } not read
file-marked = { $parts } read, and marked as such
file-elsewhere = elsewhere
file-on-slide = on slide { $number }
file-slide = (number { $number })
file-on-sheet = on the sheet { $name }
file-below = below { $name }
file-in-form = of another form of the text
file-in-chapters = of the chapters
file-in-page = of the page
file-in-text = of the text
file-in-notes = in notes
file-in-heads = in page heads and feet
file-in-comments = in comments
file-in-slides = on slides
file-in-slide-notes = in notes on slides
file-in-drawings = in drawings
file-in-charts = in charts
file-in-diagrams = in diagrams
omitted-hidden = { $n ->
    [one] { $n } hidden text
   *[other] { $n } hidden texts
}
omitted-struck = { $n ->
    [one] { $n } struck-out text
   *[other] { $n } struck-out texts
}
omitted-deleted = { $n ->
    [one] { $n } deleted text
   *[other] { $n } deleted texts
}
omitted-row = { $n ->
    [one] { $n } hidden row
   *[other] { $n } hidden rows
}
omitted-column = { $n ->
    [one] { $n } hidden column
   *[other] { $n } hidden columns
}
omitted-formula = { $n ->
    [one] { $n } formula whose value the file does not hold
   *[other] { $n } formulas whose values the file does not hold
}
omitted-slide = { $n ->
    [one] { $n } hidden slide
   *[other] { $n } hidden slides
}
omitted-comment = { $n ->
    [one] { $n } comment
   *[other] { $n } comments
}
omitted-chart = { $n ->
    [one] { $n } chart
   *[other] { $n } charts
}
omitted-equation = { $n ->
    [one] { $n } equation
   *[other] { $n } equations
}
omitted-diagram = { $n ->
    [one] { $n } diagram
   *[other] { $n } diagrams
}
omitted-file = { $n ->
    [one] { $n } embedded file
   *[other] { $n } embedded files
}
omitted-part = { $n ->
    [one] { $n } inserted document
   *[other] { $n } inserted documents
}
omitted-stub = { $n ->
    [one] { $n } note in place of the text
   *[other] { $n } notes in place of the text
}
omitted-media = { $n ->
    [one] { $n } attached picture or recording
   *[other] { $n } attached pictures and recordings
}
omitted-page-head = { $n ->
    [one] { $n } page head or foot
   *[other] { $n } page heads and feet
}
omitted-around = { $n ->
    [one] { $n } menu, notice or footer
   *[other] { $n } menus, notices and footers
}
omitted-other = { $n ->
    [one] { $n } block beside the main text
   *[other] { $n } blocks beside the main text
}
omitted-word = { $n ->
    [one] { $n } word
   *[other] { $n } words
}

## What `--help` says, how commands begin, and how far they are

help-usage = usage:
help-arguments = positional arguments
help-options = options
help-commands = commands
help-actions = actions
help-help = show this help message and exit
help-version = show program's version number and exit
help-end = .
help-tenkyo = Ask your own documents; every sentence of the answer is cited.
help-start = Start with: %(prog)s index FOLDER, then: %(prog)s serve
help-home = where the index is kept (default: .tenkyo)
help-debug = show the whole trace of an error
help-index = read folders of documents, or what changed in them
help-index-path = a folder or a file
help-watch = go on, and index what changes
help-index-json = print JSON lines: progress, then what was done
help-forget = take a folder's documents out of the index, not off the disk
help-forget-path = an indexed folder, or a part of it
help-search = find the passages nearest to a question
help-top-k = how many passages (default: 10)
help-ask = answer a question, every sentence cited
help-why = why a passage is not in the answer to a question
help-why-question = the question, as it was asked
help-why-document = the file: its path, its title, or where it lies
help-why-passage = words of the passage, or offsets such as 120-180 (default: the whole document)
help-batch = questions as JSON lines, from a file or - for stdin
help-json = print JSON
help-json-lines = print JSON lines
help-in = only in this document, folder or #tag (can be given several times)
help-as-groups = as a reader of these groups (default: all rights)
help-serve = serve the chat
help-serve-path = a folder to index first (can be given several times)
help-host = address to serve on (default: only me)
help-port = default: 7860
help-insecure-public = let everybody who reaches the address read and ask without signing in
help-sessions = who is signed in
help-revoke-sessions = end every session of a reader
help-mcp = serve search and answers to a program, on stdin and stdout (MCP)
help-status = what is indexed
help-doctor = check that everything works
help-access = who may see which documents, and by which rules
help-access-path = of a document, in its folder
help-access-reader = what to call the reader
help-access-groups = what a reader of these groups may see
help-eval = measure search and answers on questions with known answers
help-questions = a file of JSON lines
help-eval-json = write figures and every result, - for stdout
help-eval-html = write a page to read
help-baseline = compare with a run that --json wrote
help-feedback = what readers thought of answers
help-gaps = what people asked and the documents do not answer
help-feedback-questions = add them to a file of questions for eval
help-conversations = list the stored conversations
help-kept = the questions that are kept, and where other words are cited
help-kept-ask = ask those of all readers again that are due
help-export = write conversations to a file, with every quote and its place
help-export-id = as tenkyo conversations lists it
help-export-all = all conversations
help-export-output = a new file (default: stdout)
help-verify = check each quote of an export against the documents
help-verify-file = what tenkyo export wrote
help-backup = write a backup of the home folder to one file, also while a server runs
help-backup-file = a new file
help-backup-index = with the index, which can also be made again
help-restore = make a new home folder of a backup
help-restore-file = what tenkyo backup wrote
help-keys = make, list and revoke keys for the API
help-keys-add = make a key, and print it this once
help-keys-user = for whom the key acts
help-keys-groups = the groups that USER is in
help-keys-scope = what it is good for (default: everything)
help-keys-days = how long (default: until revoked)
help-keys-json = print the key as JSON
help-keys-revoke = make a key worthless
help-keys-id = as tenkyo keys lists it
help-source = the sources that documents come from: web sites, repositories, mailboxes, stores of files
help-source-add = take a new source
help-source-name = a short name of your own
help-source-address = a folder, or an address such as https://…
help-source-user = the name to sign in with there
help-source-secret = where the password is: env:VARIABLE or file:PATH
help-every = how often a running server fetches it, such as 30m, 2h or 1d (default: only when told to)
help-source-set = an option of the kind of source; can be given several times
help-source-list = list the sources and how each went last
help-source-sync = fetch what changed, and index it
help-source-names = which sources (default: all)
help-dry-run = only say what would be fetched and removed
help-source-remove = forget a source, and all that was fetched of it
help-audit = the record of who asked what, and what was answered
help-audit-verify = check that no entry was altered, removed or added
help-audit-file = an exported record
help-audit-expect = the last entry as verify printed it before
help-audit-export = write the record to a file of JSON lines that verifies by itself
help-audit-new-file = a new file
help-audit-since = a day or time, such as 2026-01-31
help-audit-reader = contents of this reader only
help-audit-access = print all that is kept of one person, as JSON
help-audit-erase = erase all that is kept of one person; the record stays verifiable
help-audit-name = the name that they sign in with
starting-ask = loading the index …
starting-doctor = looking at everything, which takes some seconds …
starting-eval = loading the index …
starting-index = reading what changed in the folders …
starting-search = loading the index …
starting-serve = starting the chat, which takes some seconds …
starting-why = loading the index …
progress-reading = Reading
progress-embedding = Embedding
progress-left = left
progress-passages = { $number ->
    [one] 1 passage
   *[other] { $number } passages
}
terminal-backed-up = { $number ->
    [one] 1 file backed up
   *[other] { $number } files backed up
}, { $size } MB
terminal-restored = { $number ->
    [one] 1 document restored
   *[other] { $number } documents restored
}, as of { $made }
terminal-forgotten = { $number ->
    [one] 1 file forgotten
   *[other] { $number } files forgotten
}
