/* Puts a field with formatted text over a textarea with HTML. What may be in it is what the portal keeps:
   everything else is left out here, and refused there. Without this script the textarea shows. */
"use strict";
window.richField = (() => {
  const SAME = { B: "strong", STRONG: "strong", I: "em", EM: "em", SUB: "sub", SUP: "sup", A: "a", LI: "li", UL: "ul", OL: "ol", P: "p", DIV: "p", H3: "h3", BR: "br" };
  const LEFT_OUT = new Set(["SCRIPT", "STYLE", "TITLE", "META", "TEMPLATE"]);
  const SAFE = /^(https?:|mailto:|tel:|ref:|#|\/(?![/\\]))/i;
  const inline = new Set(["strong", "em", "sub", "sup", "a", "br"]);

  /** A copy of a node's children with nothing but what may stand there. */
  const cleaned = (from, only) => {
    const into = document.createDocumentFragment();
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.has(node.tagName)) continue;
      const name = SAME[node.tagName];
      const href = name === "a" && node.getAttribute("href");
      const kept = name && (!only || only.has(name)) && (name !== "a" || SAFE.test(href ?? ""));
      const place = kept ? document.createElement(name) : into;
      place.append(cleaned(node, only));
      if (href && kept) place.setAttribute("href", href);
      if (kept) into.append(place);
    }
    return into;
  };

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

  // By hand: the browser's own command would add inline styles, which the Content-Security-Policy refuses.
  const place = (field, fragment) => {
    const range = getSelection().getRangeAt(0);
    const last = fragment.lastChild;
    if (!last) return;
    range.deleteContents();
    range.insertNode(fragment);
    getSelection().collapse(last.parentNode, [...last.parentNode.childNodes].indexOf(last) + 1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** Puts the cursor behind the last word. */
  const toEnd = (field) => {
    field.focus();
    const last = [...field.querySelectorAll("p, h3, li")].at(-1) ?? field;
    getSelection().selectAllChildren(last);
    if (last.textContent) getSelection().collapseToEnd();
    else getSelection().collapseToStart();
  };

  // Where the cursor was last in each field: leaving a field takes it away.
  const places = new WeakMap();
  const remember = () => {
    const [field, chosen] = [document.activeElement, getSelection()];
    if (field.matches(".rich") && field.contains(chosen.anchorNode)) places.set(field, chosen.getRangeAt(0).cloneRange());
  };
  document.addEventListener("selectionchange", remember);

  /** Puts the cursor, or what was selected, back where it was; behind the last word if it never was there. */
  const comeBack = (field) => {
    if (document.activeElement === field) return;
    const last = places.get(field);
    if (!last || !field.contains(last.startContainer)) toEnd(field);
    else {
      field.focus();
      getSelection().removeAllRanges();
      getSelection().addRange(last);
    }
  };

  /** The HTML that a field holds; blocks in blocks and empty ones are taken apart. */
  const written = (field, tag) => {
    if (!field.textContent.trim()) return "";
    const copy = document.createElement("div");
    copy.append(cleaned(field));
    for (const outer of [...copy.querySelectorAll("p, h3")])
      if (outer.querySelector("p, h3, ul, ol") || !outer.textContent.trim()) outer.replaceWith(...outer.childNodes);
    for (const item of copy.querySelectorAll("li")) {
      for (const block of [...item.querySelectorAll("p")]) block.replaceWith(...block.childNodes);
      if (!item.textContent.trim()) item.remove();
    }
    for (const last of [...copy.querySelectorAll("br")])
      if (!last.nextSibling) last.remove(); // a browser puts one at the end of a line
    wrap(copy, tag);
    return copy.innerHTML.replaceAll("&nbsp;", " ").trim();
  };

  /** Words that stand outside every block go into one. */
  const wrap = (copy, tag) => {
    let open = null;
    for (const node of [...copy.childNodes]) {
      const loose = node.nodeType === Node.TEXT_NODE || inline.has(node.localName);
      if (!loose) open = null;
      else if (open) open.append(node);
      else if (node.textContent.trim()) {
        const block = document.createElement(tag);
        node.replaceWith(block);
        open = tag === "p" || tag === "h3" ? block : block.appendChild(document.createElement("li"));
        open.append(node);
      }
    }
  };

  const empty = (tag) => (tag === "p" || tag === "h3" ? `<${tag}><br></${tag}>` : `<${tag}><li><br></li></${tag}>`);

  const fill = (field, textarea) => {
    field.replaceChildren(cleaned(parsed(textarea.value || empty(textarea.dataset.tag))));
    for (const heading of field.querySelectorAll("h3")) heading.setAttribute("role", "presentation"); // none of this page
  };

  const button = (text, name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.sign = text; // drawn by the style sheet: a sign is no part of the name
    made.title = name;
    made.setAttribute("aria-label", name);
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    made.addEventListener("click", act);
    return made;
  };

  const make = (textarea, words) => {
    const field = document.createElement("div");
    field.id = `rich-${textarea.id}`;
    field.className = "rich text";
    field.contentEditable = "true";
    field.lang = textarea.lang;
    field.spellcheck = true;
    for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-labelledby": `label-${textarea.id}` }))
      field.setAttribute(name, value);
    for (const name of ["aria-invalid", "aria-describedby"])
      if (textarea.hasAttribute(name)) field.setAttribute(name, textarea.getAttribute(name));
    fill(field, textarea);
    document.execCommand("defaultParagraphSeparator", false, "p");

    field.addEventListener("input", () => {
      textarea.value = written(field, textarea.dataset.tag);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // What Enter would make of these is no longer the block that the source is.
    field.addEventListener("beforeinput", (event) => {
      if (event.inputType !== "insertParagraph") return;
      const { anchorNode } = getSelection();
      const item = (anchorNode.nodeType === Node.TEXT_NODE ? anchorNode.parentElement : anchorNode).closest("li");
      if (textarea.dataset.tag === "h3" || (item && !item.textContent.trim())) event.preventDefault();
    });
    field.addEventListener("keydown", remember); // the key may take the focus away, before the change is told
    field.addEventListener("paste", (event) => {
      event.preventDefault();
      const data = event.clipboardData;
      const pasted = data.getData("text/html");
      if (pasted) place(field, cleaned(parsed(pasted), inline));
      else document.execCommand("insertText", false, data.getData("text/plain"));
    });
    field.addEventListener("drop", (event) => event.preventDefault());

    const bar = document.createElement("div");
    bar.className = "rich-bar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-labelledby", `label-${textarea.id}`);
    const marks = { bold: "B", italic: "I", subscript: "x₂", superscript: "x²", unlink: "A̶" };
    const names = { bold: words.bold, italic: words.italic, subscript: words.sub, superscript: words.sup, unlink: words.unlink };
    for (const [mark, text] of Object.entries(marks))
      bar.append(button(text, names[mark], () => { field.focus(); document.execCommand(mark); }));
    textarea.hidden = true;
    textarea.after(field, bar);
    document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`)?.addEventListener("click", () => field.focus());
    return field;
  };

  const insert = (field, piece) => {
    comeBack(field);
    const chosen = getSelection();
    const around = !chosen.isCollapsed && field.contains(chosen.anchorNode) && parsed(piece).querySelector("a");
    if (around) document.execCommand("createLink", false, around.getAttribute("href"));
    else place(field, cleaned(parsed(piece), inline));
  };

  /** Puts a text in the place of all that is there; the browser tells that it is input, and can undo it. */
  const whole = (field, value) => {
    const holder = document.createElement("div");
    holder.append(cleaned(parsed(value)));
    field.focus();
    getSelection().selectAllChildren(field);
    document.execCommand("insertHTML", false, holder.innerHTML);
  };

  return { make, insert, whole, toEnd, comeBack };
})();
