// The conversations that are stored: the list beside the chat, and what is done with each.

import * as frame from "./frame.js";

const DRAWER = matchMedia("(max-width: 1099px)");
const PAUSE = 200; // ms without a key until what is typed is looked for

let open = ""; // the id of the conversation on the page, empty for a new one
let page = null; // what the chat does: {clear, show, announce, entered}
let listing = null;
let opening = null;
let timer = 0;
let watching = false;
let stale = false; // the list could not be renewed while something of it was being done

const find = (selector, within = document) => within.querySelector(selector);
const app = () => find(".tenkyo");
const column = () => find("#conversations");
const list = () => find(".talks-list");
const itemOf = (id) => find(`.talk[data-id="${CSS.escape(id)}"]`);
const route = (path) => new URL(`conversations${path}`, document.baseURI);
const named = () => new URLSearchParams(location.search).get("conversation") ?? "";

/** Names a conversation in the address; in a frame, it is the page around that keeps it. */
function goTo(id, how = "pushState") {
  const query = new URLSearchParams(location.search);
  if (id) query.set("conversation", id);
  else query.delete("conversation");
  // The steps of a frame would get between those of the page around it.
  const change = frame.embedded ? "replaceState" : how;
  history[change](null, "", query.size ? `?${query}` : location.pathname);
  frame.tell("conversation", { id });
}

export const current = () => open;
export const isOpen = (id) => id !== "" && id === open;

/** Called when the page is there: opens the conversation that its address names. */
export function start(chat) {
  page = chat;
  adapt();
  if (named()) show(named(), false);
  if (watching) return;
  watching = true;
  addEventListener("popstate", () => (named() ? show(named(), false) : page.clear()));
  DRAWER.addEventListener("change", () => closeDrawer(false));
  document.addEventListener("input", (event) => {
    if (event.target.id !== "find") return;
    clearTimeout(timer);
    timer = setTimeout(changed, PAUSE);
  });
}

/** Called with the conversation that the turns on the page belong to. */
export function entered(id) {
  if (!id || id === open) return;
  open = id;
  goTo(id);
  mark();
  page.entered();
}

/** Makes a conversation in which nothing was asked yet; returns its id, empty if it could not. */
export async function begin() {
  const response = await fetch(route(""), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  }).catch(() => null);
  const id = response?.ok ? (await response.json()).id : "";
  entered(id);
  changed();
  return id;
}

/** Called when the page goes on to a new conversation. */
export function leave() {
  opening?.abort();
  open = "";
  if (named()) goTo("");
  document.title = "Tenkyo";
  mark();
  closeDrawer(false);
}

/** Fetches the list anew. */
export async function changed() {
  listing?.abort();
  const request = (listing = new AbortController());
  const html = await text(route(`?search=${encodeURIComponent(find("#find").value)}`), request);
  if (html === null) return;
  stale = find(".talk-actions", list()) !== null;
  if (stale) return; // it is read again when that is done
  const focused = document.activeElement?.closest?.(".talk [data-do]");
  list().innerHTML = html;
  mark();
  if (focused) findAgain(focused)?.focus();
}

/** Returns what stands in the new list where an element stood in the old one. */
function findAgain(old) {
  const item = itemOf(old.closest(".talk").dataset.id);
  return find(item ? `[data-do="${old.dataset.do}"]` : "a", item ?? list());
}

async function more(button) {
  const after = encodeURIComponent(button.dataset.after);
  const search = encodeURIComponent(find("#find").value);
  const html = await text(route(`?search=${search}&after=${after}`), new AbortController());
  if (html === null || !button.isConnected) return;
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const first = find(".talk a", holder.content);
  joinDays(holder.content);
  button.replaceWith(holder.content);
  mark();
  first?.focus();
}

/** Puts the first conversations that came under the day that is there already. */
function joinDays(content) {
  const fresh = find(".talks-day", content);
  const last = [...list().querySelectorAll(".talks-day")].at(-1);
  if (!fresh || !last || fresh.dataset.day !== last.dataset.day) return;
  find("ul", last).append(...find("ul", fresh).children);
  fresh.remove();
}

// The list says so itself, in its place.
const TOO_LONG = 422;

async function text(url, request) {
  try {
    const headers = { "Accept-Language": app().lang };
    const response = await fetch(url, { signal: request.signal, headers });
    return response.ok || response.status === TOO_LONG ? await response.text() : null;
  } catch {
    return null; // another list is asked for, or the server is away, which asking tells
  }
}

async function show(id, push = true) {
  opening?.abort();
  const request = (opening = new AbortController());
  const body = await text(route(`/${encodeURIComponent(id)}`), request);
  if (request.signal.aborted) return;
  if (body === null) return missing();
  const found = JSON.parse(body);
  open = found.id;
  if (push) goTo(open);
  page.show(found.html, found.scope);
  document.title = `${found.title} · Tenkyo`;
  mark();
  closeDrawer(false);
  page.announce(found.said, true);
}

function missing() {
  goTo("", "replaceState");
  page.clear();
  page.announce(app().dataset.missing, true);
}

