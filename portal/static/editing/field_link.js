/* An address that ends in the name of a field leads to it, whatever language or closed part it stands in. */
"use strict";
(() => {
  const open = (field) => {
    for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) {
      part.open = true;
    }
    const own = field.querySelector("details:not(.assistant-advice)");
    if (own) own.open = true;
  };

  const chooseLanguage = (field) => {
    const language = field.id.split("_").pop();
    if (field.closest(".other-language")) {
      document.querySelector(`[role=tab][data-language="${CSS.escape(language)}"]`)?.click();
    }
  };

  const lead = () => {
    const field = document.getElementById(location.hash.slice(1));
    if (!field) return;
    chooseLanguage(field);
    open(field);
    const box = field.closest(".form-row") ?? field;
    const place = field.closest(".fieldBox, .form-row")?.querySelector(".ProseMirror") ?? field;
    if (!place.matches("input, select, textarea, [contenteditable]")) place.tabIndex = -1;
    box.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  };

  window.addEventListener("load", lead);
  window.addEventListener("hashchange", lead);
})();
