/* The builder by keyboard: F6 goes from column to column; in the outline, arrows walk, Alt and arrows move, F2
   names in place, Delete removes; Ctrl+Z and Ctrl+Y undo and redo wherever no text is typed. Each has its button. */

export function installKeys({ root, post }) {
  const links = () => [...root.querySelectorAll("[data-outline] a")].filter((link) => link.offsetParent);
  const typing = (node) => node.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
  const act = (action) => root.querySelector(`#part-bar #b-${action}`);

  root.addEventListener("keydown", (event) => {
    const link = event.target.closest("[data-outline] a");
    if (link && !event.ctrlKey && !event.metaKey) return onLink(event, link);
  });
  const columns = ["plan", "apercu", "proprietes"];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const now = columns.indexOf(event.target.closest("#plan, #apercu, #proprietes")?.id);
    const next = columns[(now + (event.shiftKey ? -1 : 1) + columns.length) % columns.length];
    root.querySelector(`.studio-jump a[data-panel="${next}"]`).click();
    const column = document.getElementById(next);
    if (next === "plan") column.querySelector("[data-outline] [aria-current]")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    const way = key === "z" && !event.shiftKey ? "undo" : key === "y" || (key === "z" && event.shiftKey) ? "redo" : "";
    if (!way) return;
    event.preventDefault();
    press(document.getElementById(`b-${way}`));
  });

  function press(button, options) {
    if (button && !button.disabled) post(button.form, button, options);
  }

  function onLink(event, link) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step && event.altKey) return chosen(event, link, step < 0 ? "monter" : "descendre");
    if (step) {
      event.preventDefault();
      const all = links();
      return all[all.indexOf(link) + step]?.focus();
    }
    if (event.key === "F2") {
      event.preventDefault();
      return nameInPlace(link);
    }
    if (event.key === "Delete") return chosen(event, link, "supprimer");
  }

  /* The buttons act on what is chosen: the link is chosen first when it is not. */
  async function chosen(event, link, action) {
    event.preventDefault();
    const question = link.dataset.question;
    const form = act(action)?.form;
    if (!form) return;
    const data = form.cloneNode(true);
    for (const name of ["question", "etape"]) data.querySelector(`input[name="${name}"]`)?.remove();
    const held = document.createElement("input");
    held.type = "hidden";
    held.name = question ? "question" : "etape";
    held.value = question ?? link.dataset.step;
    data.append(held);
    const button = data.querySelector("button");
    const focus = `[data-outline] [data-${question ? "question" : "step"}="${CSS.escape(held.value)}"]`;
    post(data, button, action === "supprimer" ? { focus: "[data-outline] [aria-current]" } : { focus });
  }

  root.addEventListener("dblclick", (event) => {
    const link = event.target.closest("[data-outline] a");
    if (link) nameInPlace(link);
  });

  /* The label becomes an input: Enter keeps it, Escape gives up. */
  function nameInPlace(link) {
    const label = link.querySelector(".studio-label");
    const form = document.createElement("form");
    form.className = "studio-rename";
    form.method = "post";
    form.setAttribute("action", root.querySelector("[data-outline]").dataset.action);
    const question = link.dataset.question;
    const held = { action: question ? "nommer" : "enregistrer-etape", [question ? "question" : "etape"]: question ?? link.dataset.step };
    for (const name of ["csrf_token", "revision"]) held[name] = root.querySelector(`#part-bar input[name="${name}"]`).value;
    for (const [name, value] of Object.entries(held)) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      form.append(input);
    }
    const field = document.createElement("input");
    Object.assign(field, { className: "input", name: question ? "libelle" : "titre", value: label.textContent.trim(), maxLength: 300 });
    field.setAttribute("aria-label", root.dataset.rename);
    form.append(field);
    link.hidden = true;
    link.after(form);
    field.focus();
    field.select();
    const end = () => { form.remove(); link.hidden = false; link.focus(); };
    let over = false;
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") { over = true; end(); }
    });
    field.addEventListener("blur", () => {
      if (over) return;
      over = true;
      if (field.value.trim() === label.textContent.trim()) { form.remove(); link.hidden = false; } else form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      over = true;
      const focus = `[data-outline] [data-${question ? "question" : "step"}="${CSS.escape(question ?? link.dataset.step)}"]`;
      post(form, null, { focus }).then(() => { form.remove(); link.hidden = false; });
    });
  }
}
