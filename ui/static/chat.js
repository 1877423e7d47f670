// The conversation: sends what a person does, and patches what comes back into the page.
import * as adding from "./adding.js";
import * as attached from "./attached.js";
import * as talks from "./conversations.js";
import { copyFrom } from "./copy.js";
import * as kept from "./kept.js";
import * as frame from "./frame.js";
import * as palette from "./palette.js";
import { call } from "./queue.js";
import * as scope from "./scope.js";
import * as source from "./source.js";
import { reveal } from "./tables.js";

const SILENCE = 60_000; // ms without a word from the server until we give up on an answer
const PULSE = 3_000;

let working = null; // {key, text, heard, announced, joined} of the question being answered
let welcome = null; // what an empty conversation shows
const stopped = new Set();
const written = new WeakMap(); // the HTML each part was given, whatever was done to it since

const find = (selector, within = document) => within.querySelector(selector);
const app = () => find(".tenkyo");
const box = () => find("#question");

/** Shows the page, which is hidden until it can be used. */
function start() {
  app().hidden = false;
  document.documentElement.style.cssText = app().dataset.style;
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", (event) => event.target === box() && fit());
  setInterval(watchOver, PULSE);
  palette.start(() => talks.current() !== "");
  scope.start({ announce, current: talks.current }, frame.embedded);
  attached.start({ announce, current: talks.current });
  suggest();
  talks.start({ clear, show: showConversation, announce, entered: attached.show });
  if (frame.embedded) openLinksOutside();
  else {
    focusBox();
    const { current, begin } = talks;
    adding.start(find("[data-adding]"), { current, begin, attached: attached.show });
  }
  frame.ready({
    ask: (text) => (working ? edit(text) : ask(text)),
    focus: () => box().focus(),
  });
}

/** Puts questions to begin with on the empty page, once the server has tried them. */
async function suggest() {
  const place = find("[data-suggestions]");
  if (!place) return;
  const headers = { "Accept-Language": app().lang };
  const response = await fetch(new URL("suggestions", document.baseURI), { headers }).catch(() => null);
  if (!response?.ok) return;
  place.innerHTML = await response.text();
  place.hidden = !place.firstElementChild;
}

/** A frame shows nothing but the chat. */
function openLinksOutside() {
  for (const link of document.querySelectorAll('.tenkyo a[href^="/"]:not([data-do])')) {
    link.target = "_blank";
  }
}

function focusBox() {
  const elsewhere = frame.embedded && !document.hasFocus();
  if (!elsewhere && matchMedia("(hover: hover)").matches) box().focus();
}

/** Tells the server what a person did; `failed` is called with its words if it refuses. */
function send(what, event, failed) {
  const functions = JSON.parse(app().dataset.functions);
  return call(functions[what], { conversation: talks.current(), ...event }, receive, failed);
}

/** Says why a question gets no answer: in the server's words, or that it cannot be reached. */
function fail(asked, said = "") {
  if (working !== asked) return;
  const turn = turnOf(asked.key);
  const problem = find("#unreachable").content.cloneNode(true);
  if (said) find(".problem", problem).textContent = said;
  announce(find(".problem", problem).textContent);
  find('[data-part="outcome"]', turn)?.remove();
  turn.append(problem);
  turn.dataset.status = "failed";
  stopped.add(asked.key);
  finish("failed");
}

/** Called with every patch: {key, conversation, status, html, serial}. */
function receive(patch) {
  if (!patch?.key) return;
  if (patch.html && patch.status !== "working") talks.changed();
  const turn = turnOf(patch.key) ?? finishedElsewhere(patch);
  // What failed is not stored, and neither is its conversation if it was the first question.
  if (turn && ["done", "stopped"].includes(patch.status)) talks.entered(patch.conversation);
  if (!turn || (stopped.has(patch.key) && patch.status === "working")) return;
  if (working?.key === patch.key) working.heard = Date.now();
  if (!patch.html) return;
  show(turn, patch.html);
  if (working?.key !== patch.key) return;
  announceAnswer(turn);
  if (patch.status !== "working") finish(patch.status);
}

const turnOf = (key) => find(`.turn[data-key="${CSS.escape(key)}"]`);

/** Adds a turn that was left while it was answered, if its conversation is open again. */
function finishedElsewhere(patch) {
  if (patch.status === "working" || !patch.html || !talks.isOpen(patch.conversation)) return null;
  find(".log").insertAdjacentHTML("beforeend", patch.html);
  return turnOf(patch.key);
}

/** Shows a stored conversation in the place of what is there. */
function showConversation(html, keptTo) {
  leave();
  scope.set(keptTo);
  attached.show();
  find(".welcome")?.remove();
  find(".log").innerHTML = html;
  for (const turn of document.querySelectorAll(".log .turn")) remember(turn);
  reveal(find(".log"));
  find(".log .turn:last-child")?.scrollIntoView({ block: "start" });
}

/** Lets go of what is on the page; an answer that is under way is finished and stored. */
function leave() {
  working = null;
  setWorking(false);
  source.close(false);
  welcome ??= find(".welcome");
}

