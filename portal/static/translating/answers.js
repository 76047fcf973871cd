/* What htmx asks for units, one request at a time; whatever comes back, nothing that is being typed is lost. */
"use strict";
(() => {
  const { form, all, of, textareaOf, announce, show, prepare, save } = window.units;

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
    const unit = of(detail.elt);
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
    for (const unit of all()) if (!unit.contains(document.activeElement)) save(unit);
  });

  let leaving = false;
  form.addEventListener("submit", ({ submitter }) => { leaving = submitter?.id !== "accept-all"; }); // that saves nothing
  addEventListener("beforeunload", (event) => {
    if (!leaving && (form.querySelector(".changed-here") || isBeingTyped())) event.preventDefault();
  });
})();
