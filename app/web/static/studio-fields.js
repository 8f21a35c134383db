/* Fields of the builder that act by themselves: a property is saved when it is left, a row of a condition when it
   is chosen, a formula is tried while it is typed, the palette is filtered. The buttons stay. */

export function installFields({ root, post, swap }) {
  /* A list is read by typing its first letters: it is sent once they are typed, or when it is left. */
  let list;
  root.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.form?.matches("[data-auto]") || field.type === "hidden") return;
    if (field.tagName !== "SELECT") return send(field);
    clearTimeout(list?.timer);
    list = { field, timer: setTimeout(flush, 500) };
  });
  root.addEventListener("focusout", (event) => event.target === list?.field && flush());

  function flush() {
    clearTimeout(list.timer);
    const { field } = list;
    list = null;
    if (field.isConnected) send(field);
  }

  function send(field) {
    const { form } = field;
    const see = { name: "faire", value: "voir", getAttribute: () => null };
    post(form, form.matches("[data-rows]") ? see : form.querySelector("button[name=action]"), { sent: new Set([field.id]) });
  }

  let timer;
  root.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-formula]") && (event.target.name === "texte" || event.target.name.startsWith("essai-"))) {
      clearTimeout(timer);
      timer = setTimeout(() => attempt(form), 500);
    }
    if (event.target.id === "p-recherche") filter(event.target);
  });

  /* Only the result is put in place: the text is being typed. */
  async function attempt(form) {
    const data = new FormData(form);
    data.set("faire", "essayer");
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", body: new URLSearchParams(data), headers: { "X-Guichet-Part": "builder" },
    }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector("[data-result]");
    const here = root.querySelector("[data-result]");
    if (!there || !here) return;
    const id = document.activeElement?.id;
    const inside = here.contains(document.activeElement) ? document.activeElement : null;
    const [start, value] = [inside?.selectionStart, inside?.value];
    here.replaceWith(there);
    if (!inside) return;
    const field = document.getElementById(id);
    if (!field) return;
    field.value = value;
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, start);
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    const chosen = document.getElementById(button.dataset.insert);
    const area = document.getElementById("p-formule");
    if (!chosen.value) return chosen.focus();
    const place = area.selectionStart ?? area.value.length;
    const [before, after] = [area.value.slice(0, place), area.value.slice(area.selectionEnd ?? place)];
    area.value = before + chosen.value + after;
    /* Inside the brackets of a function, after the name of a question. */
    const inside = chosen.value.indexOf("(");
    const cursor = before.length + (inside < 0 || chosen.value.endsWith("t()") && chosen.value.startsWith("auj") ? chosen.value.length : inside + 1);
    area.focus();
    area.setSelectionRange(cursor, cursor);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  const bare = (text) => text.toLowerCase().normalize("NFD").replace(/[^\x20-\x7e]/g, "");
  function filter(field) {
    const words = bare(field.value).split(/\s+/).filter(Boolean);
    for (const group of root.querySelectorAll(".studio-kinds")) {
      let left = 0;
      for (const chip of group.querySelectorAll("[data-words]")) {
        chip.hidden = !words.every((word) => chip.dataset.words.includes(word));
        left += chip.hidden ? 0 : 1;
      }
      group.hidden = !left;
    }
  }

  /* Enter in the search adds the first that is found. */
  root.addEventListener("keydown", (event) => {
    if (event.target.id !== "p-recherche" || event.key !== "Enter") return;
    const first = [...root.querySelectorAll(".studio-chip")].find((chip) => !chip.hidden && !chip.closest("[hidden]"));
    if (!first || !event.target.value) return;
    event.preventDefault();
    first.click();
  });
}
