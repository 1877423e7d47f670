// The conversation: sends what a person does, and patches what comes back into the page.
import { copyFrom } from "./copy.js";
import * as source from "./source.js";

const SILENCE = 60_000; // ms without a word from the server until we give up on an answer
const PULSE = 3_000;

let send = null;
let working = null; // {key, text, heard, announced} of the question being answered
let welcome = null; // what an empty conversation shows
let turns = 0;
let clearing = false; // until the server has ended the old conversation, which ends its answers
let waiting = null; // the question asked meanwhile
const stopped = new Set();
const written = new WeakMap(); // the HTML each part was given, whatever was done to it since

const find = (selector, within = document) => within.querySelector(selector);
const app = () => find(".tenkyo");
const box = () => find("#question");

/** Called when the page is there: takes over its language. */
export function arrived() {
  if (!app()) return;
  document.documentElement.lang = app().lang;
  if (matchMedia("(hover: hover)").matches) box().focus();
}

/** Called once with the functions that send events to the server. */
export function connect(events) {
  send = events;
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", (event) => event.target === box() && fit());
  setInterval(watchOver, PULSE);
}

/** Tells why the server refused a question: Gradio itself says nothing of that to the page. */
const plainFetch = window.fetch;
window.fetch = async (...request) => {
  const response = await plainFetch(...request);
  if (!response.ok && working && /\/queue\/join(\?|$)/.test(response.url)) {
    const { detail } = await response.clone().json().catch(() => ({}));
    if (typeof detail === "string") refused(detail);
  }
  return response;
};

function refused(detail) {
  const turn = find(`.turn[data-key="${working.key}"]`);
  const problem = find("#unreachable").content.cloneNode(true);
  const words = find(".problem", problem);
  if (words) words.textContent = detail;
  find('[data-part="outcome"]', turn)?.remove();
  turn.append(problem);
  turn.dataset.status = "failed";
  stopped.add(working.key);
  announce(detail);
  finish("failed");
}

/** Called with every patch: {key, status, html, serial}. */
export function receive(patch) {
  if (patch?.status === "cleared") return cleared();
  if (!patch?.key) return;
  const turn = find(`.turn[data-key="${CSS.escape(patch.key)}"]`);
  if (!turn || (stopped.has(patch.key) && patch.status === "working")) return;
  if (working?.key === patch.key) working.heard = Date.now();
  if (!patch.html) return;
  show(turn, patch.html);
  if (working?.key !== patch.key) return;
  announceAnswer(turn);
  if (patch.status !== "working") finish(patch.status);
}

function ask(text, turn = null) {
  if (working || !text.trim() || !send) return;
  const fresh = find("#new-turn").content.firstElementChild.cloneNode(true);
  fresh.dataset.key = turn?.dataset.key ?? `t${++turns}`;
  fresh.dataset.question = text;
  find(".asked", fresh).textContent = text;
  welcome ??= find(".welcome");
  welcome.remove();
  if (turn) turn.replaceWith(fresh);
  else find(".log").append(fresh);
  remember(fresh);
  stopped.delete(fresh.dataset.key);
  working = { key: fresh.dataset.key, text, heard: Date.now(), announced: 0 };
  setWorking(true);
  fresh.scrollIntoView({ block: "start", behavior: motion() });
  announce(find(".searching", fresh).textContent, true);
  const question = { key: fresh.dataset.key, text };
  if (clearing) waiting = question;
  else send.ask(question);
}

function stop() {
  if (!working) return;
  stopped.add(working.key);
  send.stop({ key: working.key, text: working.text });
}

function finish(status) {
  if (status === "failed" && !box().value) {
    box().value = working.text;
    fit();
  }
  if (status === "stopped") announce(find(`.turn[data-key="${working.key}"] .stopped`)?.textContent);
  working = null;
  setWorking(false);
}

function setWorking(yes) {
  const [sendButton, stopButton] = app().querySelectorAll(".composer .send");
  const moveFocus = [sendButton, stopButton].includes(document.activeElement);
  sendButton.hidden = yes;
  stopButton.hidden = !yes;
  if (moveFocus) (yes ? stopButton : box()).focus();
}

/** Says so when the server is gone, or an answer never comes. */
async function watchOver() {
  const waiting = working;
  if (!waiting || Date.now() - waiting.heard < PULSE) return;
  const alive = await fetch(new URL("healthz", document.baseURI)).then((r) => r.ok, () => false);
  if (working !== waiting || (alive && Date.now() - waiting.heard < SILENCE)) return;
  const turn = find(`.turn[data-key="${waiting.key}"]`);
  const problem = find("#unreachable").content.cloneNode(true);
  find('[data-part="outcome"]', turn)?.remove();
  turn.append(problem);
  turn.dataset.status = "failed";
  stopped.add(waiting.key);
  finish("failed");
}

