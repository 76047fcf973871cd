/* Explains medical words where they stand: under the pointer, on focus, or at a tap. Without it, a word
   is a link to its page, and its meaning is read out with it. */
(() => {
  "use strict";

  const meanings = document.getElementById("terms");
  if (!meanings) return;

  const GRACE = 250; // milliseconds to move the pointer from a word to its explanation
  const GAP = 6;
  let shown = null;
  let timer = 0;
  let wasShown = false;

  // Assistive technology reads the description of the link; the box is for the eyes.
  const box = document.createElement("div");
  box.className = "explanation";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  const text = box.appendChild(document.createElement("p"));
  const more = box.appendChild(document.createElement("a"));
  more.textContent = meanings.dataset.more;
  more.tabIndex = -1; // by keyboard, the word itself is the link
  meanings.after(box);

  const termAt = (target) => target.closest?.("a.term") ?? null;

  function show(term) {
    clearTimeout(timer);
    if (term === shown) return;
    shown = term;
    text.textContent = document.getElementById(term.getAttribute("aria-describedby")).textContent;
    more.href = term.href;
    box.lang = term.closest("[lang]").lang;
    box.hidden = false;
    place(term);
  }

  function place(term) {
    const lines = term.getClientRects();
    const first = lines[0];
    const last = lines[lines.length - 1];
    const right = document.documentElement.clientWidth - box.offsetWidth - GAP;
    const isRoomBelow = last.bottom + GAP + box.offsetHeight <= innerHeight;
    const top = isRoomBelow || first.top < box.offsetHeight + GAP
      ? last.bottom + GAP
      : first.top - GAP - box.offsetHeight;
    box.style.left = `${Math.max(GAP, Math.min(last.left, right)) + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  }

  function hide() {
    clearTimeout(timer);
    shown = null;
    box.hidden = true;
  }

  function hideUnlessUsed() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const isUsed = shown && (shown === document.activeElement || shown.matches(":hover"));
      if (!isUsed && !box.matches(":hover")) hide();
    }, GRACE);
  }

  document.addEventListener("pointerover", (event) => {
    const term = termAt(event.target);
    if (term && event.pointerType !== "touch") show(term);
  });
  document.addEventListener("pointerout", (event) => {
    if (termAt(event.target) || box.contains(event.target)) hideUnlessUsed();
  });
  document.addEventListener("focusin", (event) => {
    const term = termAt(event.target);
    if (term) show(term);
    else if (!box.contains(event.target)) hide(); // at once, or it covers what has the focus now
  });
  document.addEventListener("focusout", hideUnlessUsed);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // A first tap explains, a second one follows the link; a tap elsewhere closes.
  document.addEventListener("pointerdown", (event) => {
    const term = termAt(event.target);
    wasShown = event.pointerType !== "touch" || term === shown;
    if (!term && !box.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const term = termAt(event.target);
    if (!term || wasShown || event.detail === 0) return;
    event.preventDefault();
    show(term);
  });
})();
