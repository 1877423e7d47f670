// The palette of commands and the list of keys: dialogs, which keep the focus and close on Escape.

let inConversation = () => false;

const find = (selector, within = document) => within.querySelector(selector);
const palette = () => find("#palette");
const keys = () => find("#keys");
const box = () => find("#command");
const shown = () => [...palette().querySelectorAll("[data-command]")].filter((each) => !each.closest("li").hidden);

/** Called when the page is there; `has` tells whether a conversation is open. */
export function start(has) {
  inConversation = has;
  box().addEventListener("input", look);
  palette().addEventListener("keydown", onKey);
  // The focus goes back first: what the command does may move it on.
  palette().addEventListener("click", (event) => {
    if (event.target === palette() || event.target.closest("[data-command]")) palette().close();
  });
  keys().addEventListener("click", (event) => event.target === keys() && keys().close());
}

export const isOpen = () => palette().open || keys().open;

export function open() {
  if (isOpen()) return;
  box().value = "";
  look();
  palette().showModal();
  box().focus();
}

export const actions = {
  "show-keys": () => keys().showModal(),
  "close-palette": () => palette().close(),
  "close-keys": () => keys().close(),
};

/** Leaves the commands that have all words that were typed, and that can be done now. */
function look() {
  const words = box().value.toLocaleLowerCase().split(/\s+/);
  for (const item of palette().querySelectorAll("li")) {
    const name = item.textContent.toLocaleLowerCase();
    const possible = !item.matches("[data-talk]") || inConversation();
    item.hidden = !possible || !words.every((word) => name.includes(word));
  }
  find(".palette-none", palette()).hidden = shown().length > 0;
}

/** Up and down go through the commands; Enter in the box does the first. */
function onKey(event) {
  const all = [box(), ...shown()];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = all.indexOf(document.activeElement);
  if (event.isComposing) return;
  if (event.key === "Enter" && document.activeElement === box()) all[1]?.click();
  else if (step && at >= 0) all[(at + step + all.length) % all.length].focus();
  else return;
  event.preventDefault();
}
