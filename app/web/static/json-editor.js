/* The JSON of a draft, nicer to write: numbered lines, a click on an error goes to its line, Ctrl + Space
   proposes what the published schema allows. The page is complete without it. */

import { contextAt } from "./json-caret.js";
import { proposals } from "./json-proposals.js";

const MOST = 8; // proposals shown at once

const area = document.querySelector("textarea[data-schema]");
if (area) begin(area);

function begin(area) {
  numbered(area);
  const wrong = area.dataset.lines.split(" ").map(Number);
  document.querySelectorAll(".errors a[href='#document']").forEach((link, index) => goes(area, link, wrong[index]));
  for (const link of document.querySelectorAll("a[data-line]")) goes(area, link, Number(link.dataset.line));
  document.querySelector(".studio-keys").hidden = false;
  completes(area);
}

function goes(area, link, line) {
  if (!line) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const lines = area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((total, text) => total + text.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    area.scrollTop = Math.max(0, (line - 5) * heightOf(area));
    area.scrollIntoView({ block: "nearest" });
  });
}

function heightOf(area) {
  return parseFloat(getComputedStyle(area).lineHeight);
}

function numbered(area) {
  const gutter = document.createElement("pre");
  gutter.className = "studio-gutter";
  gutter.setAttribute("aria-hidden", "true");
  area.before(gutter);
  const wrong = new Set(area.dataset.lines.split(" ").map(Number));
  let drawn = 0;
  const draw = () => {
    const count = area.value.split("\n").length;
    if (count !== drawn) {
      gutter.replaceChildren(
        ...Array.from({ length: count }, (_none, index) => {
          const number = document.createElement(wrong.has(index + 1) ? "mark" : "span");
          number.textContent = `${index + 1}\n`;
          return number;
        }),
      );
      drawn = count;
    }
    gutter.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", draw);
  area.addEventListener("scroll", draw);
  draw();
}

function completes(area) {
  const list = document.createElement("ul");
  Object.assign(list, { className: "studio-proposals", id: "propositions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", area.labels[0].textContent);
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  area.after(list, status);
  area.setAttribute("aria-autocomplete", "list");
  let schema, context, offered, chosen;

  const close = () => {
    list.hidden = true;
    area.removeAttribute("aria-controls");
    area.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    chosen = (index + offered.length) % offered.length;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    area.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = () => {
    const { text, back } = offered[chosen];
    const end = area.selectionEnd + (context.prefix && area.value[area.selectionEnd] === '"' ? 1 : 0);
    area.setRangeText(text, context.start, end, "end");
    area.selectionEnd -= back;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };
  const open = async () => {
    schema ??= await fetch(area.dataset.schema).then((answer) => answer.json());
    context = contextAt(area.value, area.selectionEnd);
    offered = context.kind ? proposals(schema, context).slice(0, MOST) : [];
    status.textContent = offered.length ? area.dataset.some.replace("{n}", offered.length) : area.dataset.none;
    if (!offered.length) return close();
    list.replaceChildren(...offered.map((one, index) => item(one, index, () => ((chosen = index), take(), area.focus()))));
    place(area, list);
    list.hidden = false;
    area.setAttribute("aria-controls", list.id);
    choose(0);
  };

  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.code === "Space") {
      event.preventDefault();
      open();
    } else if (!list.hidden) {
      const act = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1), Enter: take, Escape: close };
      if (act[event.key]) {
        event.preventDefault();
        act[event.key]();
      }
    }
  });
  area.addEventListener("input", () => list.hidden || open());
  area.addEventListener("blur", () => setTimeout(close, 200));
}

function item({ text, told }, index, take) {
  const line = document.createElement("li");
  line.id = `proposition-${index}`;
  line.setAttribute("role", "option");
  const code = document.createElement("code");
  code.textContent = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const words = document.createElement("span");
  words.textContent = told;
  line.append(code, " ", words);
  line.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take();
  });
  return line;
}

/** Under the caret's line; the letters all have one width. */
function place(area, list) {
  const before = area.value.slice(0, area.selectionEnd).split("\n");
  const top = before.length * heightOf(area) - area.scrollTop + area.offsetTop + 12;
  list.style.insetBlockStart = `${Math.min(top, area.offsetTop + area.clientHeight)}px`;
  const left = before.at(-1).length * 8.4 - area.scrollLeft + area.offsetLeft;
  list.style.insetInlineStart = `${Math.max(0, Math.min(left, area.clientWidth - 260))}px`;
}
