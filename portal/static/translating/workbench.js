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

  // A whole page in the place of a part: somebody before the portal asks who is there.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap || !/<html/i.test(event.detail.serverResponse)) return;
    event.detail.shouldSwap = false;
    signedOut(event);
  });

  const change = (old, now) => {
    if (old && now) old.replaceWith(document.adoptNode(now));
  };

  // What was typed while the answer was under way stays; the rest of the unit becomes as the portal has it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const unit = event.detail.target;
    if (!unit.matches?.(".unit[data-address]") || !event.detail.shouldSwap || !textareaOf(unit)) return;
    const sent = event.detail.requestConfig.formData.get(unit.dataset.address);
    const typedOn = sent !== null && textareaOf(unit).value !== sent;
    const answer = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    const fresh = answer.querySelector(".unit");
    if (!typedOn || !fresh?.dataset.address) return;
    event.detail.shouldSwap = false;
    for (const part of [`[name="${unit.dataset.address}-seen"]`, ".unit-state", ".unit-about"])
      change(unit.querySelector(part), fresh.querySelector(part));
    change(document.getElementById("workbench-head"), answer.getElementById("workbench-head"));
    if (fresh.dataset.refused) unit.dataset.refused = fresh.dataset.refused;
    else delete unit.dataset.refused;
    for (const button of unit.querySelectorAll(".insert, .theirs")) button.hidden = false;
    show(unit, form.dataset.unsaved);
  });

  let focused = "";
  let panel = null; // of the unit that is being replaced, with what is being typed in it
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const active = document.activeElement;
    focused = detail.target.contains?.(active) ? active.id || detail.target.id : "";
    if (detail.shouldSwap && detail.target.matches?.(".unit")) panel = takenPanel(detail);
  });
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (!elt.matches?.(".unit")) return;
    if (elt.dataset.address) prepare(elt);
    putPanel(elt);
    if (elt.dataset.said) announce(elt.dataset.said);
    if (focused) (document.getElementById(focused) ?? elt).focus({ preventScroll: true });
    focused = "";
  });

  // A comment or a reason that is being typed outlives the new card of its unit.
  const takenPanel = ({ target, requestConfig, xhr }) => {
    const taken = target.querySelector(".unit-panel:has(textarea)");
    if (!taken) return null;
    const isDone = xhr.status === 200 && taken.contains(requestConfig.elt); // the reason has been given
    if (isDone) taken.querySelector('[name$="-note"]').value = "";
    const isOpen = taken.parentElement.open;
    taken.remove();
    return { taken, isOpen };
  };
  const putPanel = (unit) => {
    if (panel && unit.dataset.address) {
      unit.querySelector(".unit-panel").replaceWith(panel.taken);
      unit.querySelector(".unit-more").open = panel.isOpen; // asks for what is new in it
    }
    panel = null;
  };

  // What is new in a panel leaves what is being typed there, but the comment that was just placed.
  let typing = [];
  document.addEventListener("htmx:beforeSwap", ({ detail: { target, requestConfig } }) => {
    if (!target.matches?.(".unit-panel")) return;
    const fields = [...target.querySelectorAll("textarea, [type=checkbox]")];
    typing = fields.filter(({ name }) => requestConfig.verb === "get" || name.endsWith("-note"));
  });
  document.addEventListener("htmx:afterSwap", ({ detail: { target, requestConfig } }) => {
    if (!target.matches?.(".unit-panel")) return;
    if (requestConfig.verb === "post") target.querySelector('[name$="-comment"]').focus();
    const named = (name) => target.querySelector(`[name="${CSS.escape(name)}"]`);
    for (const { name, value, checked } of typing) {
      // A reason for which there is no longer any use is still somebody's words.
      const field = named(name) ?? named(name.replace(/-note$/, "-comment"));
      if (field?.type === "checkbox") field.checked = checked;
      else if (field && value.trim()) field.value = [field.value, value].filter(Boolean).join("\n");
    }
    typing = [];
  });
  const isBeingTyped = () => [...form.querySelectorAll(".unit-panel textarea")].some(({ value }) => value.trim());

  const failed = (words) => ({ detail }) => {
    const unit = detail.elt.closest?.(".unit[data-address]");
    if (!unit) return;
    unit.classList.add("changed-here");
    delete unit.dataset.asked;
    show(unit, words, true);
    announce(words);
  };
  document.addEventListener("htmx:sendError", failed(form.dataset.failed));
  const refused = failed(form.dataset.forbidden);
  const outside = document.getElementById("signed-out");
  const signedOut = (event) => {
    outside.hidden = false;
    failed(form.dataset.signedOut)(event);
  };

  // Who signs in again in another tab gets another token there: this page takes it over, and asks once more.
  const UNAUTHORIZED = 401;
  const FORBIDDEN = 403;
  const askedAgain = new WeakSet();
  const takeToken = async () => {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, now] = [form, page.getElementById("workbench")].map((place) => place?.querySelector("[name=csrfmiddlewaretoken]"));
    if (!answer.ok || !now) throw new Error(answer.url);
    old.value = now.value;
  };
  document.addEventListener("htmx:responseError", async (event) => {
    const { elt, xhr } = event.detail;
    if (xhr.status === UNAUTHORIZED) return signedOut(event);
    if (xhr.status !== FORBIDDEN || askedAgain.has(elt)) return refused(event);
    askedAgain.add(elt);
    try {
      await takeToken();
    } catch {
      return signedOut(event);
    }
    if (elt.matches(".unit")) window.htmx.trigger(elt, "save");
    else if (elt.matches("button")) elt.click();
    return undefined;
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
    if (successful) askedAgain.delete(elt);
  });
  // Not earlier: until then a new card has the classes of the old one.
  document.addEventListener("htmx:afterSettle", ({ detail: { successful } }) => {
    if (!successful || outside.hidden) return;
    outside.hidden = true;
    for (const unit of units()) if (!unit.contains(document.activeElement)) save(unit);
  });

  let leaving = false;
  form.addEventListener("submit", ({ submitter }) => { leaving = submitter?.id !== "accept-all"; }); // that saves nothing
  addEventListener("beforeunload", (event) => {
    if (!leaving && (form.querySelector(".changed-here") || isBeingTyped())) event.preventDefault();
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
  let last = ""; // the address of the unit in which somebody was last
  form.addEventListener("focusin", ({ target }) => {
    visited.add(target);
    last = target.closest(".unit[data-address]")?.dataset.address ?? last;
  });
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

  form.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest("#next-to-do")) {
      event.preventDefault();
      nextToDo();
    }
    const button = target.closest(".insert, .theirs");
    if (button?.matches(".insert")) put(button.closest(".unit"), button);
    else if (button) takeTheirs(button.closest(".unit"), button.dataset.theirs);
  });

  // Keys

  const unitNow = () => document.activeElement.closest?.(".unit[data-address]");
  const enter = (unit) => {
    const field = fieldOf(unit) ?? unit;
    if (field.isContentEditable) window.richField.toEnd(field);
    else field.focus();
    if (field.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
    unit.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = units();
    const at = all.indexOf(unitNow());
    const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
    if (next) enter(next);
  };
  const nextToDo = () => {
    const all = units();
    const at = all.findIndex((unit) => unit.dataset.address === last);
    const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((unit) => "toDo" in unit.dataset);
    if (next) enter(next);
    else announce(form.dataset.nothing);
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
    const all = units();
    const last = all.indexOf(unit) === all.length - 1;
    if (unit.dataset.refused) press(unit, "translated");
    else if (!isChanged(unit) && unit.querySelector(".unit-state").matches(".draft, .missing") && textareaOf(unit)?.value) press(unit, "translated");
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
  const begin = location.hash === "#to-do" && document.getElementById("to-do");
  if (begin) addEventListener("load", () => enter(begin.closest(".unit"))); // the browser goes there first
});
