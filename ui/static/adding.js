// Adding documents: dropped anywhere on a page, or chosen; sent one by one, then followed until read.
// In the chat they can be for its conversation alone.

const AT_ONCE = 2; // files that are sent at the same time
const PAUSE = 700; // ms between two looks at what became of them
const KEPT = "tenkyo-batch";
const DESK = "tenkyo-desk";
const INTO = "tenkyo-collection";
const FINAL = new Set(["indexed", "failed", "same", "gone", "refused"]);

let chat = null; // on the page of the chat: {current, begin, attached}
let place = null; // where the area stands
let facts = null; // the limits, the formats and the words
const LIBRARY = "uploads";
let batch = { id: "", desk: LIBRARY }; // the last one, and where it is handed in
let rows = []; // {name, file, element, state, number, bytes, batch}
let taken = Promise.resolve(); // what was dropped before
let sending = 0;
let timer = 0;
let wasEmpty = false;
let going = false; // something is being sent, or waits to be read

const find = (selector, within = document) => within.querySelector(selector);
const route = (path, { desk } = { desk: LIBRARY }) => new URL(`${desk}${path}`, document.baseURI);
const language = () => document.documentElement.lang || "en";
const headers = () => ({ "Accept-Language": language() });
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const count = (number) => number.toLocaleString(language());
const area = () => find(".adding-area", place);

/** Shows in a place how documents are added, and goes on with what was being added before. */
export async function start(where, page = null) {
  if (!where || place) return;
  place = where;
  chat = page;
  style();
  const response = await fetch(route(page ? "?chat=true" : ""), { headers: headers() }).catch(() => null);
  if (!response?.ok) return;
  place.innerHTML = await response.text();
  if (!area()) return;
  facts = JSON.parse(area().dataset.facts);
  wasEmpty = find(".welcome") !== null && find(".welcome .known") === null;
  place.classList.toggle("first", wasEmpty);
  listen();
  resume();
}

function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("ui/adding.css", document.baseURI);
  document.head.append(link);
}

function listen() {
  document.addEventListener("click", onClick);
  document.addEventListener("focusout", ({ target }) => target.matches?.("[data-sure]") && unsure(target));
  for (const input of place.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      take([...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
      input.value = "";
    });
  }
  document.addEventListener("dragover", (event) => hovering(event, true));
  document.addEventListener("dragleave", (event) => event.relatedTarget || hovering(event, false));
  document.addEventListener("drop", onDrop);
}

function hovering(event, yes) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  document.documentElement.classList.toggle("dropping", yes);
}

async function onDrop(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  hovering(event, false);
  // Both have to be asked for before anything is waited for.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
  const plain = [...event.dataTransfer.files].map((file) => ({ file, name: file.name }));
  const found = entries.every(Boolean) ? await within(entries) : plain;
  take(found);
}

