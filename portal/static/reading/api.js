// Shows the answer below its form. Without this script, the form leads to the answer itself.

const MOST_SHOWN = 20000;

async function show(form) {
  const response = await fetch(`${location.pathname}?${new URLSearchParams(new FormData(form))}`);
  const body = form.parentElement.querySelector("[data-body]");
  body.textContent = readable(await response.text());
  body.hidden = false;
  const status = form.parentElement.querySelector("[data-status]");
  status.textContent = `${response.status} · ${response.url}`;
}

function readable(text) {
  const shown = text.startsWith("{") ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}\n…` : shown;
}

for (const form of document.querySelectorAll("form[data-try]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(form);
  });
}
