/* The units of the workbench: their fields, what is said at them, and that each is saved as it is left.
   Without it one button saves all. */
"use strict";
window.units = (() => {
  const form = document.getElementById("workbench");
  const said = document.getElementById("said");
  const keys = document.getElementById("keys");

  const all = () => [...form.querySelectorAll(".unit[data-address]")];
  const of = (element) => element.closest?.(".unit[data-address]");
  const textareaOf = (unit) => document.getElementById(unit.dataset.address);
  const fieldOf = (unit) => document.getElementById(`rich-${unit.dataset.address}`) ?? textareaOf(unit);
  const isChanged = (unit) => unit.classList.contains("changed-here");
  // Refused because of what stands there: only a button stores it now, not merely leaving the text.
  const isHeld = (unit) => ["overtaken", "error"].includes(unit.dataset.refused);
  const announce = (words) => { said.textContent = ""; requestAnimationFrame(() => { said.textContent = words; }); };
  const show = (unit, words, failed = false) => {
    const place = unit.querySelector(".unit-said");
    place.textContent = words;
    place.classList.toggle("refused", failed);
  };

  const fit = (textarea) => {
    textarea.rows = Math.max(2, Math.ceil(textarea.value.length / 50), textarea.value.split("\n").length);
  };

  const prepare = (unit) => {
    const textarea = textareaOf(unit);
    for (const button of unit.querySelectorAll(".insert")) button.hidden = !textarea;
    if (!textarea) return;
    for (const button of unit.querySelectorAll(".theirs")) button.hidden = false;
    const isTyped = textarea.value.trim() !== textarea.dataset.stored;
    if (textarea.dataset.tag) window.richField.make(textarea, form.dataset);
    else fit(textarea);
    if (isTyped) unit.classList.add("changed-here");
    if (unit.dataset.refused) unit.dataset.asked = textarea.value; // until it is changed, or a button says so
    unit.classList.add("ready");
  };

  const save = (unit) => {
    const value = textareaOf(unit)?.value;
    if (!isChanged(unit) || isHeld(unit) || unit.dataset.asked === value) return;
    unit.dataset.asked = value;
    show(unit, form.dataset.saving);
    window.htmx.trigger(unit, "save");
  };

  form.addEventListener("input", ({ target }) => {
    const unit = of(target);
    if (!unit || target !== textareaOf(unit)) return;
    unit.classList.add("changed-here");
    show(unit, form.dataset.unsaved);
    if (!target.dataset.tag) fit(target);
  });

  form.addEventListener("focusout", (event) => {
    const unit = of(event.target);
    if (unit && document.hasFocus() && !unit.contains(event.relatedTarget) && !keys.contains(event.relatedTarget)) save(unit);
  });

  form.classList.add("scripted");
  // Not earlier: by then the browser has put back what was typed before the page was loaded again.
  document.addEventListener("DOMContentLoaded", () => all().forEach(prepare));
  return { form, all, of, textareaOf, fieldOf, isChanged, isHeld, announce, show, prepare, save };
})();
