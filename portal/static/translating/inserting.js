/* Putting things into the text of a unit: what is offered for it, or the text of somebody who was first. */
"use strict";
window.inserting = (() => {
  const { form, textareaOf, fieldOf, announce, show } = window.units;

  const put = (unit, button) => {
    const field = fieldOf(unit);
    const { whole, insert, words } = button.dataset;
    if (whole !== undefined) putWhole(unit, whole);
    else if (insert !== undefined) window.richField.insert(field, insert);
    else {
      comeBack(field);
      document.execCommand("insertText", false, words); // in the place of what is selected, and can be undone
      announce(`${form.dataset.inserted} ${words}`);
    }
  };

  // To where the cursor was; behind the last word where it never was.
  const visited = new WeakSet();
  form.addEventListener("focusin", ({ target }) => visited.add(target));
  const comeBack = (field) => {
    if (field.isContentEditable) window.richField.comeBack(field);
    else {
      if (!visited.has(field)) field.setSelectionRange(field.value.length, field.value.length);
      field.focus();
    }
  };

  // A click leaves the focus, and what is selected, in the text.
  form.addEventListener("mousedown", (event) => {
    const unit = event.target.closest(".insert")?.closest(".unit");
    if (unit?.contains(document.activeElement)) event.preventDefault();
  });

  // By the browser's own commands, so that it can be undone.
  const putWhole = (unit, text) => {
    const field = fieldOf(unit);
    if (field.isContentEditable) window.richField.whole(field, text);
    else {
      field.focus();
      field.select();
      document.execCommand(text ? "insertText" : "delete", false, text);
    }
  };

  // Somebody else was first: their text, and what was typed can be brought back.
  const takeTheirs = (unit, text) => {
    putWhole(unit, text);
    delete unit.dataset.refused;
    for (const place of unit.querySelectorAll(".refusal, .collision")) place.remove();
    for (const field of [fieldOf(unit), textareaOf(unit)]) field.removeAttribute("aria-invalid");
    unit.classList.remove("changed-here");
    show(unit, "");
  };

  form.addEventListener("click", ({ target }) => {
    const button = target.closest(".insert, .theirs");
    if (button?.matches(".insert")) put(button.closest(".unit"), button);
    else if (button) takeTheirs(button.closest(".unit"), button.dataset.theirs);
  });

  return { put, putWhole };
})();
