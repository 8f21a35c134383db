/* The builder, swapped part by part. Every form and link of the page works without this file; here a change is
   posted, the parts that differ are put in place, the focus stays where the person is, and what was done is said. */

import { drag } from "./studio-drag.js";
import { installKeys } from "./studio-keys.js";
import { installFields } from "./studio-fields.js";
import { watch } from "./studio-together.js";

const root = document.getElementById("constructeur");
const news = document.getElementById("annonce");
let running = Promise.resolve();
let waiting = 0;
/* Parts as the server wrote them: what it writes again alike stays in place. */
const written = new Map([...root.querySelectorAll("[data-part]")].map((part) => [part.id, part.outerHTML]));

/* Ask in turn: a change is decided on the page that the one before has left. */
export function swap(url, body, options = {}) {
  waiting += 1;
  root.setAttribute("aria-busy", "true");
  const asked = running.then(() => ask(url, typeof body === "function" ? body() : body, options));
  running = asked.catch(() => {}).then(() => {
    waiting -= 1;
    if (!waiting) root.removeAttribute("aria-busy");
  });
  return asked;
}

async function ask(url, body, options) {
  let answer;
  try {
    answer = await fetch(url, { method: body ? "POST" : "GET", body, headers: { "X-Guichet-Part": "builder" } });
  } catch {
    return fail(root.dataset.offline);
  }
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.getElementById("part-head")) return fail(page.querySelector("h1")?.textContent, answer);
  put(page, options);
  return answer.ok;
}

/* Not a page of ours: the session has ended, or the server is unwell. What is typed stays in the page. */
function fail(title, answer) {
  const told = root.dataset[answer && (answer.redirected || answer.status < 500) ? "ended" : "offline"];
  const place = document.getElementById("part-news");
  const box = document.createElement("div");
  box.className = "notice notice--attention";
  box.id = "message";
  box.tabIndex = -1;
  const line = document.createElement("p");
  line.textContent = [title, told].filter(Boolean).join(" : ");
  box.append(line);
  place.replaceChildren(box);
  box.focus();
  return false;
}

/* Parts that differ are replaced; typed text that was not sent, open folds, the scroll and the focus are kept. */
export function put(page, options = {}) {
  const active = document.activeElement;
  const at = { id: active?.id, start: null, found: found(active) };
  if (active && "selectionStart" in active) at.start = safely(() => [active.selectionStart, active.selectionEnd]);
  const dirty = typed();
  for (const part of page.querySelectorAll("[data-part]")) {
    const here = document.getElementById(part.id);
    if (!here || written.get(part.id) === part.outerHTML) continue;
    written.set(part.id, part.outerHTML);
    const open = [...here.querySelectorAll("details[open][id]")].map((one) => one.id);
    const scroll = here.closest(".studio-outline, .studio-side")?.scrollTop;
    here.replaceWith(part.cloneNode(true));
    const put_ = document.getElementById(part.id);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const column = put_.closest(".studio-outline, .studio-side");
    if (column && scroll !== undefined) column.scrollTop = scroll;
  }
  restore(dirty, options.sent);
  const head = document.getElementById("part-head");
  history.replaceState(null, "", head.dataset.address);
  document.title = document.querySelector("h1").textContent + titleEnd;
  refocus(at, options);
  say(head.dataset.told);
  if (options.chosen) root.querySelector(".studio-asked--chosen")?.scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new CustomEvent("studio:swapped"));
}

const titleEnd = document.title.slice(document.title.lastIndexOf(" – "));

/* What differs from what the server wrote, by id. */
function typed() {
  const found = new Map();
  for (const field of root.querySelectorAll("input[id]:not([type=checkbox]):not([type=radio]), textarea[id]")) {
    if (field.value !== field.defaultValue) found.set(field.id, { value: field.value, was: field.defaultValue });
  }
  return found;
}

function restore(dirty, sent) {
  for (const [id, { value, was }] of dirty) {
    const field = document.getElementById(id);
    if (!field || sent?.has(id)) continue;
    if (field.defaultValue === was || document.activeElement === field) field.value = value;
  }
}

