// The source pane, and the card that shows a quote before it is opened.
import { reveal } from "./tables.js";
import { showMark, zoomed } from "./zoom.js";

const NARROW = matchMedia("(max-width: 759px)");
const SHOW_AFTER = 120;
const HIDE_AFTER = 200;
const SWIPE = 80;

let opener = null; // the button that opened the pane, or the one stepped to since
let loading = null;
let timer = 0;
let view = "page"; // what was looked at last, where there is a choice

const pane = () => document.querySelector("#source");
const card = () => document.querySelector("#quote-card");
const body = () => pane().querySelector(".pane-body");

export const isOpen = () => pane() !== null && !pane().hidden;

/** Shows the quote of a citation in its source. */
export async function open(button) {
  hideCard();
  mark(button);
  pane().hidden = false;
  document.querySelector(".tenkyo").classList.add("with-source");
  setModal(NARROW.matches);
  showPosition();
  await load(button);
  body().querySelector("h2, p")?.focus({ preventScroll: true });
}

/** Closes the pane; the focus goes back to what opened it. */
export function close(giveFocusBack = true) {
  if (!isOpen()) return;
  loading?.abort();
  pane().hidden = true;
  pane().style.transform = "";
  document.querySelector(".tenkyo").classList.remove("with-source");
  setModal(false);
  const last = opener;
  mark(null);
  if (!giveFocusBack) return;
  last?.focus();
  hideCard(); // what it quotes was just read
}

/** Goes to another citation of the same answer. */
export function step(by) {
  const all = siblings();
  const next = all[all.findIndex((each) => same(each, opener)) + by];
  if (next) {
    mark(next);
    showPosition();
    load(next);
  }
}

const same = (a, b) => a.dataset.start === b.dataset.start && a.dataset.end === b.dataset.end
  && a.dataset.document === b.dataset.document;

/** The citations of the answer the opener belongs to, each once. */
function siblings() {
  const turn = opener.closest(".turn");
  const all = [...turn.querySelectorAll(opener.matches(".near") ? ".near" : ".chip")];
  return all.filter((each, i) => all.findIndex((other) => same(other, each)) === i);
}

