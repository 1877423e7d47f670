// The page of a document: arrows turn its pages, + and - make them larger, Esc leads back.

import { showMark, zoomed } from "./zoom.js";

const WIDE = matchMedia("(min-width: 1000px)");
const TYPING = "input, textarea, select";
let request = null;

const main = () => document.querySelector("main");

/** Shows another page or place of the same document, without leaving this one. */
async function turn(url) {
  request?.abort();
  const mine = (request = new AbortController());
  try {
    const response = await fetch(url, { signal: mine.signal });
    if (!response.ok) return location.assign(url);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const scrolled = scrollY;
    const focused = nameOf(document.activeElement);
    main().replaceChildren(...page.querySelector("main").childNodes);
    history.replaceState(null, "", url);
    shown(new URL(url).hash, scrolled);
    if (focused) main().querySelector(focused)?.focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

/** Returns by what an element is found again on the page that comes in its place. */
function nameOf(element) {
  const named = ["rel", "name", "data-step", "data-do"].find((each) => element?.hasAttribute(each));
  if (named) return `[${named}="${element.getAttribute(named)}"]`;
  return element?.closest(".found-list") ? '.found-list [aria-current="true"]' : null;
}

/** Opens the outline where it stands beside the page. */
function unfold() {
  const outline = document.querySelector(".beside .outline");
  if (outline && WIDE.matches) outline.open = true;
}

function shown(hash, scrolled) {
  unfold();
  zoomed(main());
  const place = hash ? document.querySelector(hash) : null;
  scrollTo({ top: scrolled });
  if (place && !place.closest(".page-box")) place.scrollIntoView({ block: "center" });
  showMark(main());
}

/** Goes back to the answer: the chat that opened this page is behind it. */
function back() {
  if (history.length > 1) return history.back();
  close();
  // Where it does not close, the chat is opened here.
  document.querySelector("header a")?.click();
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) turn(link.href);
  return Boolean(link);
}

const KEYS = {
  ArrowLeft: () => follow('.pager [rel="prev"]'),
  ArrowRight: () => follow('.pager [rel="next"]'),
  "+": () => press("zoom-in"),
  "-": () => press("zoom-out"),
};

function press(action) {
  const button = document.querySelector(`[data-do="${action}"]`);
  button?.click();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") {
    if (event.target.matches?.(TYPING) && event.target.value) return; // it empties the field
    return back();
  }
  if (event.target.matches?.(TYPING)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector('.find [name="find"]')?.focus();
  } else if (!within(event) && KEYS[event.key]?.()) event.preventDefault();
});

/** Tells whether arrows move what is larger than its box. */
function within(event) {
  const box = event.target.closest?.(".page-box, .table-box");
  return event.key.startsWith("Arrow") && box && box.scrollWidth > box.clientWidth + 1;
}

document.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.(".pager a, .found-list a, .find-count a");
  if (!link) return;
  event.preventDefault();
  turn(link.href);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".find, .go")) return;
  event.preventDefault();
  const url = new URL(event.target.action);
  for (const [name, value] of new FormData(event.target)) if (value) url.searchParams.set(name, value);
  turn(url.href);
});

unfold();
zoomed(main());
showMark(main());
