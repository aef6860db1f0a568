// The talk without a new page for every answer, and with patience where there is no network.
// 1. Without this file everything works as well: it only sends the forms that are there.
// 2. What could not be sent stays in the page, visibly, and is tried again. It is kept nowhere else.
// 3. Nothing is written into history or storage.
// 4. Codes that no other page can show again (data-once) are not closed by a slip: the browser asks.
"use strict";
(() => {
  const EVERY = 4000;
  let waiting = null;
  let sending = false;

  const shut = (off) => {
    for (const each of document.querySelectorAll("main button, main input, main textarea")) {
      each.disabled = off;
    }
    const main = document.querySelector("main");
    if (off) main.setAttribute("aria-busy", "true");
    else main.removeAttribute("aria-busy");
  };

  const tell = (unsent) => {
    const note = document.getElementById("unsent");
    if (note) note.hidden = !unsent;
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

  const send = async () => {
    if (!waiting || sending) return;
    sending = true;
    try {
      const answer = await fetch("/talk", {
        method: "POST",
        body: waiting,
        cache: "no-store",
        credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
      if (answer.status >= 500) throw new Error("later");
      const text = await answer.text();
      waiting = null;
      show(text);
    } catch {
      // Whatever keeps it from being sent, the same form can be sent again: it is taken once.
      tell(true);
    } finally {
      sending = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/talk") return;
    event.preventDefault();
    if (waiting) return;
    const fields = new URLSearchParams(new FormData(form));
    const pressed = event.submitter;
    if (pressed && pressed.name) fields.append(pressed.name, pressed.value);
    waiting = fields.toString();
    shut(true);
    send();
  });

  document.addEventListener("click", (event) => {
    const way = event.target.closest && event.target.closest("[data-leave]");
    if (!way) return;
    event.preventDefault();
    waiting = null;
    document.title = "–";
    document.body.replaceChildren();
    window.location.replace(way.getAttribute("href"));
  });

  window.addEventListener("online", send);
  window.setInterval(send, EVERY);
  window.addEventListener("beforeunload", (event) => {
    if (waiting || document.querySelector("[data-once]")) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.replace(window.location.href);
  });
})();