function mark(button) {
  const turn = (button ?? opener)?.closest(".turn");
  for (const each of turn?.querySelectorAll("[data-document]") ?? []) {
    if (button && same(each, button)) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
  if (opener && opener.closest(".turn") !== turn) {
    for (const each of document.querySelectorAll(".turn [aria-current]")) {
      if (each.closest(".turn") !== turn) each.removeAttribute("aria-current");
    }
  }
  opener = button;
}

function showPosition() {
  const all = siblings();
  const at = all.findIndex((each) => same(each, opener));
  const position = pane().querySelector(".position");
  position.textContent = position.dataset.template
    .replace("{number}", at + 1)
    .replace("{total}", all.length);
  pane().querySelector('[data-do="previous-source"]').disabled = at <= 0;
  pane().querySelector('[data-do="next-source"]').disabled = at >= all.length - 1;
}

async function load(button) {
  loading?.abort();
  const request = (loading = new AbortController());
  const marks = button.dataset.marks ?? "";
  const url = new URL(`${button.dataset.address}/pane?marks=${marks}`, document.baseURI);
  try {
    const headers = { "Accept-Language": document.documentElement.lang };
    const response = await fetch(url, { signal: request.signal, headers });
    const words = await response.text();
    // What cannot be shown is explained by the server, unless it is the server that failed.
    if (response.status >= 500 || response.status === 422) throw new Error(response.statusText);
    body().innerHTML = words;
    if (response.ok) showView(view);
  } catch (error) {
    if (error.name !== "AbortError") sayFailed();
  }
}

/** Shows the page as it looks, or its words, where both are there. */
export function showView(wanted) {
  view = wanted;
  for (const each of body().querySelectorAll("[data-view]")) {
    const mine = each.dataset.view === view;
    if (each.matches("button")) each.setAttribute("aria-pressed", String(mine));
    else each.hidden = !mine;
  }
  zoomed(body());
  for (const zoom of body().querySelectorAll(".zoom")) zoom.hidden = view !== "page";
  showQuote();
}

function showQuote() {
  reveal(body());
  if (body().querySelector(".view:not([hidden]) .page-box")) {
    body().scrollTop = 0;
    return showMark(body());
  }
  const quote = body().querySelector("#quote");
  const notice = body().querySelector(".notice")?.offsetHeight ?? 0;
  const room = Math.max(48 + notice, (body().clientHeight - quote.offsetHeight) / 3);
  const top = quote.getBoundingClientRect().top - body().getBoundingClientRect().top;
  body().scrollTop += top - room;
}

function sayFailed() {
  const line = document.createElement("p");
  line.className = "problem";
  line.tabIndex = -1;
  line.textContent = pane().dataset.failed;
  body().replaceChildren(line);
}

/** On a narrow screen the pane is a sheet over everything else. */
function setModal(yes) {
  pane().toggleAttribute("aria-modal", yes);
  if (yes) {
    pane().setAttribute("role", "dialog");
    pane().setAttribute("aria-modal", "true");
  } else pane().removeAttribute("role");
  for (const other of document.querySelectorAll(".tenkyo .bar, .tenkyo .conversation, .tenkyo .talks")) {
    other.inert = yes;
  }
  document.querySelector(".tenkyo .backdrop").hidden = !yes;
}

NARROW.addEventListener("change", () => isOpen() && setModal(NARROW.matches));

// Swiping the sheet down

let from = null;
document.addEventListener("touchstart", (event) => {
  const bar = event.target.closest?.(".grip, .pane-bar");
  from = bar && NARROW.matches ? event.touches[0].clientY : null;
}, { passive: true });
document.addEventListener("touchmove", (event) => {
  if (from === null) return;
  const moved = Math.max(0, event.touches[0].clientY - from);
  pane().style.transform = `translateY(${moved}px)`;
}, { passive: true });
document.addEventListener("touchend", (event) => {
  if (from === null) return;
  const moved = event.changedTouches[0].clientY - from;
  from = null;
  pane().style.transform = "";
  if (moved > SWIPE) close();
});

// The card

const chipOf = (event) => event.target.closest?.(".chip");
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  if (chipOf(event)) soon(() => showCard(chipOf(event)), SHOW_AFTER);
  else if (event.target.closest?.("#quote-card")) clearTimeout(timer);
});
document.addEventListener("pointerout", (event) => {
  if (chipOf(event) || event.target.closest?.("#quote-card")) soon(hideCard, HIDE_AFTER);
});
document.addEventListener("focusin", (event) => {
  if (chipOf(event)?.matches(":focus-visible")) showCard(chipOf(event));
});
document.addEventListener("focusout", (event) => chipOf(event) && hideCard());
document.addEventListener("scroll", () => hideCard(), { capture: true, passive: true });

function soon(what, after) {
  clearTimeout(timer);
  timer = setTimeout(what, after);
}

function showCard(chip) {
  if (!chip.isConnected || (isOpen() && same(chip, opener))) return;
  const place = document.createElement("p");
  place.className = "card-place";
  place.textContent = chip.dataset.place;
  const quote = document.createElement("p");
  quote.className = "card-quote";
  quote.textContent = chip.dataset.quote;
  card().replaceChildren(place, quote);
  card().hidden = false;
  const at = chip.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card();
  const above = at.top - height - 8;
  card().style.left = `${Math.max(8, Math.min(at.left - 24, innerWidth - width - 8))}px`;
  card().style.top = `${above > 8 ? above : at.bottom + 8}px`;
}

/** Hides the card; tells whether there was one. */
export function hideCard() {
  clearTimeout(timer);
  const shown = card() !== null && !card().hidden;
  if (shown) card().hidden = true;
  return shown;
}
