/* Says every few seconds that this form is open, and shows who else has it open. Without it: as it was at load. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("presence");
  if (!place) return;
  const form = place.closest("form");
  let shown = place.innerHTML.trim();

  const sign = async () => {
    const body = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "version"]) body.set(name, form.elements[name].value);
    const answer = await fetch(place.dataset.url, { method: "POST", body, redirect: "error" });
    if (!answer.ok) return;
    const now = (await answer.text()).trim();
    if (now !== shown) place.innerHTML = shown = now; // only then, so that nothing is read out twice
  };

  setInterval(() => sign().catch(() => {}), 1000 * Number(place.dataset.every)); // no network: the next one tells
});
