/* Gives the drop-down lists that search on the server (Select2) the name of their label. */
"use strict";
{
  const $ = django.jQuery;

  const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);

  const nameList = (select) => {
    const label = labelOf(select);
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    const shown = box?.querySelector(".select2-selection__rendered");
    if (!label || !shown) return;
    label.id ||= `${select.id}_label`;
    shown.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    label.addEventListener("click", () => box.focus());
  };

  const nameAll = (root) => root.querySelectorAll("select.select2-hidden-accessible").forEach(nameList);

  // Asked for later than Django's own script did, and so run when the lists are there.
  $(() => nameAll(document));
  document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));

  $(document).on("select2:open", (event) => {
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search?.setAttribute("aria-label", labelOf(event.target)?.textContent ?? "");
  });
}
