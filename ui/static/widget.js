// Tenkyo inside any page: a launcher with a panel, or the chat in the place of an element.
// <script src="https://HOST/widget.js" data-title="…" async></script>; see docs/embed.md.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || window.tenkyo) return;

  const BASE = new URL(".", script.src);
  const PHONE = matchMedia("(max-width: 559px)");
  const PATIENCE = 2500; // ms after the frame has loaded until it counts as blank
  const KEPT = "tenkyo";
  const SVG = "http://www.w3.org/2000/svg";
  const set = script.dataset;
  const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

  const WORDS = {}; // of each language, put in by ui/embed/widget.py: {en: {label, title, …}, …}
  const named = (set.language || document.documentElement.lang || "en").toLowerCase().split("-")[0];
  const language = Object.hasOwn(WORDS, named) ? named : "en";
  const words = WORDS[language];
  const title = set.title || words.title;

  // What is kept for this tab: {open, conversation}.
  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      return {}; // no storage, or not ours
    }
  }
  function keep(changes) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...changes }));
    } catch {
      // without storage the next page begins anew
    }
  }

  // The frame

  let frame = null;
  let heard = false; // whether the frame has said anything
  let ready = false; // whether its chat takes questions
  let token = null;
  let focusWanted = false;
  let timer = 0;
  const waiting = []; // messages until then

  function address() {
    const url = new URL("embed", BASE);
    const chosen = {
      origin: location.origin,
      language,
      title,
      greeting: set.greeting,
      questions: set.questions,
      accent: set.accent,
      background: set.background,
      text: set.text,
      theme: set.theme,
      inline: set.inline ? "1" : "",
      conversation: kept().conversation,
    };
    for (const [name, value] of Object.entries(chosen)) if (value) url.searchParams.set(name, value);
    const scope = (set.scope ?? "").split("|").map((each) => each.trim());
    for (const each of scope) if (each) url.searchParams.append("in", each);
    return url.href;
  }

  function load() {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = title;
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "origin";
    frame.src = address();
    frame.addEventListener("load", () => {
      clearTimeout(timer);
      timer = setTimeout(() => heard || explain("blank"), PATIENCE);
    });
    place.append(frame);
  }

  function reload() {
    clearTimeout(timer);
    frame?.remove();
    frame = null;
    heard = ready = false;
    show("opening");
    load();
  }

  function send(message) {
    frame.contentWindow.postMessage(message, BASE.origin);
  }

  function say(message) {
    load();
    if (ready) send(message);
    else waiting.push(message);
  }

  /** Hands the token over once: a second time, it would be refused as used. */
  function handOver() {
    send({ tenkyo: "token", token });
    token = null;
  }

  const answers = {
    hello() {
      heard = true;
      ready = false;
    },
    "token-needed"() {
      show("opening");
      if (token !== null) return handOver();
      document.dispatchEvent(new CustomEvent("tenkyo:token-needed", { bubbles: true }));
    },
    ready() {
      ready = true;
      show("chat");
      for (const message of waiting.splice(0)) send(message);
      if (focusWanted) focusFrame();
    },
    conversation: ({ id }) => keep({ conversation: String(id ?? "") }),
    trouble: ({ trouble }) => explain(trouble),
    close: () => close(),
  };

  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== BASE.origin) return;
    const name = event.data?.tenkyo;
    if (Object.hasOwn(answers, name)) answers[name](event.data);
  });

  function focusFrame() {
    focusWanted = false;
    if (!ready) {
      focusWanted = true;
      (panel ?? place).querySelector(".top button")?.focus();
      return;
    }
    frame.focus();
    send({ tenkyo: "focus" });
  }

  // What is drawn

  function element(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  function icon(path) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  const holder = element("div", { "data-tenkyo": "", lang: language });
  const shadow = holder.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: light dark; --accent: #175e57; --on-accent: #fff; }
    :host([inline]) { display: block; }
    * { box-sizing: border-box; }
    button, a, dialog { font: 15px/22px system-ui, -apple-system, "Segoe UI", Roboto,
      "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
    svg { width: 24px; height: 24px; flex: none; fill: none; stroke: currentcolor;
      stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
    .launcher { position: fixed; z-index: 2147483000; display: flex; align-items: center; gap: 8px;
      min-width: 56px; max-width: calc(100vw - 32px); height: 56px; padding: 0 20px 0 16px;
      border: 0; border-radius: 28px; background: var(--accent); color: var(--on-accent);
      font-weight: 600; cursor: pointer;
      box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 8px 24px rgb(0 0 0 / 16%); }
    .launcher span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    :is(.launcher, .top button, .again):focus-visible, a:focus-visible {
      outline: 3px solid var(--accent); outline-offset: 3px; }
    .panel { position: fixed; z-index: 2147483001; inset: auto; width: min(400px, 100vw - 32px);
      height: min(640px, 100vh - 112px); height: min(640px, 100dvh - 112px); max-width: none;
      max-height: none; margin: 0; padding: 0; overflow: hidden; border: 0; border-radius: 16px;
      background: light-dark(#f6f6f2, #131716); color: light-dark(#1c2321, #e4e9e6);
      box-shadow: 0 0 0 1px light-dark(rgb(0 0 0 / 12%), rgb(255 255 255 / 18%)),
        0 16px 48px rgb(0 0 0 / 28%); }
    .right { right: 16px; } .left { left: 16px; }
    .launcher.bottom { bottom: 16px; } .launcher.top { top: 16px; }
    .panel.bottom { bottom: 88px; } .panel.top { top: 88px; }
    .place { position: relative; display: block; width: 100%; height: 100%; overflow: hidden; }
    :host([inline]) .place { height: 640px; height: var(--tenkyo-height, 640px);
      border-radius: 12px; background: light-dark(#f6f6f2, #131716);
      color: light-dark(#1c2321, #e4e9e6); font: 15px/22px system-ui, sans-serif;
      box-shadow: 0 0 0 1px light-dark(rgb(0 0 0 / 14%), rgb(255 255 255 / 18%)); }
    iframe { position: absolute; inset: 0; display: block; width: 100%; height: 100%; border: 0;
      color-scheme: light dark; }
    .top { position: absolute; z-index: 1; inset: 0 0 auto; display: flex; align-items: center;
      gap: 8px; height: 52px; padding: 8px 8px 8px 16px; font-weight: 650; }
    .top p { flex: 1; min-width: 0; margin: 0; overflow: hidden; font-weight: 650;
      text-overflow: ellipsis; white-space: nowrap; }
    .top button { display: grid; place-items: center; width: 36px; height: 36px; padding: 0;
      border: 0; border-radius: 8px; background: none; color: inherit; cursor: pointer; }
    .said { position: absolute; z-index: 1; inset: 52px 24px 24px; display: grid; gap: 12px;
      align-content: center; justify-items: center; text-align: center; }
    .said p { margin: 0; }
    .said a { color: inherit; }
    .again { min-height: 36px; padding: 6px 16px; border: 1px solid; border-radius: 10px;
      background: none; color: inherit; cursor: pointer; }
    .place[data-shows="chat"] :is(.top, .said), [hidden] { display: none; }
    .place:not([data-shows="chat"]) iframe { opacity: 0; }
    .place[data-shows="opening"] :is(a, .again) { display: none; }
    :host([inline]) .top button { display: none; }
    @media (max-width: 559px) {
      .panel { inset: 0; width: 100vw; height: 100vh; height: 100dvh; border-radius: 0; }
    }
    @media (prefers-reduced-motion: no-preference) {
      .panel[open] { animation: rise .16s ease-out; }
      @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
    }
    @media (forced-colors: active) { .launcher, .panel { border: 2px solid ButtonText; } }
    @media print { :host { display: none; } }
  `);
  shadow.adoptedStyleSheets = [sheet];
  if (HEX.test(set.accent ?? "")) {
    holder.style.setProperty("--accent", set.accent);
    holder.style.setProperty("--on-accent", onIt(set.accent));
  }
  if (set.theme === "light" || set.theme === "dark") holder.style.colorScheme = set.theme;

  /** Black or white, whichever can be read better on a colour. */
  function onIt(hex) {
    const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d).join("") : hex.slice(1);
    const [r, g, b] = [0, 2, 4].map((at) => {
      const part = parseInt(digits.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
  }

  const closer = element("button", { type: "button", "aria-label": words.close, title: words.close },
    icon("M6 6l12 12M18 6 6 18"));
  const line = element("p", { role: "status" }, words.opening);
  const why = element("a", { target: "_blank", rel: "noopener" }, words.why);
  const again = element("button", { type: "button", class: "again" }, words.again);
  const place = element("div", { class: "place", "data-shows": "opening" },
    element("div", { class: "top" }, element("p", {}, title), closer),
    element("div", { class: "said" }, line, again, why));
  closer.addEventListener("click", () => close());
  again.addEventListener("click", reload);

  function show(what) {
    place.dataset.shows = what;
    if (what === "opening") line.textContent = words.opening;
  }

  /** Says what is wrong, and leads to the page that says what to do. */
  function explain(trouble) {
    const known = ["cookie", "token"].includes(trouble) ? trouble : "blank";
    const url = new URL("embed/check", BASE);
    url.searchParams.set("origin", location.origin);
    url.searchParams.set("trouble", known);
    url.searchParams.set("language", language);
    why.href = url.href;
    show("trouble");
    line.textContent = words[known];
  }

  // The launcher and its panel

  let panel = null;
  let launcher = null;

  function buildPanel() {
    const at = (set.position ?? "").split("-");
    const where = `${at.includes("top") ? "top" : "bottom"} ${at.includes("left") ? "left" : "right"}`;
    panel = element("dialog", { class: `panel ${where}`, "aria-label": title }, place);
    launcher = element("button",
      { type: "button", class: `launcher ${where}`, "aria-expanded": "false", "aria-haspopup": "dialog" },
      icon("M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5"), element("span", {}, set.label || words.label));
    launcher.addEventListener("click", () => (panel.open ? close() : open()));
    launcher.addEventListener("pointerenter", load, { once: true });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close();
    });
    panel.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    PHONE.addEventListener("change", () => {
      if (!panel.open) return;
      panel.close();
      reveal();
    });
    shadow.append(launcher, panel);
  }

  /** Shows the panel; over everything on a phone, beside the page elsewhere. No focus is moved. */
  function reveal() {
    if (PHONE.matches) panel.showModal();
    else panel.setAttribute("open", "");
    launcher.setAttribute("aria-expanded", "true");
    keep({ open: true });
  }

  function open() {
    load();
    if (panel && !panel.open) reveal();
    focusFrame();
  }

  function close() {
    if (!panel?.open) return;
    const within = shadow.activeElement !== null;
    focusWanted = false;
    panel.close();
    panel.removeAttribute("open");
    launcher.setAttribute("aria-expanded", "false");
    keep({ open: false });
    if (within) launcher.focus();
  }

  function start() {
    const inline = set.inline ? document.querySelector(set.inline) : null;
    if (inline) {
      holder.setAttribute("inline", "");
      shadow.append(place);
      inline.append(holder);
      load();
    } else {
      buildPanel();
      document.body.append(holder);
      // A panel over the whole screen is not put in anybody's way unasked.
      if (kept().open && !PHONE.matches) {
        load();
        reveal();
      }
    }
  }

  const started = new Promise((resolve) => {
    const go = () => resolve(start());
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", go);
    else go();
  });

  window.tenkyo = Object.freeze({
    /** Opens the panel and moves the focus into it. */
    open: () => started.then(open),
    /** Closes the panel. */
    close: () => started.then(close),
    /** Asks a question in the chat, and shows it. */
    ask: (text) =>
      started.then(() => {
        open();
        say({ tenkyo: "ask", text: String(text) });
      }),
    /** Signs the reader in by a token that the server of this page has signed. */
    setToken: (value) =>
      started.then(() => {
        token = String(value);
        if (heard) handOver();
      }),
  });
})();
