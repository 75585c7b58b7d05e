// What the page does in the browser: show sources, open articles, copy answers, keep conversations.
(() => {
  "use strict";

  const narrow = window.matchMedia("(max-width: 860px)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const moving = () => (still.matches ? "auto" : "smooth");

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  // Sources: a click on a citation number shows its source, also in earlier answers.

  function bringUp(link) {
    const target = document.querySelector(link.getAttribute("href"));
    if (!target) return false;
    const section = target.closest(".sources");
    for (const other of document.querySelectorAll(".sources.chosen")) other.classList.remove("chosen");
    for (const other of document.querySelectorAll(".source.current")) other.classList.remove("current");
    section.classList.add("chosen");
    target.classList.add("current");
    offerReturn(target, link);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: narrow.matches ? "start" : "nearest", behavior: moving() });
    return true;
  }

  function offerReturn(card, link) {
    card.querySelector(".return")?.remove();
    const back = make("button", { type: "button", className: "return", textContent: "Back to answer" });
    back.addEventListener("click", () => {
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: "center", behavior: moving() });
    });
    card.querySelector(".ways").append(back);
  }

  // Articles: a click opens the whole article in a dialog. Without scripts it opens as a page.

  function dialog(name, label) {
    const existing = document.getElementById(name);
    if (existing) return existing;
    const made = make("dialog", { id: name });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", (event) => {
      if (event.target === made) made.close();
    });
    return document.body.appendChild(made);
  }

  async function openArticle(link) {
    const reader = dialog("reader", "Article");
    const close = make("button", { type: "button", className: "close", textContent: "Close" });
    close.addEventListener("click", () => reader.close());
    const apart = make("a", { href: link.href, target: "_blank", textContent: "Open as a page" });
    const shown = await fetched(link.href);
    reader.replaceChildren(make("div", { className: "bar" }, apart, close), shown);
    reader.showModal();
    reader.scrollTop = 0;
    const mark = reader.querySelector("mark");
    if (mark) {
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    }
  }

  async function fetched(address) {
    try {
      const response = await fetch(address);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const article = page.querySelector("article.reading");
      if (article) return document.adoptNode(article);
    } catch (error) {
      console.info("the article could not be fetched", error);
    }
    return make("p", { className: "reading", textContent: "The article could not be loaded. Check that the server is running, then try again." });
  }

  // Ask for confirmation before an article is removed; resolves to true or false.

  function confirmRemoval(headline) {
    const asked = dialog("confirm", "Confirm removal");
    const keep = make("button", { type: "button", textContent: "Keep it" });
    const remove = make("button", { type: "button", className: "danger", textContent: "Remove" });
    asked.replaceChildren(
      make("p", {}, "Remove this article from the archive?"),
      make("p", { className: "headline", dir: "auto", textContent: headline }),
      make("p", { className: "note", textContent: "It can no longer be found or cited. Answers that already cite it can still show the cited words." }),
      make("div", { className: "choices" }, keep, remove),
    );
    return new Promise((resolve) => {
      const answer = (decision) => () => {
        resolve(decision);
        asked.close();
      };
      keep.addEventListener("click", answer(false));
      remove.addEventListener("click", answer(true));
      asked.addEventListener("close", () => resolve(false), { once: true });
      asked.showModal();
      keep.focus();
    });
  }

  // Copying: to the clipboard, or by selecting the text if the browser refuses access to it.

  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      say(button, "Copied");
    } catch {
      source.closest("details").open = true;
      window.getSelection().selectAllChildren(source);
      say(button, document.execCommand("copy") ? "Copied" : "Press Ctrl+C to copy");
    }
  }

  function say(button, message) {
    const before = button.dataset.label ?? button.textContent;
    button.dataset.label = before;
    button.textContent = message;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => (button.textContent = before), 2500);
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a.cite, a.nearest-link, a.open");
    if (link?.matches("a.open")) {
      event.preventDefault();
      openArticle(link);
    } else if (link && bringUp(link)) {
      event.preventDefault();
    }
    const copier = event.target.closest("button[data-copy]");
    if (copier) copy(copier);
  });

  // Scroll a new question into view, and keep it there while the answer grows, unless the visitor
  // scrolls.

  let newest = "";
  let following = false;
  let settled = 0;

  function show(turn) {
    turn.scrollIntoView({ block: "start", behavior: moving() });
    following = ["searching", "streaming"].includes(turn.dataset.stage);
  }

  new MutationObserver(() => {
    const turn = document.querySelector("#latest .turn");
    if (!turn) return;
    if (turn.id !== newest) {
      newest = turn.id;
      following = true;
      for (const chosen of document.querySelectorAll(".sources.chosen")) chosen.classList.remove("chosen");
    }
    if (!following) return;
    clearTimeout(settled);
    settled = setTimeout(show, 120, turn);
  }).observe(document.documentElement, { childList: true, subtree: true });

  // Measure the sticky parts at the top and the bottom, so that they don't cover what is scrolled to.

  const sized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const name = target.id === "masthead" ? "--head" : "--foot";
      const stays = getComputedStyle(target).position === "sticky";
      document.documentElement.style.setProperty(name, `${stays ? Math.ceil(target.offsetHeight) : 0}px`);
    }
  });

  new MutationObserver((_, observer) => {
    const staying = ["masthead", "composer"].map((id) => document.getElementById(id));
    if (staying.includes(null)) return;
    staying.forEach((element) => sized.observe(element));
    observer.disconnect();
  }).observe(document.documentElement, { childList: true, subtree: true });

  // On a phone the form fills the screen, so scroll the result of a check into view.

  let checked = null;

  new MutationObserver(() => {
    const finding = document.querySelector("#verdict .verdict, #verdict .draft, #check-notice .notice");
    if (finding === checked) return;
    checked = finding;
    if (finding && narrow.matches) finding.scrollIntoView({ block: "start", behavior: moving() });
  }).observe(document.documentElement, { childList: true, subtree: true });

  // Removing an entry also removes the focus, so move it to the notice about the removal.

  let removed = null;

  new MutationObserver(() => {
    const said = document.querySelector("#removed .notice");
    if (said === removed) return;
    removed = said;
    if (!said) return;
    said.tabIndex = -1;
    said.focus({ preventScroll: true });
    said.scrollIntoView({ block: "nearest", behavior: moving() });
  }).observe(document.documentElement, { childList: true, subtree: true });

  for (const kind of ["wheel", "touchmove"]) {
    document.addEventListener(kind, () => (following = false), { passive: true });
  }

  // The browser keeps the conversation, without words of articles: in the tab's storage, for a
  // reload, and in the browser's storage, for a new tab.

  const KEY = "onrecord-conversation";
  let keeping = null;

  function kept() {
    const asks = new URLSearchParams(window.location.search).has("ask");
    try {
      return sessionStorage.getItem(KEY) || (asks ? "" : localStorage.getItem(KEY)) || "";
    } catch (error) {
      console.info("this browser does not allow the page to keep the conversation", error);
      return "";
    }
  }

  // The conversation that this tab shows. A restarted server gets it from here.
  function own() {
    try {
      return sessionStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  }

  function keep(text) {
    for (const storage of ["sessionStorage", "localStorage"]) {
      try {
        if (text) window[storage].setItem(KEY, text);
        else window[storage].removeItem(KEY);
      } catch (error) {
        console.info("this browser could not keep the conversation", error);
      }
    }
  }

  new MutationObserver(() => {
    const text = document.querySelector("#kept [data-kept]")?.dataset.kept;
    if (text === undefined || text === keeping) return;
    keeping = text;
    keep(text);
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-kept"] });

  // Saving: the server sends the document only to this tab, and the browser saves it as a file.

  function save(message) {
    if (!message) return;
    const { name, type, text } = JSON.parse(message);
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  window.onrecord = { confirmRemoval, kept, own, save };
})();
