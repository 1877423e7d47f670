// What questions are kept to: the chips above the box, and the panel in which more are found.

const PAUSE = 150; // ms without a key until what is typed is looked for

let names = [];
let begun = []; // what a new conversation begins with
let searching = ""; // what is said while an answer is looked for, empty without chips
let announce = () => {};
let current = () => ""; // the conversation on the page, whose own files can be chosen too
let timer = 0;

const find = (selector) => document.querySelector(selector);
const panel = () => find("#scope-panel");
const box = () => find("#scope-find");
const opener = () => find('[data-do="open-scope"]');

export const chosen = () => [...names];
export const told = () => searching;

/** Called when the page is there; its address may name what the first question is kept to. */
export function start(chat, inFrame) {
  announce = chat.announce;
  current = chat.current;
  const named = new URLSearchParams(location.search).getAll("in");
  if (inFrame) begun = named;
  if (named.length) set(named);
  box().addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  panel().addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".scope")) close(false);
  });
}

/** Keeps the next questions to these names; a stored conversation or a person chose them. */
export async function set(wanted, aloud = false) {
  names = [...new Set(wanted)];
  name();
  const told = await ask("names", names);
  if (!told) return;
  names = told.names;
  searching = told.searching;
  find(".scope-chips").innerHTML = told.chips;
  if (aloud) announce(told.said, true);
}

/** Goes back to what a new conversation begins with. */
export function clear() {
  close(false);
  if (names.join("\n") !== begun.join("\n")) set(begun);
}

/** Writes into the address what was chosen, so that it can be opened again. */
function name() {
  const query = new URLSearchParams(location.search);
  query.delete("in");
  // The files of a conversation are nothing outside of it.
  for (const each of names) if (!each.startsWith("~")) query.append("in", each);
  history.replaceState(history.state, "", query.size ? `?${query}` : location.pathname);
}

const requests = {}; // the last one that resolves names, and the last one that looks for others

async function ask(what, wanted, words = "") {
  requests[what]?.abort();
  const mine = (requests[what] = new AbortController());
  const url = new URL("scopes", document.baseURI);
  for (const each of wanted) url.searchParams.append("in", each);
  url.searchParams.set("find", words);
  url.searchParams.set("conversation", current());
  const headers = { "Accept-Language": find(".tenkyo").lang };
  try {
    const response = await fetch(url, { headers, signal: mine.signal });
    return response.ok ? await response.json() : null;
  } catch {
    return null; // something else is asked for, or the server is away, which asking tells
  }
}

async function look() {
  const told = await ask("others", names, box().value);
  if (told && !panel().hidden) find(".scope-found").innerHTML = told.found;
}

function open() {
  if (!panel().hidden) return close();
  box().value = "";
  find(".scope-found").replaceChildren();
  panel().hidden = false;
  opener().setAttribute("aria-expanded", "true");
  box().focus();
  look();
}

function close(giveFocusBack = true) {
  if (panel().hidden) return false;
  panel().hidden = true;
  opener().setAttribute("aria-expanded", "false");
  if (giveFocusBack) opener().focus();
  return true;
}

function add(button) {
  close(false);
  find("#question").focus();
  set([...names, button.dataset.name], true);
}

function drop(button) {
  const gone = button.closest(".scope-chip").dataset.name;
  opener().focus();
  set(names.filter((each) => each !== gone), true);
}

/** Up and down go through what was found; Enter in the box takes the first. */
function onKey(event) {
  const all = [box(), ...panel().querySelectorAll(".scope-found button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = all.indexOf(document.activeElement);
  if (event.key === "Enter" && document.activeElement === box()) all[1]?.click();
  else if (step && at >= 0) all[Math.min(Math.max(at + step, 0), all.length - 1)].focus();
  else return;
  event.preventDefault();
}

export const actions = {
  "open-scope": open,
  "close-scope": () => close(),
  "add-scope": add,
  "drop-scope": drop,
};

/** Closes the panel; tells whether it was open. */
export const escaped = () => close();