function newKey() {
  return `t${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
}

function ask(text, turn = null) {
  if (working || !text.trim()) return;
  adding.clear();
  const fresh = find("#new-turn").content.firstElementChild.cloneNode(true);
  fresh.dataset.key = turn?.dataset.key ?? newKey();
  fresh.dataset.question = text;
  find(".asked", fresh).textContent = text;
  if (scope.told()) find(".searching", fresh).textContent = scope.told();
  welcome ??= find(".welcome");
  welcome?.remove();
  if (turn) turn.replaceWith(fresh);
  else find(".log").append(fresh);
  remember(fresh);
  stopped.delete(fresh.dataset.key);
  const asked = { key: fresh.dataset.key, text, heard: Date.now(), announced: 0 };
  working = asked;
  setWorking(true);
  fresh.scrollIntoView({ block: "start", behavior: motion() });
  announce(find(".searching", fresh).textContent, true);
  asked.joined = send("turn", { key: asked.key, text, scope: scope.chosen() }, (said) => fail(asked, said));
}

function stop() {
  if (!working) return;
  const asked = working;
  stopped.add(asked.key);
  asked.joined.then((cancel) => {
    cancel?.();
    if (cancel) send("stop", { key: asked.key, text: asked.text }, (said) => fail(asked, said));
  });
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
  fail(waiting);
}

function show(turn, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.firstElementChild;
  turn.dataset.status = fresh.dataset.status;
  patchParts(turn, fresh);
  reveal(turn);
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
  const sentences = [...turn.querySelectorAll(".sentence .words, .said, .remark, .problem")];
  for (const sentence of sentences.slice(working.announced)) {
    announce(sentence.dataset.said ?? sentence.textContent);
  }
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
  edit: (button) => edit(button.dataset.question),
  stop,
  retry: (_, turn) => ask(turn.dataset.question, turn),
  good: (_, turn) => rate(turn, { verdict: "good" }),
  bad: (_, turn) => toggleReasons(turn),
  "cancel-reasons": (_, turn) => toggleReasons(turn),
  keep: (button, turn) => kept.toggle(button, turn, talks.current()).then(announce),
  copy: (button) => copyFrom(button, button.dataset.copy).then(announce),
  "copy-link": (button) =>
    copyFrom(button, new URL(button.dataset.copy, document.baseURI).href).then(announce),
  clear: () => clear(),
  "show-view": (button) => source.showView(button.dataset.view),
  "open-source": (button) => source.open(button),
  "close-source": () => source.close(),
  "back-from-source": () => source.close(),
  "close-frame": () => frame.tell("close"),
  "close-layer": () => (source.isOpen() ? source.close() : talks.closeDrawer()),
  "previous-source": () => source.step(-1),
  "next-source": () => source.step(1),
};

function onClick(event) {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  if (scope.actions[button.dataset.do]) scope.actions[button.dataset.do](button);
  else if (palette.actions[button.dataset.do]) palette.actions[button.dataset.do]();
  else if (attached.actions[button.dataset.do]) attached.actions[button.dataset.do](button);
  else if (talks.actions[button.dataset.do]) talks.actions[button.dataset.do](button, event);
  else actions[button.dataset.do]?.(button, button.closest(".turn"));
}

function onSubmit(event) {
  if (!event.target.closest(".tenkyo")) return;
  event.preventDefault();
  if (event.target.matches(".composer")) return submitQuestion();
  if (talks.submitted(event.target)) return;
  const turn = event.target.closest(".turn");
  const said = new FormData(event.target);
  const reason = said.get(`reason-${turn.dataset.key}`) ?? "";
  rate(turn, { verdict: "bad", reason, comment: said.get("comment") });
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

/** Puts a question into the box, to be asked anew in other words. */
function edit(question) {
  box().value = question;
  fit();
  box().focus();
  box().setSelectionRange(question.length, question.length);
}

function toggleReasons(turn) {
  const form = find(".reasons", turn);
  form.hidden = !form.hidden;
  find(form.hidden ? '[data-do="bad"]' : "input", form.hidden ? turn : form).focus();
}

function rate(turn, verdict) {
  send("rate", { key: turn.dataset.key, ...verdict }, announce);
}

/** Starts a new conversation. */
function clear() {
  leave();
  scope.clear();
  talks.leave();
  attached.show();
  if (welcome) find(".log").replaceChildren(welcome);
  focusBox();
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // Enter ends a Japanese conversion
  if (palette.isOpen()) return; // a dialog keeps its keys
  const typing = event.target.closest?.("input, textarea");
  if (event.key === "Escape") return escape(event);
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return palette.open();
  }
  if (event.target === box() && event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submitQuestion();
  } else if (event.key === "?" && !typing) {
    event.preventDefault();
    palette.actions["show-keys"]();
  } else if (event.key === "/" && !typing) {
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
  if (source.hideCard() || scope.escaped() || talks.escaped(event.target)) return;
  if (form) toggleReasons(form.closest(".turn"));
  else if (source.isOpen()) source.close();
  else if (working) stop();
  else frame.tell("close");
}

/** Lets the box grow with what is in it. */
function fit() {
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight}px`;
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

start();
