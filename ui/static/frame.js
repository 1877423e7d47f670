// The chat inside a page of another origin: what the two say to each other.
// Only pages on the list of the settings can show the frame; each message names its exact origin.

const query = new URLSearchParams(location.search);
const HOST = originOf(query.get("origin"));
const framed = parent !== window && HOST !== null;
const root = document.documentElement;
const waiting = root.hasAttribute("data-waiting");

let page = null; // what the chat does: {ask, focus}, once it is there
const early = []; // what was said before it was

/** Whether this is the chat as other pages show it. */
export const embedded = /\/embed$/.test(location.pathname);

if (embedded) {
  root.classList.add("embedded");
  root.classList.toggle("inline", query.get("inline") === "1" || !framed);
}
if (framed) {
  addEventListener("message", heard);
  tell("hello");
  if (waiting) tell("token-needed");
}

/** Called when the chat can take questions. */
export function ready(chat) {
  page = chat;
  for (const message of early.splice(0)) take(message);
  tell("ready");
}

/** Tells the page around the chat something; nobody else can read it. */
export function tell(what, more = {}) {
  if (framed) parent.postMessage({ tenkyo: what, ...more }, HOST);
}

function originOf(value) {
  try {
    return new URL(value).origin === value ? value : null;
  } catch {
    return null;
  }
}

function heard(event) {
  if (event.source !== parent || event.origin !== HOST || !event.data?.tenkyo) return;
  if (event.data.tenkyo === "token") signIn(event.data.token);
  else if (page) take(event.data);
  else early.push(event.data);
}

function take(message) {
  if (message.tenkyo === "ask" && typeof message.text === "string") page.ask(message.text);
  if (message.tenkyo === "focus") page.focus();
}

/** Exchanges a token for a session, and shows the chat once the browser keeps it. */
async function signIn(token) {
  const taken = await fetch(new URL("session", document.baseURI), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token: String(token) }),
  }).catch(() => null);
  if (!taken?.ok) return tell("trouble", { trouble: taken?.status < 500 ? "token" : "blank" });
  if (!waiting) return tell("signed-in");
  const seen = await fetch(location.href).catch(() => null);
  if (seen?.ok) location.reload();
  else tell("trouble", { trouble: "cookie" });
}

if (waiting && framed) {
  addEventListener("keydown", (event) => event.key === "Escape" && tell("close"));
}
