/* Fits the rich text editor into our pages. Deferred and first, so that it runs just before the editor. */
"use strict";
{
  // The editor injects a style element unless it finds one with this attribute. Ours has no namespace, so it
  // does nothing and the Content-Security-Policy has nothing to refuse; prose.css holds the rules themselves.
  const found = document.createElementNS(null, "style");
  found.setAttribute("data-tiptap-style", "");
  document.head.append(found);

  // The editor comes in English. Its dialogs ask for their words by this function.
  const words = JSON.parse(document.getElementById("editor-words").textContent);
  const others = window.gettext;
  window.gettext = (english) => words[english] ?? others(english);

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
    const help = document.getElementById(`${textarea.id}_helptext`);
    label.id ||= `${textarea.id}_label`;
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, lang: textarea.lang };
    if (help) attributes["aria-describedby"] = help.id;
    editor.setOptions({ editorProps: { attributes } });
    label.addEventListener("click", () => editor.commands.focus());
    editor.on("create", () => nameButtons(editor, label));
  });

  const nameButtons = (editor, label) => {
    const menu = editor.view.dom.closest(".prose-editor").querySelector(".prose-menubar");
    menu.setAttribute("role", "group");
    menu.setAttribute("aria-labelledby", label.id);
    const buttons = [...menu.querySelectorAll("button")];
    for (const button of buttons) {
      button.title = words[button.title] ?? button.title;
      button.setAttribute("aria-label", button.title);
    }
    const marks = buttons.filter((button) => !button.dataset.name.startsWith("history"));
    const showPressed = () =>
      marks.forEach((button) => button.setAttribute("aria-pressed", button.classList.contains("active")));
    editor.on("transaction", showPressed);
    showPressed();
  };
}
