/* “Move up” and “move down” for rows with a place in an order. Without this script, people type the numbers. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("order-status");
  const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const placeOf = (row) => row.querySelector("input[name$='-position']");
  const indexOf = (row) => Number(row.id.split("-").pop());

  const arrange = (rows) => {
    const end = rows[0]?.parentElement.querySelector(".empty-form");
    rows.forEach((row) => end.before(row));
  };

  const renumber = (rows) =>
    rows.forEach((row, index) => {
      placeOf(row).value = 10 * (index + 1);
    });

  const reveal = (root) => root.querySelectorAll(".move").forEach((button) => (button.hidden = false));

  const move = (button) => {
    const row = button.closest(".inline-related");
    const rows = rowsOf(row.closest(".inline-group"));
    const from = rows.indexOf(row);
    const to = from + Number(button.dataset.step);
    if (to < 0 || to >= rows.length) return;
    rows.splice(from, 1);
    rows.splice(to, 0, row);
    arrange(rows);
    renumber(rows);
    button.focus();
    status.textContent = status.dataset.moved.replace("%s", to + 1);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".inline-related .move");
    if (button) move(button);
  });

  // Removing a row makes Django's script number the others as they stand, and on the server the rows that
  // are stored already must come first: so they stand in that order while it counts.
  document.addEventListener(
    "click",
    (event) => {
      const group = event.target.closest(".inline-deletelink")?.closest(".ordered");
      if (!group) return;
      const shown = rowsOf(group);
      arrange(rowsOf(group).sort((a, b) => indexOf(a) - indexOf(b)));
      setTimeout(() => arrange(shown.filter((row) => row.isConnected)));
    },
    true,
  );

  document.addEventListener("formset:added", (event) => {
    const group = event.target.closest(".ordered");
    if (!group) return;
    reveal(event.target);
    const places = rowsOf(group).map((row) => Number(placeOf(row).value));
    placeOf(event.target).value = Math.max(0, ...places) + 10;
  });

  reveal(document);
});
