/* Saves each field of a step as it is left. One request at a time, in order; when the line drops, answers wait
   on the device. Nothing here decides what is right: the whole page is still sent by its own buttons. */

import { Keepsake, forget, tidy } from "./keepsake.js";

const PAUSE = 1000; // typing in a long text stops for this long
const SLOWEST = 30000;
const GIVE_UP = 60000;
const OUTLIVES = 60000; // characters of a save that may end after its page is left
const PATIENCE = 3000; // a button waits this long for a save that left with an older answer

const place = document.getElementById("enregistrement");
const form = place?.closest("form");
if (form) start();
else {
  /* The confirmation page: nothing of this dossier stays here. */
  const [, reference, page] = location.pathname.match(/^\/dossiers\/([^/]+)\/([^/]+)/) ?? [];
  if (page === "envoye") forget(`${reference}:`);
  else if (reference) tidy(reference, "");
}

function start() {
  const words = place.dataset;
  const onDevice = "device" in words;
  const kept = new Keepsake(words.reference, words.step, words.notKept.split(" "), onDevice);
  if (onDevice) tidy(words.reference, words.step);
  else forget();

  const status = place.querySelector("[role=status]");
  const alarm = place.querySelector(".autosave-alert");
  const retry = place.querySelector("[data-retry]");
  const reopen = place.querySelector("[data-reopen]");
  const base = form.elements._base;
  const marks = new Map(base.value.split(" ").filter(Boolean).map((word) => word.split(/=(?=[^=]*$)/)));
  const drawn = new Set(); // the fields that came with the page
  const known = new Map(); // path → what the field held when the server had it
  const dirty = new Set(); // typed, not yet left
  const queue = new Set(); // paths to save, in order
  const choices = new Map(); // path → the block that asks which answer to keep
  let head = null; // the save whose answer we wait for, or whose fate is unknown: path → what it sent
  let busy = false;
  let over = false; // the session has ended, or the server refuses: nothing more is sent
  let leaving = false;
  let delay = 1000;
  let timer;

  /* --- the fields of the page --- */

  const pathOf = (control) => {
    if (control.form !== form || !control.name || control.type === "file" || control.type === "submit" || control.type === "button") return "";
    return /^(_|csrf_token$)/.test(control.name) ? "" : control.name.split(":")[0];
  };
  const controlsOf = (path) => [...form.elements].filter((control) => pathOf(control) === path);
  const paths = () => [...new Set([...form.elements].map(pathOf).filter(Boolean))];
  const values = (path) => controlsOf(path).filter((control) => !control.disabled)
    .flatMap((control) => {
      if (control.type === "radio" || control.type === "checkbox") return control.checked ? [[control.name, control.value]] : [];
      if (control.multiple) return [...control.selectedOptions].map((option) => [control.name, option.value]);
      return [[control.name, control.value]];
    });
  const as = (pairs) => new URLSearchParams(pairs).toString();
  const written = (path) => as(values(path));

  function put(path, pairs) {
    const left = pairs.map((pair) => [...pair]);
    for (const control of controlsOf(path)) {
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = pairs.some(([name, value]) => name === control.name && value === control.value);
      } else {
        const at = left.findIndex(([name]) => name === control.name);
        control.value = at < 0 ? "" : left.splice(at, 1)[0][1];
      }
    }
    controlsOf(path)[0]?.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "autosave" }));
  }

  function mark(path, value) {
    if (value) marks.set(path, value);
    else marks.delete(path);
    base.value = [...marks].map(([name, text]) => `${name}=${text}`).join(" ");
  }

  /* --- what is told --- */

  function tell(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function warn(text, { again = false, elsewhere = false } = {}) {
    const line = alarm.querySelector("[role=alert]");
    alarm.hidden = !text;
    retry.hidden = !again;
    if (reopen) reopen.hidden = !elsewhere;
    if (line.textContent !== text) line.textContent = text;
  }

  /* --- the queue --- */

  function touched(path) {
    dirty.add(path);
    if (!marks.has(path) && !drawn.has(path)) mark(path, "?"); // came after the page: what it read is not known
    remember(path);
  }

  function remember(path) {
    kept.keep(path, {
      values: values(path), sent: head?.get(path), mark: marks.get(path) ?? "", revision: Number(form.elements._revision.value),
    });
  }

  function save(path) {
    dirty.delete(path);
    if (written(path) === known.get(path) && !head?.has(path)) return kept.drop(path);
    queue.add(path);
    next();
  }

  function next() {
    if (busy || over || leaving) return;
    if (!head && queue.size) {
      head = new Map([...queue].map((path) => [path, values(path)]));
      queue.clear();
      for (const path of head.keys()) remember(path);
    }
    if (head) send(head);
  }

  function body(job) {
    const told = new URLSearchParams([...job.values()].flat());
    told.set("csrf_token", form.elements.csrf_token.value);
    told.set("_revision", form.elements._revision.value);
    told.set("_shown", [...job.keys()].join(" "));
    told.set("_base", [...job.keys()].filter((path) => marks.has(path)).map((path) => `${path}=${marks.get(path)}`).join(" "));
    return told.toString();
  }

  async function send(job) {
    busy = true;
    clearTimeout(timer);
    const content = body(job);
    let answer, told;
    try {
      answer = await fetch(words.url, {
        method: "POST", body: content, redirect: "manual", signal: AbortSignal.timeout(GIVE_UP),
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        keepalive: content.length < OUTLIVES,
      });
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) told = await answer.json();
    } catch {
      answer = null;
    }
    busy = false;
    if (leaving) return;
    if (!answer || answer.status >= 500 || answer.status === 429) return later(answer);
    delay = 1000;
    head = null;
    if (told?.marks) done(job, told);
    else refused(job, told);
    next();
  }

  function later(answer) {
    const asked = Number(answer?.headers.get("Retry-After")) * 1000;
    warn(words.lost, { again: true });
    timer = setTimeout(next, asked || delay);
    delay = Math.min(delay * 2, SLOWEST);
  }

  function done(job, told) {
    for (const [path, text] of Object.entries(told.marks)) mark(path, text);
    warn("");
    for (const path of told.saved) {
      known.set(path, as(job.get(path) ?? []));
      choices.get(path)?.remove();
      if (written(path) === known.get(path)) kept.drop(path);
      else remember(path);
    }
    for (const conflict of told.conflicts) choose(conflict);
    if (!queue.size && told.saved.length) tell(words.saved.replace("{hour}", told.at));
  }

  function refused(job, told) {
    over = true;
    for (const path of job.keys()) queue.add(path);
    if (told?.error === "not-editable") forget(`${words.reference}:`);
    warn(told ? told.message : words.over, { elsewhere: !told });
  }

  /* --- two windows, two answers --- */

  function choose(conflict) {
    const { path } = conflict;
    const block = place.querySelector("template").content.firstElementChild.cloneNode(true);
    const [yours, theirs] = [block.querySelector("[data-yours]"), block.querySelector("[data-theirs]")];
    yours.textContent = yours.textContent.replace("{text}", () => conflict.yours);
    theirs.textContent = theirs.textContent.replace("{text}", () => conflict.theirs);
    block.setAttribute("aria-label", conflict.name);
    const settle = () => {
      block.remove();
      choices.delete(path);
      warn("");
      mark(path, conflict.mark);
      controlsOf(path)[0]?.focus();
    };
    yours.addEventListener("click", () => {
      settle();
      save(path);
    });
    theirs.addEventListener("click", () => {
      settle();
      put(path, Object.entries(conflict.inputs).flatMap(([name, all]) => all.map((value) => [name, value])));
      known.set(path, written(path));
      dirty.delete(path);
      kept.drop(path);
    });
    choices.get(path)?.remove();
    choices.set(path, block);
    controlsOf(path)[0]?.closest(".field")?.after(block);
    warn(words.conflict.replace("{name}", () => conflict.name));
  }

  /* --- what people do --- */

  const timers = new Map();
  form.addEventListener("input", ({ target }) => {
    const path = pathOf(target);
    if (!path) return;
    touched(path);
    clearTimeout(timers.get(path));
    if (target.localName === "textarea") timers.set(path, setTimeout(() => save(path), PAUSE));
  });
  form.addEventListener("change", ({ target, detail }) => {
    const path = pathOf(target);
    if (!path || detail === "autosave") return;
    touched(path);
    const typing = controlsOf(path).includes(document.activeElement) && !/^(radio|checkbox|select-one|select-multiple)$/.test(target.type);
    if (!typing) save(path);
  });
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const path = pathOf(target);
    if (path && dirty.has(path) && !(relatedTarget && pathOf(relatedTarget) === path)) save(path);
  });
  addEventListener("visibilitychange", () => {
    if (document.hidden) for (const path of [...dirty]) save(path);
  });
  addEventListener("online", () => {
    delay = 1000;
    next();
  });
  addEventListener("offline", () => {
    if (head || queue.size || dirty.size) warn(words.lost, { again: true });
  });
  retry.addEventListener("click", () => {
    delay = 1000;
    next();
  });

  /* The page carries everything, so a button waits for nothing; unless a save is under way with an older
     answer of the same field: the two must not look like two windows. */
  form.addEventListener("submit", async (event) => {
    if (form.dataset.sent || event.defaultPrevented) return;
    const older = head && [...head].some(([path, sent]) => as(sent) !== written(path));
    if (older && !over && !leaving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const [job, until] = [head, Date.now() + PATIENCE];
      next();
      while (head === job && Date.now() < until) await new Promise((wake) => setTimeout(wake, 50));
      leaving = true;
      return form.requestSubmit(event.submitter);
    }
    leaving = true;
    kept.posted(true);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    leaving = busy = false;
    kept.posted(false);
    for (const path of paths()) known.set(path, null); // sent or not, ask again: what is already so changes nothing
    for (const path of paths()) save(path);
  });

  /* --- what waited on the device --- */

  for (const path of paths()) {
    drawn.add(path);
    known.set(path, written(path));
  }
  let back = false;
  for (const [path, entry] of kept.entries()) {
    const here = written(path);
    if (!drawn.has(path) || as(entry.values) === here) {
      kept.drop(path);
      continue;
    }
    if (!entry.sent || as(entry.sent) !== here) mark(path, entry.mark); // else the server had it after all
    if (entry.mark === "?") form.elements._revision.value = Math.min(form.elements._revision.value, entry.revision);
    put(path, entry.values);
    back = true;
    save(path);
  }
  if (back) tell(words.back);
}
