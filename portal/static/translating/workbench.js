/* Saves each text as you leave it, says what came of it, and listens to keys. Without it: one button saves all. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("workbench");
  const said = document.getElementById("said");
  const keys = document.getElementById("keys");
  const keysOn = document.getElementById("keys-on");
  if (!form) return;

  const units = () => [...form.querySelectorAll(".unit[data-address]")];
  const textareaOf = (unit) => document.getElementById(unit.dataset.address);
  const fieldOf = (unit) => document.getElementById(`rich-${unit.dataset.address}`) ?? textareaOf(unit);
  const isChanged = (unit) => unit.classList.contains("changed-here");
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
    // What was refused is still to be saved; what is stored begins as it is shown.
    const refused = unit.querySelector(".unit-said").classList.contains("refused");
    const isTyped = textarea.value.trim() !== textarea.dataset.stored;
    if (textarea.dataset.tag) window.richField.make(textarea, form.dataset);
    else fit(textarea);
    if (refused || isTyped) unit.classList.add("changed-here");
    unit.classList.add("ready");
  };

  const save = (unit) => {
    const { value } = textareaOf(unit);
    if (!isChanged(unit) || unit.dataset.asked === value) return;
    unit.dataset.asked = value;
    show(unit, form.dataset.saving);
    window.htmx.trigger(unit, "save");
  };

  form.addEventListener("input", ({ target }) => {
    const unit = target.closest(".unit[data-address]");
    if (!unit || target !== textareaOf(unit)) return;
    unit.classList.add("changed-here");
    show(unit, form.dataset.unsaved);
    if (!target.dataset.tag) fit(target);
  });

  form.addEventListener("focusout", (event) => {
    const unit = event.target.closest(".unit[data-address]");
    if (unit && document.hasFocus() && !unit.contains(event.relatedTarget) && !keys.contains(event.relatedTarget)) save(unit);
  });

  // One request at a time: each changes the object's version. What has been replaced meanwhile asks nothing more.
  let busy = false;
  const waiting = [];
  const ask = () => {
    let next = waiting.shift();
    while (next && !next.elt.isConnected) next = waiting.shift();
    busy = Boolean(next);
    next?.issueRequest(true);
  };
  document.addEventListener("htmx:confirm", (event) => {
    event.preventDefault();
    waiting.push(event.detail);
    if (!busy) ask();
  });
  document.addEventListener("htmx:afterRequest", ask);

  // What was typed while the answer was under way stays; the rest of the unit becomes as the portal has it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const unit = event.detail.target;
    if (!unit.matches?.(".unit[data-address]") || !event.detail.shouldSwap || !textareaOf(unit)) return;
    const sent = event.detail.requestConfig.formData.get(unit.dataset.address);
    const typedOn = sent !== null && textareaOf(unit).value !== sent;
    const fresh = new DOMParser().parseFromString(event.detail.serverResponse, "text/html").querySelector(".unit");
    if (!typedOn || !fresh?.dataset.address) return;
    event.detail.shouldSwap = false;
    for (const part of [`[name="${unit.dataset.address}-seen"]`, ".unit-state", ".unit-about"]) {
      const [old, now] = [unit.querySelector(part), fresh.querySelector(part)];
      if (old && now) old.replaceWith(document.adoptNode(now));
    }
    for (const button of unit.querySelectorAll(".insert")) button.hidden = false;
    show(unit, form.dataset.unsaved);
  });

  let focused = "";
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const active = document.activeElement;
    focused = detail.target.contains?.(active) ? active.id || detail.target.id : "";
  });
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (!elt.matches?.(".unit")) return;
    if (elt.dataset.address) prepare(elt);
    if (elt.dataset.said) announce(elt.dataset.said);
    if (focused) (document.getElementById(focused) ?? elt).focus({ preventScroll: true });
    focused = "";
  });

  const failed = (words) => ({ detail }) => {
    const unit = detail.elt.closest?.(".unit[data-address]");
    if (!unit) return;
    unit.classList.add("changed-here");
    delete unit.dataset.asked;
    show(unit, words, true);
    announce(words);
  };
  document.addEventListener("htmx:sendError", failed(form.dataset.failed));
  document.addEventListener("htmx:responseError", failed(form.dataset.forbidden));

  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && form.querySelector(".changed-here")) event.preventDefault();
  });

  // Putting things into the text

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

  const putWhole = (unit, text) => {
    const [field, textarea] = [fieldOf(unit), textareaOf(unit)];
    if (field !== textarea) window.richField.whole(field, textarea, text);
    else {
      textarea.value = text;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.focus();
  };

  form.addEventListener("click", ({ target }) => {
    const button = target.closest(".insert");
    if (button) put(button.closest(".unit"), button);
  });

  // Keys

  const unitNow = () => document.activeElement.closest?.(".unit[data-address]");
  const enter = (unit) => {
    const field = fieldOf(unit) ?? unit;
    if (field.isContentEditable) window.richField.toEnd(field);
    else field.focus();
    unit.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = units();
    const at = all.indexOf(unitNow());
    const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
    if (next) enter(next);
  };
  const press = (unit, act) => unit?.querySelector(`.unit-acts [value="${act}"]`)?.click();
  const insertNumber = (unit, number, isTerm) => {
    const [list, first] = isTerm ? [".terms", 1] : number <= 3 ? [".suggestions", 1] : [".inserts", 4];
    const button = unit?.querySelectorAll(`${list} .insert`)[number - first];
    if (button) put(unit, button);
  };

  const ALT = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    KeyC: (unit) => unit && textareaOf(unit) && putWhole(unit, unit.querySelector(".source").dataset.source),
    KeyW: (unit) => press(unit, "drafted"),
    KeyR: (unit) => press(unit, "still-right"),
    KeyA: (unit) => press(unit, "reviewed"),
    KeyP: () => document.getElementById("preview").click(),
  };
  for (let number = 1; number <= 9; number += 1) ALT[`Digit${number}`] = (unit, shift) => insertNumber(unit, number, shift);

  const saveAndNext = (unit) => {
    const all = units();
    const last = all.indexOf(unit) === all.length - 1;
    if (!isChanged(unit) && unit.querySelector(".unit-state").matches(".draft, .missing") && textareaOf(unit)?.value) press(unit, "translated");
    else save(unit);
    if (!last) step(1);
  };

  document.addEventListener("keydown", (event) => {
    const inField = event.target.matches("input, textarea, select") || event.target.isContentEditable;
    if (!keysOn.checked || event.isComposing || keys.open) return;
    const unit = unitNow();
    const act = event.altKey && !event.ctrlKey && !event.metaKey && ALT[event.code];
    if (act) act(unit, event.shiftKey);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && unit) saveAndNext(unit);
    else if (event.key === "?" && !inField) keys.showModal();
    else return;
    event.preventDefault();
  });

  const open = document.getElementById("keys-open");
  open.hidden = false;
  open.addEventListener("click", () => keys.showModal());
  keysOn.checked = localStorage.getItem("workbench-keys") !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem("workbench-keys", keysOn.checked ? "on" : "off"));

  form.classList.add("scripted");
  units().forEach(prepare);
});