/** Returns the files of what was dropped, folders with all that lies in them. */
async function within(entries) {
  const found = [];
  const waiting = [...entries];
  while (waiting.length && found.length <= facts.atOnce * 2) {
    const entry = waiting.shift();
    if (entry.isDirectory) waiting.push(...(await children(entry)));
    else found.push({ file: await opened(entry), name: entry.fullPath.replace(/^\//, "") });
  }
  return found.filter(({ file }) => file);
}

async function children(folder) {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (!some.length) return found;
    found.push(...some);
  }
}

const opened = (entry) => new Promise((done) => entry.file(done, () => done(null)));

function onClick(event) {
  const button = event.target.closest?.("[data-add]");
  if (!button) return;
  const action = button.dataset.add;
  if (action === "choose-files") find(".adding-files-input", place).click();
  else if (action === "choose-folder") find(".adding-folder-input", place).click();
  else if (action === "retry") again(Number(button.dataset.row));
  else if (action === "remove") remove(button);
}

// Taking: what can be known before anything is sent is said first.

const choice = () => find(".adding-own", place);
/** Tells whether what is added is for the conversation alone. */
const isOwn = () => facts.own !== null && (facts.library === null || choice().checked);

/** Takes what was dropped or chosen, after what came before: each begins where it belongs. */
function take(found) {
  taken = taken.then(() => takeNext(found));
  return taken;
}

async function takeNext(found) {
  const hidden = ({ name }) => name.split("/").some((part) => /^(\.|~\$)/.test(part));
  const archives = found.filter(({ file, name }) => !file.inArchive && ending(name) === ".zip");
  if (archives.length) offerArchive(archives[0].file);
  const seen = found.filter((each) => !hidden(each) && !archives.includes(each));
  if (archives.length && !seen.length) return;
  const good = seen.filter(readable);
  const others = passedOver(seen.filter((each) => !good.includes(each)));
  const problem = refusal(good);
  find(".adding-note", place).textContent = others;
  if (problem) return say(problem);
  if (!(await begin())) return say(facts.words.lost);
  for (const { file, name } of good) {
    const row = add(collected(name), file.size);
    row.file = file;
    if (file.size > facts.file) {
      show(row, "refused", filled(facts.words["too-large"], { size: size(file.size), most: size(facts.file) }));
    } else show(row, "queued", facts.words.queued);
  }
  going = true;
  sum(facts.words.progress);
  next();
}

/** Returns the name that a file gets in the collection that was named, if any was. */
function collected(name) {
  return collection() ? `${collection()}/${name}` : name;
}

const collection = () => (isOwn() ? "" : find(".adding-collection", place)?.value.trim() ?? "");

// Archives: what is in one is shown before it is unpacked, and all of it is unpacked before it is sent.

async function offerArchive(file) {
  const note = find(".adding-archive", place);
  try {
    const { entriesOf } = await import("./unzip.js");
    const entries = await entriesOf(file);
    const bytes = entries.reduce((sum, each) => sum + each.size, 0);
    const problem = refusal(entries.map(({ name, size }) => ({ name, file: { size } })).filter(readable));
    const values = { name: file.name, count: count(entries.length), size: size(bytes) };
    note.textContent = `${filled(facts.words["zip-holds"], values)} ${problem}`;
    if (problem) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = facts.words["zip-unpack"];
    button.addEventListener("click", () => unpack(file, entries));
    note.append(button);
    button.focus();
  } catch ({ reason }) {
    note.textContent = filled(facts.words[`zip-${reason}`], { name: file.name });
  }
}

const readable = ({ name }) => facts.formats.includes(ending(name));

async function unpack(file, entries) {
  const note = find(".adding-archive", place);
  note.textContent = filled(facts.words["zip-unpacking"], { name: file.name });
  const found = [];
  try {
    const { unpacked } = await import("./unzip.js");
    for (const entry of entries) {
      // Of the others only the names are of interest.
      const content = readable(entry) ? await unpacked(file, entry) : new Blob();
      found.push({ file: Object.assign(content, { inArchive: true }), name: entry.name });
    }
    note.textContent = "";
    take(found);
  } catch ({ reason }) {
    note.textContent = filled(facts.words[`zip-${reason}`], { name: file.name });
  }
}

function refusal(good) {
  const { words, atOnce } = facts;
  const total = isOwn() ? facts.own : facts.library;
  const bytes = good.reduce((sum, { file }) => sum + file.size, 0);
  if (!good.length) return words.nothing;
  if (good.length > atOnce) {
    return filled(words["too-many"], { count: count(good.length), most: count(atOnce) });
  }
  return bytes > total ? filled(words["too-much"], { size: size(bytes), most: size(total) }) : "";
}

function passedOver(others) {
  if (!others.length) return "";
  const kinds = [...new Set(others.map(({ name }) => ending(name) || name.split("/").at(-1)))];
  const named = kinds.slice(0, 5).join(", ") + (kinds.length > 5 ? ", …" : "");
  return filled(facts.words["passed-over"], { count: count(others.length), kinds: named });
}

const ending = (name) => (name.match(/[^/](\.[^./]+)$/)?.[1] ?? "").toLowerCase();

function size(bytes) {
  for (const [unit, of] of [["GB", 1e9], ["MB", 1e6]]) {
    if (bytes >= of) return `${count(Math.floor(bytes / of))} ${unit}`;
  }
  return `${Math.ceil(bytes / 1e3)} kB`;
}

/** Goes on with a batch that is under way, or begins one where files go now; tells if it could. */
async function begin() {
  let desk = LIBRARY;
  if (isOwn()) {
    const id = chat.current() || (await chat.begin());
    if (!id) return false;
    desk = `conversations/${encodeURIComponent(id)}/files`;
  }
  const isUnderWay = rows.some((row) => !FINAL.has(row.state));
  if (isUnderWay && batch.desk === desk) return true;
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  const id = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  batch = { id, desk };
  sessionStorage.setItem(KEPT, id);
  sessionStorage.setItem(DESK, desk);
  sessionStorage.setItem(INTO, collection());
  if (!isUnderWay) {
    rows = [];
    find(".adding-list", place).replaceChildren();
  }
  return true;
}

function add(name, bytes = 0) {
  const element = document.createElement("li");
  for (const part of ["file", "fate"]) {
    const span = document.createElement("span");
    span.className = part;
    element.append(span);
  }
  find(".file", element).textContent = name;
  find(".adding-list", place).append(element);
  const row = { name, bytes, element, state: "queued", number: -1, batch };
  rows.push(row);
  return row;
}

function show(row, state, text) {
  row.state = state;
  row.element.dataset.state = state;
  find("button", row.element)?.remove();
  const fate = find(".fate", row.element);
  if (fate.textContent !== text) fate.textContent = text;
}

// Sending

function next() {
  while (sending < AT_ONCE) {
    const row = rows.find((each) => each.state === "queued" && each.file);
    if (!row) break;
    send(row);
  }
  follow();
}

function send(row) {
  sending += 1;
  const request = new XMLHttpRequest();
  const sent = (share) =>
    show(row, "sending", filled(facts.words.sending, { percent: Math.floor(share * 100) }));
  sent(0);
  const name = encodeURIComponent(row.name);
  request.open("POST", route(`/${row.batch.id}?name=${name}`, row.batch));
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.setRequestHeader("Accept-Language", language());
  request.upload.onprogress = ({ loaded, total }) => total && sent(loaded / total);
  request.onload = () => arrived(row, request);
  request.onerror = () => lost(row);
  request.onloadend = () => {
    sending -= 1;
    next();
  };
  request.send(row.file);
}

function arrived(row, request) {
  const body = parsed(request.responseText);
  if (request.status === 429) {
    // So many requests a minute are taken: the others wait for their turn.
    row.state = "paused";
    const seconds = Number(request.getResponseHeader("Retry-After")) || 1;
    setTimeout(() => {
      show(row, "queued", facts.words.queued);
      next();
    }, seconds * 1000);
  } else if (request.status === 200) {
    row.number = body.number;
    row.file = null;
    row.state = "waiting";
  } else if (body.detail) show(row, "refused", body.detail);
  else lost(row);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function lost(row) {
  show(row, "refused", facts.words.lost);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.add = "retry";
  button.dataset.row = rows.indexOf(row);
  button.textContent = facts.words.retry;
  row.element.append(" ", button);
}

function again(index) {
  show(rows[index], "queued", facts.words.queued);
  going = true;
  next();
}

// Following

function follow() {
  clearTimeout(timer);
  if (rows.some((row) => !FINAL.has(row.state))) timer = setTimeout(look, PAUSE);
  else if (going) finished();
}

/** Shows what was being added when the page was left, as far as the server still knows. */
async function resume() {
  const kept = { id: sessionStorage.getItem(KEPT), desk: sessionStorage.getItem(DESK) ?? LIBRARY };
  const told = kept.id ? await fates(kept) : null;
  if (!told?.files.length || rows.length) return;
  batch = kept;
  told.files.forEach(({ name }, number) => (add(name).number = number));
  update(told, kept);
  const into = find(".adding-collection", place);
  if (into) into.value = sessionStorage.getItem(INTO) ?? "";
  going = rows.some((row) => !FINAL.has(row.state));
  if (going) return follow();
  sum(facts.words.finished);
  sessionStorage.removeItem(KEPT);
  offer();
}

async function fates(of) {
  const response = await fetch(route(`/${of.id}`, of), { headers: headers() }).catch(() => null);
  return response?.ok ? response.json() : null;
}

async function look() {
  const waiting = rows.filter((row) => !FINAL.has(row.state));
  for (const of of new Set(waiting.map((row) => row.batch))) {
    const told = await fates(of);
    if (told) update(told, of);
  }
  follow();
}

function update({ note, files }, of) {
  for (const row of rows.filter((each) => each.batch === of)) {
    const file = files[row.number];
    if (file) show(row, file.outcome, file.text);
    // A server that was started anew knows nothing of it; the table shows what it has read.
    else if (row.number >= 0) show(row, "refused", facts.words.lost);
  }
  if (note) say(note);
  else if (files.length) sum(facts.words.progress);
}

function sum(text) {
  const done = rows.filter((row) => row.state === "indexed" || row.state === "same").length;
  say(filled(text, { done: count(done), total: count(rows.length) }));
}

function say(text) {
  const summary = find(".adding-summary", place);
  if (summary.textContent !== text) summary.textContent = text;
}

function finished() {
  going = false;
  sum(facts.words.finished);
  const good = rows.every((row) => row.state === "indexed" || row.state === "same");
  if (rows.some((row) => row.batch.desk !== LIBRARY)) chat?.attached();
  if (rows.every((row) => row.batch.desk !== LIBRARY)) return sessionStorage.removeItem(KEPT);
  // What is on the page of an empty library holds no more.
  if (wasEmpty && good && !find(".turn")) return location.reload();
  sessionStorage.removeItem(KEPT);
  renew().then(offer);
}

/** Makes room for the answer: what was read is known by now. */
export function clear() {
  if (going || !facts) return;
  rows = [];
  find(".adding-list", place).replaceChildren();
  for (const part of [".adding-note", ".adding-archive"]) find(part, place).textContent = "";
  say("");
}

/** Leads on to the chat, if there is something new to ask about: a collection alone, if it is one. */
function offer() {
  const name = collection();
  if (going || !(name || place.matches("[data-page]"))) return;
  if (!rows.some((row) => row.state === "indexed")) return;
  const link = document.createElement("a");
  link.href = name ? `./?in=${encodeURIComponent(name)}` : "./";
  link.textContent = name ? filled(facts.words["ask-only"], { name }) : facts.words.ask;
  find(".adding-summary", place).append(" ", link);
}

// The table of the files, and how many there are

async function renew() {
  const response = await fetch(location.href, { headers: headers() }).catch(() => null);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const list = find("#library") ? "#library" : ".wide";
  for (const part of [".facts", list, ".indexed", ".known"]) {
    const there = find(part);
    if (there && find(part, fresh)) there.replaceWith(find(part, fresh));
  }
}

async function remove(button) {
  if (!button.dataset.sure) {
    button.dataset.sure = button.textContent;
    button.dataset.label = button.getAttribute("aria-label");
    button.textContent = facts.words.sure;
    button.setAttribute("aria-label", `${button.dataset.label}: ${facts.words.sure}`);
    return;
  }
  const url = route(`?path=${encodeURIComponent(button.dataset.path)}`);
  const response = await fetch(url, { method: "DELETE", headers: headers() }).catch(() => null);
  const body = response?.ok ? null : parsed((await response?.text()) ?? "");
  say(body ? body.detail ?? facts.words.lost : facts.words.removed);
  await renew();
  find("[data-add='choose-files']", place).focus();
}

function unsure(button) {
  button.textContent = button.dataset.sure;
  button.setAttribute("aria-label", button.dataset.label);
  delete button.dataset.sure;
}

start(find("[data-adding][data-page]"));