/* Where the focus stands, for what has no id: a button by what it sends, a link by where it goes, a fold. */
function found(node) {
  const part = node?.closest?.("[data-part]");
  if (!part || node.id) return "";
  const attributes = ["name", "value", "href"].filter((name) => node.hasAttribute(name))
    .map((name) => `[${name}="${CSS.escape(node.getAttribute(name))}"]`).join("");
  const fold = node.tagName === "SUMMARY" && node.parentNode.id ? `#${CSS.escape(node.parentNode.id)} > summary` : "";
  return fold || (attributes ? `#${part.id} ${node.tagName.toLowerCase()}${attributes}` : `#${part.id} ${node.tagName.toLowerCase()}`);
}

function refocus(at, { focus }) {
  const errors = document.querySelector("#part-news #erreurs, #part-news #message");
  const wanted = errors ?? (focus && document.querySelector(focus)) ?? (at.id && document.getElementById(at.id))
    ?? (at.found && document.querySelector(at.found));
  if (!wanted || wanted === document.activeElement) return;
  wanted.focus({ preventScroll: !errors && !focus });
  if (at.start && wanted.id === at.id) safely(() => wanted.setSelectionRange(...at.start));
  if (focus && wanted.select && wanted.value) wanted.select();
}

function safely(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export function say(text) {
  if (!text) return;
  news.textContent = "";
  requestAnimationFrame(() => { news.textContent = text; });
}

/* One post of a form, as its button would send it. */
export function post(form, button, options = {}) {
  const body = () => {
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    return new URLSearchParams(data);
  };
  return swap(button?.getAttribute("formaction") ?? form.getAttribute("action"), body, options);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !root.contains(form) || form.method !== "post") return;
  event.preventDefault();
  delete form.dataset.sent;
  event.submitter?.removeAttribute("aria-disabled");
  const options = {};
  if (form.matches("[data-add]")) options.focus = "#p-nouvelle";
  if (form.matches("[data-palette]")) options.focus = event.submitter?.value.startsWith("ajouter:") ? "#p-libelle" : "#p-recherche";
  const adding = form.matches("[data-add]");
  const sent = new Set([...form.elements].map((field) => field.id));
  post(form, event.submitter, { ...options, sent }).then((ok) => {
    if (ok && adding) form.reset();
    if (ok && !adding && event.submitter?.value === "ajouter:0") focusLast("[id^='c-source-']");
  });
});

function focusLast(selector) {
  const all = document.querySelectorAll(selector);
  all[all.length - 1]?.focus();
}

/* Choose a question, in the outline or on the page, without leaving it. */
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-swap]");
  if (link && root.contains(link)) {
    event.preventDefault();
    show(link.dataset.question || link.closest(".studio-uses, .studio-points") ? "proprietes" : null);
    return swap(link.getAttribute("href"), null, { chosen: true });
  }
  const asked = event.target.closest("[data-choose]");
  if (asked) {
    const outline = root.querySelector(`[data-question="${CSS.escape(asked.dataset.choose)}"]`);
    if (outline) swap(outline.getAttribute("href")).then(() => show("proprietes"));
  }
});

/* On a phone, one column at a time. */
function show(panel) {
  if (!panel || !matchMedia("(max-width: 63.99rem)").matches) return;
  root.dataset.panel = panel;
  for (const tab of root.querySelectorAll(".studio-jump a")) {
    if (tab.dataset.panel === panel && !("addLink" in tab.dataset)) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}
document.addEventListener("click", (event) => {
  const tab = event.target.closest(".studio-jump a");
  if (!tab) return;
  event.preventDefault();
  show(tab.dataset.panel);
  const place = document.getElementById(tab.hash.slice(1));
  place.scrollIntoView({ block: "nearest" });
  place.focus({ preventScroll: true });
});
show(new URLSearchParams(location.search).has("question") ? "proprietes" : "plan");
root.dataset.scripted = "";

installFields({ root, post, swap, say });
installKeys({ root, post, swap, say });
drag({ root, swap, say });
watch({ root, swap });
