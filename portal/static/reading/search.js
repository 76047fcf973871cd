// Suggestions under the search box while somebody types: a combobox as the ARIA Authoring Practices have it.
// Without this script the form works as it stands. Nothing that was typed is kept.

const WAIT = 150; // milliseconds without a key before the site is asked
const SHORTEST = 2;

function combobox(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let timer, asked, shownFor = "";

  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label);
  list.hidden = true;
  said.className = "unseen";
  said.setAttribute("role", "status");
  box.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }

  const options = () => [...list.children];
  const active = () => list.querySelector("[aria-selected=true]");

  function activate(option) {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) activate(null);
  }

  function optionFor({ title, kind, address }, number) {
    const option = document.createElement("li");
    const small = document.createElement("span");
    option.id = `suggestion-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.address = address;
    small.textContent = kind;
    option.append(title, " ", small);
    return option;
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map(optionFor));
    open(suggestions.length > 0);
    const count = suggestions.length;
    said.textContent = count === 0 ? box.dataset.none : count === 1 ? box.dataset.one : box.dataset.many.replace("#", count);
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed === shownFor) return;
    shownFor = typed;
    asked?.abort();
    if (typed.length < SHORTEST) return open(false);
    asked = new AbortController();
    try {
      const address = `${box.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
      const response = await fetch(address, { signal: asked.signal, credentials: "omit" });
      if (response.ok) show((await response.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") open(false); // no connection: the form still works
    }
  }

  function move(step) {
    const all = options();
    if (list.hidden && all.length) open(true);
    const place = all.indexOf(active()) + step;
    activate(place < -1 ? all.at(-1) : all[place]); // beyond either end: back in the box
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Enter" && active()) {
      location.assign(active().dataset.address);
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      open(false);
      event.preventDefault();
    }
  });
  input.addEventListener("blur", () => open(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
}

document.querySelectorAll("[data-suggestions]").forEach(combobox);
