/* The writing assistant below each text: what could be plainer, a moment after typing. It only advises.
   What it says is read out once for a field, and again only when the number of tips changes. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("assistant");
  if (!place) return;
  const form = place.closest("form");
  const status = place.querySelector("[role=status]");
  const PAUSE = 1200;
  const timers = new Map();
  const asked = new Map(); // by field, the text that its advice is about
  const tips = new Map();

  const fields = () => [...form.querySelectorAll("[data-assistant]")].filter((field) => !field.closest(".empty-form"));
  const box = (field) => field.closest(".fieldBox") ?? field.closest(".form-row");

  const known = (language) =>
    ["title", "other_names"].flatMap((name) => form.elements[`${name}_${language}`]?.value.split("\n") ?? []);

  const ask = async (language, some) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    for (const word of known(language)) body.append("known", word);
    for (const field of some) {
      asked.set(field, field.value);
      body.append("sort", field.dataset.assistant);
      body.append("text", field.value);
    }
    const answer = await fetch(place.dataset.address.replace("LANGUAGE", language), { method: "POST", body });
    return answer.ok ? (await answer.json()).advice : [];
  };

  const show = (field, advice) => {
    let shown = box(field).querySelector(":scope > .assistant");
    if (!shown) {
      shown = document.createElement("div");
      shown.className = "assistant";
      box(field).append(shown);
    }
    const wasOpen = shown.querySelector("details")?.open;
    shown.innerHTML = advice.html;
    const details = shown.querySelector("details");
    if (details && wasOpen) details.open = true;
    tips.set(field, advice.tips);
  };

  const look = async (language, some) => {
    const found = await ask(language, some);
    found.forEach((advice, at) => show(some[at], advice));
    return found;
  };

  const onTyping = async (field) => {
    if (asked.get(field) === field.value) return;
    const before = tips.get(field);
    const [advice] = await look(field.lang, [field]);
    if (!advice || advice.tips === before) return;
    status.textContent = `${form.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent.trim()} ${advice.told}`;
  };

  form.addEventListener("input", (event) => {
    const field = event.target.closest(".fieldBox, .form-row")?.querySelector("[data-assistant]");
    if (!field || field.closest(".empty-form")) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => onTyping(field).catch(() => {}), PAUSE)); // no network: the next one tells
  });

  for (const language of new Set(fields().map((field) => field.lang))) {
    const some = fields().filter((field) => field.lang === language && field.value.trim());
    if (some.length) look(language, some).catch(() => {});
  }
});
