/* Follows the answers of a step: its questions come and go, what is worked out is told at once. What is out of sight
   is out of the form, and keeps what was typed. The server judges again when the page is sent: nothing is decided here. */

import { evaluate, holds, read } from "./conditions.js";
import { Decimal } from "./decimals.js";
import { reader } from "./typed-answers.js";
import { told } from "./told-answers.js";

const PAUSE = 700; // what changed is told once typing stops for this long

const line = document.getElementById("suivi");
const form = line?.closest("form");
if (form) start();

function start() {
  const { today, fields } = read(line.dataset.rules);
  const shown = form.elements._shown;
  const drawn = shown.dataset.drawn.split(" ");
  const understood = new Map(); // path → what was last understood: half a date hides nothing
  const named = (attribute, path) => form.querySelector(`[data-${attribute}="${CSS.escape(path)}"]`);

  /* --- one walk in page order, as the server does --- */

  function walk(typing) {
    const answers = {};
    const news = { shown: [], gone: [], changed: [] };
    const here = { answers, today, typing, news };
    for (const field of fields) visit(field, "", answers, here);
    const hidden = new Set([...form.querySelectorAll("[data-live]")].filter(isHidden).map((place) => place.dataset.live));
    shown.value = drawn.filter((path) => !around(path).some((place) => hidden.has(place))).join(" ");
    return news;
  }

  /* "foyers[0].revenus[1].montant" and the repeats around it: foyers, foyers[0].revenus */
  const around = (path) => [...path.matchAll(/\[|$/g)].map(({ index }) => path.slice(0, index));

  function visit(field, before, target, around) {
    const path = before + field.path;
    const scope = { answers: around.answers, today: around.today, item: before ? target : null };
    if (field.when && !show(path, holds(field.when, scope), around.news)) return;
    if (field.reads === "rows") return visitRows(field, path, target, around);
    const value = field.value ? compute(field, path, scope, around.news) : typed(field, path, around.typing);
    if (value !== null && value !== undefined) put(target, field.path, value);
  }

  function visitRows(field, path, target, around) {
    const numbers = drawn.map((name) => (name.startsWith(`${path}[`) ? Number.parseInt(name.slice(path.length + 1), 10) : -1));
    const rows = [];
    const count = Math.max(-1, ...numbers) + 1;
    if (count) put(target, field.path, rows);
    for (let index = 0; index < count; index += 1) {
      rows.push({});
      for (const cell of field.cells ?? []) visit(cell, `${path}[${index}].`, rows[index], around);
    }
  }

  function typed(field, path, typing) {
    const controls = [...form.elements].filter((control) => control.name === path || control.name.startsWith(`${path}:`));
    if (!field.reads || !controls.length) return null;
    const value = reader(field.reads)(controls, field.scale);
    if (value === undefined && typing) return understood.get(path) ?? null;
    understood.set(path, value ?? null);
    return value ?? null;
  }

  function compute(field, path, scope, news) {
    const value = rounded(evaluate(field.value, scope), field.scale);
    const place = named("computed", path);
    if (place?.dataset.told) {
      const text = told(place.dataset.told, value) || place.dataset.empty;
      if (place.textContent.trim() !== text) {
        place.textContent = text;
        news.changed.push(line.dataset.changed.replace("{name}", () => place.dataset.name).replace("{value}", () => text));
      }
    }
    return value;
  }

  /* --- in and out of sight --- */

  const isHidden = (place) => place.firstElementChild?.localName === "template";

  /* True when the question is in sight. One that has the focus stays until the focus leaves it. */
  function show(path, visible, news) {
    const place = named("live", path);
    if (!place) return visible;
    if (visible && isHidden(place)) {
      place.replaceChildren(place.firstElementChild.content);
      place.dispatchEvent(new Event("shown", { bubbles: true })); // its own niceties, if it has some, begin now
      news.shown.push(place.dataset.name);
    } else if (!visible && !isHidden(place)) {
      if (place.contains(document.activeElement)) return true;
      const away = document.createElement("template");
      away.content.append(...place.childNodes);
      place.replaceChildren(away);
      news.gone.push(place.dataset.name);
    }
    return visible;
  }

  /* --- what is told --- */

  let waiting = { shown: new Set(), gone: new Set(), changed: [] };
  let timer;

  function tell(news) {
    if (news.changed.length) waiting.changed = news.changed;
    for (const name of news.shown) if (!waiting.gone.delete(name)) waiting.shown.add(name);
    for (const name of news.gone) if (!waiting.shown.delete(name)) waiting.gone.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { shown: come, gone, changed } = waiting;
      waiting = { shown: new Set(), gone: new Set(), changed: [] };
      const words = (text, names) => (names.size ? [text.replace("{names}", () => [...names].join(", "))] : []);
      const all = [...words(line.dataset.shown, come), ...words(line.dataset.gone, gone), ...changed].join(". ");
      if (all) line.textContent = all;
    }, PAUSE);
  }

  const follow = (event) => tell(walk(event.type === "input"));
  form.addEventListener("input", follow);
  form.addEventListener("change", follow);
  form.addEventListener("focusout", () => setTimeout(() => tell(walk(true))));
  addEventListener("pageshow", () => walk(false)); // a page that comes back has its inputs as they were left
  walk(false);
}

function rounded(value, scale) {
  return value instanceof Decimal && scale !== undefined ? evaluate({ round: [value, scale] }, { answers: {} }) : value;
}

function put(target, path, value) {
  const parts = path.split(".");
  const last = parts.pop();
  let here = target;
  for (const part of parts) {
    if (!Object.hasOwn(here, part)) here[part] = {};
    here = here[part];
  }
  here[last] = value;
}