function show(turn, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.firstElementChild;
  turn.dataset.status = fresh.dataset.status;
  patchParts(turn, fresh);
}

/** Makes the parts of `old` those of `fresh`, leaving alone the ones that stay the same. */
function patchParts(old, fresh) {
  const known = new Map([...old.children].map((part) => [part.dataset.part, part]));
  let last = null;
  for (const part of [...fresh.children]) {
    const kept = known.get(part.dataset.part);
    known.delete(part.dataset.part);
    last = kept ? update(kept, part) : insert(old, part, last);
  }
  for (const part of known.values()) part.remove();
}

function update(kept, part) {
  const html = part.outerHTML;
  if (written.get(kept) === html) return kept;
  if (part.firstElementChild?.dataset.part && kept.firstElementChild?.dataset.part) {
    patchParts(kept, part);
    written.set(kept, html);
    return kept;
  }
  kept.replaceWith(part);
  remember(part);
  return part;
}

function insert(parent, part, last) {
  if (last) last.after(part);
  else parent.prepend(part);
  remember(part);
  part.classList.add("arriving");
  return part;
}

function remember(part) {
  for (const each of [part, ...part.querySelectorAll("[data-part]")]) {
    written.set(each, each.outerHTML);
  }
}

function announceAnswer(turn) {
  const sentences = [...turn.querySelectorAll(".sentence .words, .remark, .problem")];
  for (const sentence of sentences.slice(working.announced)) announce(sentence.textContent);
  working.announced = sentences.length;
}

function announce(text, anew = false) {
  const announcer = find("#announcer");
  if (anew) announcer.replaceChildren();
  const line = document.createElement("span");
  line.textContent = `${text ?? ""} `;
  announcer.append(line);
}

const actions = {
  suggest: (button) => ask(button.textContent),
  stop,
  retry: (_, turn) => ask(turn.dataset.question, turn),
  good: (_, turn) => send.rate({ key: turn.dataset.key, verdict: "good" }),
  bad: (_, turn) => toggleReasons(turn),
  "cancel-reasons": (_, turn) => toggleReasons(turn),
  copy: (button) => copyFrom(button, button.dataset.copy).then(announce),
  "copy-link": (button) =>
    copyFrom(button, new URL(button.dataset.copy, document.baseURI).href).then(announce),
  clear: () => clear(),
  "open-source": (button) => source.open(button),
  "close-source": () => source.close(),
  "previous-source": () => source.step(-1),
  "next-source": () => source.step(1),
};

function onClick(event) {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do]?.(button, button.closest(".turn"));
}

function onSubmit(event) {
  if (!event.target.closest(".tenkyo")) return;
  event.preventDefault();
  if (event.target.matches(".composer")) return submitQuestion();
  const turn = event.target.closest(".turn");
  const said = new FormData(event.target);
  const reason = said.get(`reason-${turn.dataset.key}`) ?? "";
  send.rate({ key: turn.dataset.key, verdict: "bad", reason, comment: said.get("comment") });
  toggleReasons(turn);
}

function submitQuestion() {
  const text = box().value;
  if (working || !text.trim()) return;
  box().value = "";
  fit();
  source.close(false);
  ask(text);
}

function toggleReasons(turn) {
  const form = find(".reasons", turn);
  form.hidden = !form.hidden;
  find(form.hidden ? '[data-do="bad"]' : "input", form.hidden ? turn : form).focus();
}

function clear() {
  if (working) stopped.add(working.key); // the server cancels it with the conversation
  working = null;
  setWorking(false);
  source.close(false);
  clearing = true;
  waiting = null;
  send.clear({});
  if (welcome) find(".log").replaceChildren(welcome);
  box().focus();
}

function cleared() {
  clearing = false;
  if (waiting) send.ask(waiting);
  waiting = null;
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // Enter ends a Japanese conversion
  const typing = event.target.closest?.("input, textarea");
  if (event.key === "Escape") return escape(event);
  if (event.target === box() && event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submitQuestion();
  } else if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    source.close(false);
    box().focus();
  } else if (!typing && source.isOpen() && !event.altKey && !event.ctrlKey && !event.metaKey) {
    if (event.key === "ArrowLeft") source.step(-1);
    if (event.key === "ArrowRight") source.step(1);
  }
}

function escape(event) {
  const form = event.target.closest?.(".reasons");
  if (source.hideCard()) return;
  if (form) toggleReasons(form.closest(".turn"));
  else if (source.isOpen()) source.close();
  else stop();
}

/** Lets the box grow with what is in it. */
function fit() {
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight}px`;
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
