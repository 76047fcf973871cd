/* Keeps what is typed in a form in this browser until it is saved, and offers it again after a closed tab, a lost
   session or a failed save. A draft belongs to one account: the next account that signs in here removes it. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const PREFIX = "draft/";
  const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
  const account = meta("account");
  const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const saved = meta("drafts-saved").split(" ");

  for (const name of names()) {
    const [, owner, id] = name.split("/");
    if (owner !== account || saved.includes(id)) localStorage.removeItem(name);
  }

  const offer = document.getElementById("draft");
  if (!offer) return;
  const form = offer.closest("form");
  const object = offer.dataset.object;
  const begun = Boolean(form.elements.draft.value); // shown again by the server, with all that was typed
  const id = (form.elements.draft.value ||= crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
  const own = `${PREFIX}${account}/${id}`;
  let fields = begun ? (JSON.parse(localStorage.getItem(own))?.fields ?? {}) : {};

  // A row is named by the number that it is stored under, because its place in the form may change.
  const split = (name) => /^(\w+)-(\d+)-(\w+)$/.exec(name);
  const lasting = (name) => {
    const [, prefix, index, field] = split(name) ?? [];
    if (!prefix) return name;
    const stored = form.elements[`${prefix}-${index}-id`]?.value;
    return `${prefix}/${stored ? `#${stored}` : `+${index}`}/${field}`;
  };

  const isText = (field) =>
    field.name && !/^_|^(csrfmiddlewaretoken|draft|version)$|^conflict|^choice-|-id$/.test(field.name) &&
    !["hidden", "file", "submit"].includes(field.type);

  const valueOf = (field) => {
    if (field.type === "checkbox") return { checked: field.checked };
    if (field.tagName === "SELECT") return { value: field.value, text: field.selectedOptions[0]?.text ?? "" };
    return { value: field.value };
  };

  const isAsServed = (field) => {
    if (field.type === "checkbox") return field.checked === field.defaultChecked;
    if (field.tagName === "SELECT") {
      // A list that searches on the server has no options but those that were found.
      const first = field.matches(".admin-autocomplete") ? null : field.options[0];
      const served = [...field.options].find((option) => option.defaultSelected) ?? first;
      return field.value === (served?.value ?? "");
    }
    return field.value === field.defaultValue;
  };

  const keep = (field) => {
    if (!isText(field)) return;
    const name = lasting(field.name);
    if (isAsServed(field) && !(name in fields)) return; // a script touched it, nobody typed
    fields[name] = valueOf(field);
    store();
  };

  const store = () => {
    const draft = { object, at: new Date().toISOString(), version: form.elements.version?.value ?? "", fields };
    try {
      localStorage.setItem(own, JSON.stringify(draft));
    } catch {
      // The browser's room is full or closed to us: the form works as without this script.
    }
  };

  // Lists that search on the server tell of a change by jQuery alone; it hears the browser's own events, too.
  django.jQuery(form).on("input change", (event) => keep(event.target));
  document.addEventListener("click", (event) => {
    if (event.target.closest(".move")) form.querySelectorAll("input[name$='-position']").forEach(keep);
  });

  // Bringing back

  const others = () =>
    names()
      .filter((name) => name !== own)
      .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }))
      .filter((draft) => draft.object === object)
      .sort((a, b) => b.at.localeCompare(a.at));

  const newRows = new Map();
  const addRow = (prefix, row) => {
    const key = `${prefix}/${row}`;
    if (!newRows.has(key)) {
      document.querySelector(`#${prefix}-group .add-row a`)?.click();
      newRows.set(key, form.elements[`${prefix}-TOTAL_FORMS`].value - 1);
    }
    return newRows.get(key);
  };

  const indexOf = (prefix, row) => {
    const stored = [...form.querySelectorAll(`input[name^="${prefix}-"][name$="-id"]`)].find(
      (field) => row === `#${field.value}`,
    );
    return stored ? split(stored.name)[2] : addRow(prefix, row); // a row that is gone comes back as a new one
  };

  const fieldOf = (name) => {
    const [prefix, row, field] = name.split("/");
    return form.elements[field ? `${prefix}-${indexOf(prefix, row)}-${field}` : name];
  };

  // The rich text editor around a text field, once it is there.
  const editorOf = (field) => field.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;

  const fill = (field, { value, text, checked }) => {
    if (checked !== undefined) field.checked = checked;
    else if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value))
      field.append(new Option(text, value, true, true));
    else field.value = value;
    editorOf(field)?.commands.setContent(value, { emitUpdate: true });
    django.jQuery(field).trigger("change");
  };

  const whenReady = (field, then) => {
    const isRich = field.matches("[data-django-prose-editor-configurable]");
    if (!isRich || editorOf(field)) then();
    else field.addEventListener("prose-editor:ready", () => setTimeout(then), { once: true });
  };

  const restore = (draft) => {
    for (const [name, value] of Object.entries(draft.fields)) {
      const field = fieldOf(name);
      if (field) whenReady(field, () => fill(field, value)); // which also keeps it in this form's own draft
    }
    localStorage.removeItem(draft.name);
  };

  const show = (draft) => {
    const time = document.createElement("time");
    time.dateTime = draft.at;
    time.textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
    offer.querySelector(".draft-time").replaceChildren(time);
    offer.hidden = false;
  };

  const [found] = others();
  if (found && !begun) show(found);
  offer.querySelector("[data-draft=restore]").addEventListener("click", () => {
    restore(found);
    offer.querySelectorAll("p, button").forEach((part) => (part.hidden = !part.classList.contains("draft-begin")));
  });
  offer.querySelector("[data-draft=discard]").addEventListener("click", () => {
    others().forEach((draft) => localStorage.removeItem(draft.name));
    offer.hidden = true;
  });
});
