/* The preview beside the form: the page as it would be with what stands in the form, a moment after typing.
   The page comes as text and is shown in a frame without scripts, so no page needs to allow being framed. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector(".beside");
  const form = document.querySelector("#content-main > form");
  if (!panel || !form) return;
  const opener = document.querySelector(".beside-open");
  const frames = [...panel.querySelectorAll("iframe")];
  const view = panel.querySelector(".beside-window");
  const status = panel.querySelector(".beside-status");
  const wide = window.matchMedia("(min-width: 90rem)");
  const CLOSED = "preview-beside-closed";
  const PAUSE = 600;
  let timer = 0;
  let request = null;
  let shown = "";

  const isOpen = () => wide.matches && !localStorage.getItem(CLOSED);

  const current = () => {
    const tab = document.querySelector(".language-tabs [aria-selected=true]")?.dataset.language;
    return frames.find((frame) => frame.dataset.language === tab) ?? frames[0];
  };

  const show = (frame, text) => {
    const top = frame.contentWindow?.scrollY ?? 0;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
    frame.srcdoc = text;
  };

  const refresh = async () => {
    if (!isOpen()) return;
    const frame = current();
    const body = new URLSearchParams(new FormData(form));
    const wanted = `${frame.dataset.language} ${body}`;
    for (const other of frames) other.hidden = other !== frame;
    if (wanted === shown) return;
    shown = wanted;
    request?.abort();
    request = new AbortController();
    try {
      const response = await fetch(frame.dataset.address, { method: "POST", body, signal: request.signal });
      if (response.ok) show(frame, await response.text());
      status.textContent = response.ok
        ? ""
        : response.status === 422
          ? status.dataset.waiting
          : status.dataset.failed;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = status.dataset.failed;
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };

  const arrange = () => {
    panel.hidden = !isOpen();
    opener.hidden = !wide.matches || isOpen();
    document.body.classList.toggle("with-preview", isOpen());
    refresh();
  };

  /* Links in the preview lead nowhere, but for those within the page. */
  const follow = (event) => {
    const address = event.target.closest("a")?.getAttribute("href");
    if (!address) return;
    event.preventDefault();
    if (address.startsWith("#")) event.view.document.getElementById(address.slice(1))?.scrollIntoView();
  };

  for (const frame of frames) {
    frame.addEventListener("load", () => frame.contentDocument.addEventListener("click", follow));
  }
  for (const button of panel.querySelectorAll("[data-width][aria-pressed]")) {
    button.addEventListener("click", () => {
      view.dataset.width = button.dataset.width;
      for (const other of panel.querySelectorAll("[data-width][aria-pressed]")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
    });
  }
  panel.querySelector(".beside-close").addEventListener("click", () => {
    localStorage.setItem(CLOSED, "yes");
    arrange();
    opener.focus();
  });
  opener.addEventListener("click", () => {
    localStorage.removeItem(CLOSED);
    arrange();
    panel.querySelector(".beside-close").focus();
  });
  for (const event of ["input", "change", "click", "formset:added", "formset:removed"]) {
    form.addEventListener(event, soon);
  }
  wide.addEventListener("change", arrange);
  arrange();
});
