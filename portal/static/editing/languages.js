/* The language tabs above a form: which language's fields are shown. Without this script, all are. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector(".language-tabs");
  if (!list) return;
  const form = list.closest("form");
  const panel = form.querySelector(":scope > div:not(.language-tabs)");
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const codes = tabs.map((tab) => tab.dataset.language).filter((code) => code !== "all");
  const inLanguage = new RegExp(`\\bfield-\\w+_(${codes.join("|")})(?=\\s|$)`);
  const STORED = "language-tab";

  // A box is a field with its label and help: all of its line, or one of several on a line.
  const boxes = (root) =>
    [...root.querySelectorAll(".form-row:not(:has(.fieldBox)), .fieldBox")].flatMap((box) => {
      const language = inLanguage.exec(box.className)?.[1];
      return language ? [[box.classList.contains("fieldBox") ? box.parentElement : box, language]] : [];
    });

  const show = (shown, root = form) => {
    for (const [box, language] of boxes(root)) {
      box.classList.toggle("other-language", shown !== "all" && shown !== language);
      box.querySelectorAll(".readonly").forEach((text) => text.setAttribute("lang", language));
    }
  };

  const choose = (tab) => {
    for (const other of tabs) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", tab.id);
    form.classList.toggle("side-by-side", tab.dataset.language === "all");
    sessionStorage.setItem(STORED, tab.dataset.language);
    show(tab.dataset.language);
  };

  const countErrors = () => {
    for (const tab of tabs) {
      const wrong = boxes(form).filter(
        ([box, language]) => language === tab.dataset.language && box.querySelector(".errorlist"),
      ).length;
      tab.dataset.errors = wrong;
      const note = tab.querySelector(".tab-errors");
      if (!note) continue;
      note.hidden = !wrong;
      note.querySelector(".count").textContent = wrong;
    }
  };

  panel.id ||= "language-panel";
  panel.setAttribute("role", "tabpanel");
  for (const tab of tabs) {
    tab.id = `language-tab-${tab.dataset.language}`;
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => choose(tab));
  }

  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const next = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(tabs[next]);
    tabs[next].focus();
  });

  document.addEventListener("formset:added", (event) => {
    show(tabs.find((tab) => tab.getAttribute("aria-selected") === "true").dataset.language, event.target);
  });

  countErrors();
  list.hidden = false;
  const wanted = sessionStorage.getItem(STORED) ?? list.dataset.first;
  choose(
    tabs.find((tab) => Number(tab.dataset.errors) > 0) ??
      tabs.find((tab) => tab.dataset.language === wanted) ??
      tabs[0],
  );
});