function mark() {
  for (const link of list()?.querySelectorAll(".talk a") ?? []) {
    if (link.parentElement.dataset.id === open) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// The drawer

const drawn = () => app().classList.contains("with-talks");

function adapt() {
  column().inert = DRAWER.matches && !drawn();
}

function openDrawer() {
  app().classList.add("with-talks");
  setModal(true);
  find('[data-do="clear"]', column()).focus();
}

/** Closes the drawer; the focus goes back to the button that opened it. */
export function closeDrawer(giveFocusBack = true) {
  if (!drawn()) return adapt();
  app().classList.remove("with-talks");
  setModal(false);
  if (giveFocusBack) find('[data-do="open-conversations"]').focus();
}

function setModal(yes) {
  if (yes) {
    column().setAttribute("role", "dialog");
    column().setAttribute("aria-modal", "true");
  } else {
    column().removeAttribute("role");
    column().removeAttribute("aria-modal");
  }
  for (const other of document.querySelectorAll(".tenkyo :is(.bar, .conversation, .pane)")) {
    other.inert = yes;
  }
  find(".tenkyo .backdrop").hidden = !yes;
  adapt();
}

// What is done with one conversation

function toggleActions(button) {
  const item = button.closest(".talk");
  const shown = find(".talk-actions", item) !== null;
  closeActions();
  if (shown) return;
  const fresh = find("#talk-actions").content.firstElementChild.cloneNode(true);
  for (const link of fresh.querySelectorAll("[data-export]")) {
    link.href = route(`/${encodeURIComponent(item.dataset.id)}/export?form=${link.dataset.export}`);
  }
  item.append(fresh);
  button.setAttribute("aria-expanded", "true");
  find("button", fresh).focus();
}

function closeActions() {
  const there = find(".talk-actions", list());
  if (!there) return null;
  const button = find('[data-do="talk-actions"]', there.closest(".talk"));
  button.setAttribute("aria-expanded", "false");
  there.remove();
  if (stale) changed();
  return button;
}

function part(button, name) {
  const actions = button.closest(".talk-actions");
  for (const each of actions.children) each.hidden = !each.classList.contains(name);
  return find(`.${name}`, actions);
}

function askName(button) {
  const input = find("input", part(button, "rename"));
  input.value = find("a", button.closest(".talk")).textContent;
  input.focus();
  input.select();
}

async function rename(form) {
  const item = form.closest(".talk");
  const title = form.elements.title.value;
  const response = await fetch(route(`/${encodeURIComponent(item.dataset.id)}/title`), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ title }),
  }).catch(() => null);
  if (!response?.ok) return form.elements.title.focus();
  const link = find("a", item);
  link.textContent = title.trim();
  if (item.dataset.id === open) document.title = `${title.trim()} · Tenkyo`;
  closeActions()?.focus();
  changed();
}

/** Shows in its place whether a conversation is shared; what changes that is a method. */
async function share(button, method = "GET") {
  const id = button.closest(".talk").dataset.id;
  const headers = { "Accept-Language": app().lang };
  const address = route(`/${encodeURIComponent(id)}/share`);
  const response = await fetch(address, { method, headers }).catch(() => null);
  if (!response?.ok || !button.isConnected) return;
  const place = part(button, "share");
  place.innerHTML = await response.text();
  const link = find("[data-shared]", place);
  if (!link) return find("button", place).focus();
  link.value = new URL(link.dataset.shared, document.baseURI).href;
  link.focus();
  link.select();
}

async function remove(button) {
  const item = button.closest(".talk");
  const id = item.dataset.id;
  const gone = await fetch(route(`/${encodeURIComponent(id)}`), { method: "DELETE" }).catch(() => null);
  if (!gone || (!gone.ok && gone.status !== 404)) return;
  closeActions();
  item.remove();
  if (id === open) page.clear();
  else find('[data-do="clear"]', column()).focus();
  page.announce(app().dataset.deleted, true);
  changed();
}

/** Opens what can be done with the conversation on the page, and there its sharing. */
function shareOpen() {
  const item = itemOf(open);
  if (!item) return;
  if (DRAWER.matches) openDrawer();
  closeActions();
  toggleActions(find('[data-do="talk-actions"]', item));
  share(find('[data-do="share-conversation"]', item));
}

function exportOpen() {
  location.assign(route(`/${encodeURIComponent(open)}/export?form=md`));
}

function findOne() {
  if (DRAWER.matches) openDrawer();
  find("#find").focus();
}

export const actions = {
  "share-open": shareOpen,
  "export-open": exportOpen,
  "find-conversation": findOne,
  "open-conversations": openDrawer,
  "close-conversations": () => closeDrawer(),
  "open-conversation": (link, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.parentElement.dataset.id);
  },
  "more-conversations": more,
  "talk-actions": toggleActions,
  "rename-conversation": askName,
  "delete-conversation": (button) => find('[data-do="cancel-conversation"]', part(button, "confirm")).focus(),
  "share-conversation": (button) => share(button),
  "begin-share": (button) => share(button, "POST"),
  "end-share": (button) => share(button, "DELETE"),
  "cancel-conversation": () => closeActions()?.focus(),
  "really-delete-conversation": remove,
};

/** Handles a form of the list; tells whether it was one. */
export function submitted(form) {
  if (form.matches(".rename")) rename(form);
  else if (form.matches(".talks-search")) changed();
  else return false;
  return true;
}

/** Closes what is open of the list; tells whether something was. */
export function escaped(target) {
  const button = target.closest?.(".talks") && closeActions();
  if (button) {
    button.focus();
    return true;
  }
  if (!drawn()) return false;
  closeDrawer();
  return true;
}
