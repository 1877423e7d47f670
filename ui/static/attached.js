// The files that belong to the conversation on the page: shown above the box, opened, removed.

const PAUSE = 700; // ms between two looks at what is still being read

let chat = null; // the conversation on the page, and who says things aloud
let timer = 0;
let shown = ""; // the conversation whose files stand there

const find = (selector) => document.querySelector(selector);
const place = () => find(".attached");
const headers = () => ({ "Accept-Language": document.documentElement.lang || "en" });

export const route = (id, path = "") =>
  new URL(`conversations/${encodeURIComponent(id)}/files${path}`, document.baseURI);

/** Called when the page is there. */
export function start(page) {
  chat = page;
}

/** Shows the files of the conversation on the page as they stand now, until all are read. */
export async function show() {
  clearTimeout(timer);
  const id = chat.current();
  if (id !== shown) place().replaceChildren();
  shown = id;
  if (!id) return;
  const response = await fetch(route(id), { headers: headers() }).catch(() => null);
  const told = response?.ok ? await response.json() : null;
  if (!told || id !== chat.current()) return;
  const focused = document.activeElement?.closest?.(".attached-file")?.dataset.path;
  if (place().innerHTML !== told.html) place().innerHTML = told.html;
  if (focused) find(`.attached-file[data-path="${CSS.escape(focused)}"] button`)?.focus();
  if (told.busy) timer = setTimeout(show, PAUSE);
}

async function remove(button) {
  const path = encodeURIComponent(button.dataset.path);
  const address = route(chat.current(), `?path=${path}`);
  const response = await fetch(address, { method: "DELETE", headers: headers() }).catch(() => null);
  if (response?.ok) find("#question").focus();
  else chat.announce((await response?.json().catch(() => null))?.detail ?? "", true);
  show();
}

export const actions = { "drop-attached": remove };
