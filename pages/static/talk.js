// The talk without a new page for every answer, and with patience where there is no network.
// 1. Without this file everything works as well: it only sends the forms that are there.
// 2. What could not be sent stays in the page, visibly, and is tried again. It is kept nowhere else.
//    Another button may be pressed in its stead, then only that is sent; written words stay.
// 3. Nothing is written into history or storage; whoever leaves quickly leaves an empty page behind
//    at once, and the cookie goes as soon as there is a network to ask for it.
// 4. Codes that no other page can show again (data-once) are not closed by a slip: the browser asks.
"use strict";
(() => {
  const EVERY = 4000;
  const SLOW = 8000;
  let waiting = null;
  let attempt = null;
  let left = "";

  const isHelp = (button) =>
    Boolean(button) && button.value.endsWith(":!help");

  const shut = (off, but = () => false) => {
    for (const each of document.querySelectorAll("main button, main input, main textarea")) {
      each.disabled = off && !but(each);
    }
  };

  const busy = (on) => {
    const main = document.querySelector("main");
    if (!main) return;
    if (on) main.setAttribute("aria-busy", "true");
    else main.removeAttribute("aria-busy");
  };

  const unmark = () => {
    for (const each of document.querySelectorAll(".unsent")) {
      each.classList.remove("unsent");
      each.removeAttribute("aria-describedby");
      for (const word of each.querySelectorAll(".pending")) word.remove();
    }
  };

  // What was pressed says that it is not sent; all else can be pressed, if nothing written is lost.
  const unsent = () => {
    const note = document.getElementById("unsent");
    const pressed = waiting.button;
    note.hidden = false;
    busy(false);
    shut(waiting.words, isHelp);
    if (!pressed || pressed.classList.contains("unsent")) return;
    const word = document.createElement("span");
    word.className = "pending";
    word.textContent = `(${note.getAttribute("data-beside")})`;
    pressed.classList.add("unsent");
    pressed.setAttribute("aria-describedby", "unsent");
    pressed.append(" ", word);
    if (document.activeElement === document.body) pressed.focus({ preventScroll: true });
  };

  const help = () => {
    const card = document.getElementById("help");
    if (!card) return;
    card.hidden = false;
    card.focus();
    card.scrollIntoView({ block: "center" });
  };

  const show = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const root = document.documentElement;
    root.lang = fresh.documentElement.lang;
    root.dir = fresh.documentElement.dir;
    document.title = fresh.title;
    document.body.replaceChildren(...fresh.body.children);
    window.scrollTo(0, 0);
    const said = document.getElementById("said");
    if (said) said.focus({ preventScroll: true });
  };

  const post = (path, body, signal) =>
    fetch(path, {
      method: "POST",
      body,
      signal,
      keepalive: path !== "/talk",
      cache: "no-store",
      credentials: "same-origin",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });

  const failed = () => {
    if (!waiting.help) return unsent();
    waiting = null; // the numbers stand in this page: nobody waits for them
    busy(false);
    shut(false);
    return help();
  };

  const send = async () => {
    if (!waiting || attempt) return;
    const mine = waiting;
    const own = new AbortController();
    const slow = window.setTimeout(() => waiting === mine && failed(), SLOW);
    attempt = own;
    try {
      const answer = await post("/talk", mine.body, own.signal);
      if (answer.status >= 500) throw new Error("later");
      const text = await answer.text();
      if (waiting === mine) {
        waiting = null;
        show(text);
      }
    } catch {
      // Whatever keeps it from being sent, the same form can be sent again: it is taken once.
      if (waiting === mine) failed();
    } finally {
      window.clearTimeout(slow);
      attempt = null;
      if (waiting && waiting !== mine) send();
    }
  };

  // A cookie that is shut to scripts goes only when the server says so: ask until it does.
  const go = async () => {
    if (!left || attempt) return;
    const own = new AbortController();
    const slow = window.setTimeout(() => own.abort(), SLOW);
    attempt = own;
    try {
      const answer = await post(left, "", own.signal);
      if (answer.ok) left = "";
    } catch {
      // No network: the page stays empty, and asks again.
    } finally {
      window.clearTimeout(slow);
      attempt = null;
    }
  };

  const again = () => {
    send();
    go();
  };

  const words = (form, pressed) =>
    !(pressed && pressed.name === "press") &&
    Boolean(form.querySelector("textarea, input:not([type=hidden]):not([type=checkbox])"));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/talk") return;
    event.preventDefault();
    const pressed = event.submitter;
    if (waiting) {
      if (isHelp(pressed)) return help();
      if (waiting.words) return undefined;
    }
    const fields = new URLSearchParams(new FormData(form));
    if (pressed && pressed.name) fields.append(pressed.name, pressed.value);
    unmark();
    waiting = {
      body: fields.toString(),
      button: pressed,
      help: isHelp(pressed),
      words: words(form, pressed),
    };
    shut(true);
    busy(true);
    if (attempt) attempt.abort();
    return send();
  });

  document.addEventListener("click", (event) => {
    const way = event.target.closest && event.target.closest("[data-leave]");
    if (!way) return;
    event.preventDefault();
    waiting = null;
    left = way.getAttribute("href");
    document.title = "–";
    document.body.replaceChildren();
    window.history.replaceState(null, "", left);
    if (attempt) attempt.abort();
    // What was on its way ends first: then nothing of it can come after this.
    window.setTimeout(go, 0);
  });

  window.addEventListener("online", again);
  window.setInterval(again, EVERY);
  window.addEventListener("beforeunload", (event) => {
    if (waiting || document.querySelector("[data-once]")) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.replace(window.location.href);
  });
})();
