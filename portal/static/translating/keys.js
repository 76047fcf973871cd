/* From text to text, and all that keys do. */
"use strict";
(() => {
  const { form, all, of, textareaOf, fieldOf, isChanged, isHeld, announce, save } = window.units;
  const { put, putWhole } = window.inserting;
  const keys = document.getElementById("keys");
  const keysOn = document.getElementById("keys-on");

  let last = ""; // the address of the unit in which somebody was last
  form.addEventListener("focusin", ({ target }) => { last = of(target)?.dataset.address ?? last; });

  const unitNow = () => of(document.activeElement);
  const enter = (unit) => {
    const field = fieldOf(unit) ?? unit;
    if (field.isContentEditable) window.richField.toEnd(field);
    else field.focus();
    if (field.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
    unit.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const every = all();
    const at = every.indexOf(unitNow());
    const next = at < 0 ? every.at(by > 0 ? 0 : -1) : every[at + by];
    if (next) enter(next);
  };
  const nextToDo = () => {
    const every = all();
    const at = every.findIndex((unit) => unit.dataset.address === last);
    const next = [...every.slice(at + 1), ...every.slice(0, at + 1)].find((unit) => "toDo" in unit.dataset);
    if (next) enter(next);
    else announce(form.dataset.nothing);
  };
  form.addEventListener("click", (event) => {
    if (!event.target.closest("#next-to-do")) return;
    event.preventDefault();
    nextToDo();
  });
  const press = (unit, act) => unit?.querySelector(`.unit-acts [value="${act}"]`)?.click();
  const insertNumber = (unit, number, isTerm) => {
    const [list, first] = isTerm ? [".terms", 1] : number <= 3 ? [".suggestions", 1] : [".inserts", 4];
    const button = unit?.querySelectorAll(`${list} .insert`)[number - first];
    if (button) put(unit, button);
  };

  const ALT = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    KeyN: nextToDo,
    KeyC: (unit) => unit && textareaOf(unit) && putWhole(unit, unit.querySelector(".source").dataset.source),
    KeyW: (unit) => press(unit, "drafted"),
    KeyR: (unit) => press(unit, "still-right"),
    KeyA: (unit) => press(unit, "reviewed"),
    KeyP: () => document.getElementById("preview").click(),
  };
  for (let number = 1; number <= 9; number += 1) ALT[`Digit${number}`] = (unit, shift) => insertNumber(unit, number, shift);

  const saveAndNext = (unit) => {
    if (isHeld(unit)) {
      announce(unit.dataset.said);
      return;
    }
    const isLast = unit === all().at(-1);
    if (unit.dataset.refused) press(unit, "translated");
    else if (!isChanged(unit) && unit.querySelector(".unit-state").matches(".draft, .missing") && textareaOf(unit)?.value) press(unit, "translated");
    else save(unit);
    if (!isLast) step(1);
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

  const begin = location.hash === "#to-do" && document.getElementById("to-do");
  if (begin) addEventListener("load", () => enter(begin.closest(".unit"))); // the browser goes there first
})();
