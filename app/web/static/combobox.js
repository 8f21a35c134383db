/* Proposals under an input while one types: communes asked of the server, and long lists of the page. Only an
   enhancement: without it the server resolves what was typed, and the list is the browser's own.
   The pattern is ARIA 1.2: the focus stays in the input, arrows move through the list, Enter takes, Escape leaves. */

const LONG = 50; // a list is worth searching from this many lines
const MOST = 50; // lines shown at once
const PAUSE = 200;

const words = document.getElementById("propositions")?.dataset;
if (words) {
  begin(document);
  addEventListener("shown", ({ target }) => begin(target));
}

function begin(part) {
  for (const input of part.querySelectorAll("input[data-communes]:not([role])")) communes(input);
  for (const select of part.querySelectorAll("form select:not([hidden])")) if (select.options.length > LONG) searchable(select);
}

function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

/* `find(text)` gives, or promises, lines {title, hint, …}; `take(line)` is told the one that is chosen. */
function propose(input, { find, take, leave = () => {} }) {
  const list = document.createElement("ul");
  list.id = `${input.id}-propositions`;
  list.className = "combobox-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.label);
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "hidden";
  status.setAttribute("role", "status");
  const box = document.createElement("div");
  box.className = "combobox";
  input.before(box);
  box.append(input, list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off", spellcheck: "false",
  })) input.setAttribute(name, value);

  let lines = [];
  let active = -1;
  let timer, asked = 0;

  const items = () => [...list.children];
  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function show(found) {
    lines = found.slice(0, MOST);
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...lines.map((line, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(line.title);
      if (line.hint) {
        const hint = document.createElement("span");
        hint.className = "row-hint";
        hint.append(line.hint);
        item.append(" ", hint);
      }
      return item;
    }));
    list.hidden = !lines.length;
    input.setAttribute("aria-expanded", String(lines.length > 0));
    const told = lines.length > 1 ? words.many : lines.length ? words.one : words.none;
    status.textContent = input.value.trim() || lines.length ? told.replace("{n}", found.length) : "";
  }
  async function look() {
    const mine = ++asked;
    const found = await find(input.value);
    if (mine === asked && document.activeElement === input) show(found);
  }
  function move(to) {
    items()[active]?.setAttribute("aria-selected", "false");
    active = (to + lines.length) % lines.length;
    const item = items()[active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }
  function choose(number) {
    const line = lines[number];
    close();
    status.textContent = "";
    take(line);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) move(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
      else look();
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape") {
      if (open) event.preventDefault();
      close(); // what is asked and not there yet stays away too
    } else if (event.key === "Tab" || event.key === "Enter") close();
  });
  /* The list takes no focus: a click or a tap must not leave the input first. */
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const number = items().indexOf(target.closest("[role=option]"));
    if (number >= 0) choose(number);
  });
  input.addEventListener("blur", () => {
    close();
    leave();
  });
  return { look };
}

function changed(control) {
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

/* --- communes --- */

async function asked(input, text, postcode) {
  const query = new URLSearchParams(postcode ? { q: text, code_postal: postcode } : { q: text });
  try {
    const answer = await fetch(`${input.dataset.communes}?${query}`, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(5000) });
    return answer.ok ? await answer.json() : [];
  } catch {
    return []; // the line has dropped: the server will resolve what was typed
  }
}

function communes(input) {
  const postcode = document.getElementById(input.dataset.postcode ?? "");
  const typed = () => postcode?.value.replace(/\s/g, "") ?? "";
  propose(input, {
    find: async (text) => {
      if (text.trim().length < 2 && typed().length !== 5) return [];
      return (await asked(input, text, typed())).map((one) => ({ ...one, title: one.label }));
    },
    take: (one) => {
      input.value = postcode ? one.name : one.label;
      if (postcode && !typed() && one.postcodes.length === 1) postcode.value = one.postcodes[0];
      settle(input);
      quietly(input);
    },
  });
  /* A postcode with one commune names it. */
  postcode?.addEventListener("change", async () => {
    if (input.value.trim() || typed().length !== 5) return;
    const found = await asked(input, "", typed());
    if (found.length !== 1 || input.value.trim()) return;
    input.value = found[0].name;
    if (document.activeElement === input) input.select(); // what is typed next takes its place
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

/* What was asked after the last sending is answered: the choice that it left says nothing more. */
function settle(input) {
  for (const left of input.closest(".field")?.querySelectorAll(".candidates :checked") ?? []) left.checked = left.selected = false;
}

/* The list must not open again on the choice just made. */
function quietly(input) {
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/* --- long lists of the page --- */

function searchable(select) {
  const input = document.createElement("input");
  input.type = "text";
  input.className = "input input--list";
  input.id = select.id;
  select.id = `${select.id}-liste`;
  for (const name of ["required", "aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  select.hidden = true;
  select.required = false;
  select.before(input);
  const lines = [...select.options].filter((option) => option.value).map((option) => ({ title: option.text, value: option.value, key: bare(option.text) }));
  const chosen = () => (select.value ? select.selectedOptions[0]?.text ?? "" : "");
  const set = (value) => {
    if (select.value !== value) {
      select.value = value;
      changed(select);
    }
    input.value = chosen();
  };
  input.value = chosen();
  select.addEventListener("change", () => { input.value = chosen(); });
  const { look } = propose(input, {
    find: (text) => {
      const key = bare(text);
      if (!key || text === chosen()) return lines;
      const begins = lines.filter((line) => line.key.startsWith(key));
      return [...begins, ...lines.filter((line) => !line.key.startsWith(key) && ` ${line.key}`.includes(` ${key}`))];
    },
    take: (line) => set(line.value),
    leave: () => {
      const key = bare(input.value);
      const same = lines.filter((line) => line.key === key);
      if (!key) set("");
      else if (same.length === 1) set(same[0].value);
      else input.value = chosen(); // what is written is always what will be sent
    },
  });
  input.addEventListener("click", look);
}
