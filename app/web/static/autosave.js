/* Saves each field of a step as it is left, or when typing stops. One request at a time, in order; when the line
   drops, answers wait on the device. Nothing here decides what is right: the whole page is still sent by its own buttons. */

import { Keepsake, forget, tidy } from "./keepsake.js";

const PAUSE = 1000; // typing stops for this long
const SLOWEST = 30000;
const GIVE_UP = 60000;
const OUTLIVES = 60000; // characters of a save that may end after its page is left
const PATIENCE = 3000; // a button waits this long for what is not saved yet
const TYPED = /^(?!radio|checkbox|select|hidden)/; // the kinds of control that people type in

const place = document.getElementById("enregistrement");
const form = place?.closest("form");
const { draft, revision } = document.body.dataset;
if (form) start();
else if (draft && location.pathname.endsWith("/envoye")) forget(`${draft}:`); // it was sent: nothing of it stays here
else tidy(draft, Number(revision), stepBefore());

function stepBefore() {
  return document.referrer.match(/\/dossiers\/[^/]+\/etapes\/([^/?#]+)/)?.[1];
}

function start() {
  const words = place.dataset;
  const onDevice = "device" in words;
  const rowIds = new Map(form.elements._rows.value.split(" ").filter(Boolean).map((word) => word.split("=")));
  /* "enfants#3.prenom" for "enfants[0].prenom": rows move, their ids do not. */
  const byId = (path) => {
    let seen = "";
    return path.replace(/([^[\]]+)(?:\[(\d+)\])?/g, (all, name, index) => {
      const id = index === undefined ? undefined : rowIds.get(seen + name)?.split(",")[index];
      seen += all;
      return id === undefined ? all : `${name}#${id}`;
    });
  };
  const kept = new Keepsake(words.reference, words.step, words.notKept.split(" "), onDevice, byId);
  if (onDevice) tidy(words.reference, Number(revision), stepBefore() === words.step ? "" : stepBefore());
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
  const proofs = new Map(); // posted with the page before, for the server to recognise: path → mark of what is drawn
  let head = null; // the save whose answer we wait for, or whose fate is unknown: path → what it sent
  let busy = false;
  let over = false; // the session has ended, or the server refuses: nothing more is sent
  let leaving = false;
  let back = false; // answers kept on the device came back in the page
  let failing = false; // the last save did not get through
  let renewed = false; // a fresh token was asked for, and nothing was taken since
  let insisted = false; // the person pressed the button again: let the browser try
  let latest = Number(revision); // of the draft, as far as this page knows
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
    return controlsOf(path)[0]?.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "autosave" }));
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
    if (!text && alarm.contains(document.activeElement)) status.focus(); // the button that was pressed goes away
    alarm.hidden = !text;
    retry.hidden = !again;
    if (reopen) reopen.hidden = !elsewhere;
    if (line.textContent !== text) line.textContent = text;
  }

  /* What is true of everything that waits: kept here, or only on this page. */
  const waiting = () => [...(head?.keys() ?? []), ...queue, ...dirty];
  const keptOr = (here, page) => (waiting().every((path) => kept.holds(path)) ? here : page);
  const warnLost = (why) => warn(`${why} ${keptOr(words.kept, words.open)}`, { again: true });

  /* --- the queue --- */

  function touched(path) {
    dirty.add(path);
    if (!marks.has(path) && !drawn.has(path)) mark(path, "?"); // came after the page: what it read is not known
    remember(path);
  }

  function remember(path) {
    if (!inSight(path)) return; // what was last typed is kept already
    kept.keep(path, {
      values: values(path), sent: head?.get(path), mark: marks.get(path) ?? "", revision: Number(form.elements._revision.value), latest,
    });
  }

  const inSight = (path) => controlsOf(path).length > 0; // a question that an answer hides may be out of the page

  function save(path) {
    dirty.delete(path);
    if (!inSight(path)) return queue.add(path);
    if (written(path) === known.get(path) && !head?.has(path)) return kept.drop(path);
    queue.add(path);
    next();
  }

  function next() {
    if (busy || over || leaving) return;
    const ready = [...queue].filter(inSight); // one that is out of sight waits: it is not emptied
    if (!head && ready.length) {
      head = new Map(ready.map((path) => [path, values(path)]));
      for (const path of ready) queue.delete(path);
      for (const path of head.keys()) remember(path);
    }
    if (head) send(head);
  }

  function body(job) {
    const told = new URLSearchParams([...job.values()].flat());
    told.set("csrf_token", form.elements.csrf_token.value);
    told.set("_revision", form.elements._revision.value);
    told.set("_shown", [...job.keys()].join(" "));
    told.set("_rows", form.elements._rows.value);
    told.set("_version", form.elements._version.value);
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
    if (answer && !told && answer.status < 500 && answer.status !== 429 && !renewed && (await renew())) {
      busy = false;
      return next();
    }
    busy = false;
    if (leaving) return;
    failing = !answer || answer.status >= 500 || answer.status === 429;
    if (failing) return later(answer);
    delay = 1000;
    head = null;
    if (told?.marks) done(job, told);
    else refused(job, told);
    next();
  }

  /* The page was open for long, or the session was opened again elsewhere: its token is asked anew. */
  async function renew() {
    renewed = true;
    try {
      const answer = await fetch(form.action, { redirect: "manual", headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      const token = page.getElementById("enregistrement")?.closest("form").querySelector("[name=csrf_token]");
      if (token) form.elements.csrf_token.value = token.value;
      return Boolean(token);
    } catch {
      return false;
    }
  }

  function later(answer) {
    const asked = Number(answer?.headers.get("Retry-After")) * 1000;
    warnLost(answer ? words.away : words.lost);
    timer = setTimeout(next, asked || delay);
    delay = Math.min(delay * 2, SLOWEST);
  }

  function done(job, told) {
    renewed = insisted = false;
    latest = told.revision;
    for (const path of [...proofs.keys()].filter((path) => job.has(path))) {
      // "1250,5" was posted and "1 250,50" is drawn: the same answer, drawn as it should be. Anything else comes back.
      if (proofs.get(path) === told.marks[path]) job.set(path, values(path));
      else if (put(path, job.get(path))) back = true;
      proofs.delete(path);
    }
    for (const [path, text] of Object.entries(told.marks)) mark(path, text);
    for (const path of told.saved) {
      known.set(path, as(job.get(path)));
      choices.get(path)?.remove();
      choices.delete(path);
      if (inSight(path) ? written(path) === known.get(path) : !queue.has(path) && !dirty.has(path)) kept.drop(path);
      else remember(path);
    }
    if (!choices.size) warn("");
    for (const conflict of told.conflicts) choose(conflict, told.at);
    if (told.lost?.length) warn(words.gone);
    if (told.renewed) warn(told.renewed);
    if ([...queue].some(inSight) || !told.saved.length) return;
    tell(`${words.saved.replace("{hour}", told.at)}${back ? `. ${words.back}` : ""}`);
    back = false;
  }

  function refused(job, told) {
    over = true;
    for (const path of job.keys()) queue.add(path);
    if (told?.error === "not-editable") forget(`${words.reference}:`);
    if (told) warn(told.message);
    else warn(`${words.over} ${keptOr(words.overKept, words.overOpen)}`, { again: true, elsewhere: true });
  }

  /* --- two windows, two answers --- */

  function choose(conflict, at) {
    const { path } = conflict;
    const block = place.querySelector("template").content.firstElementChild.cloneNode(true);
    const [yours, theirs] = [block.querySelector("[data-yours]"), block.querySelector("[data-theirs]")];
    yours.textContent = yours.textContent.replace("{text}", () => conflict.yours);
    theirs.textContent = theirs.textContent.replace("{text}", () => conflict.theirs);
    block.setAttribute("aria-label", conflict.name);
    const settle = () => {
      block.remove();
      choices.delete(path);
      if (!choices.size) warn("");
      mark(path, conflict.mark);
      const controls = controlsOf(path);
      (controls.find((control) => control.checked) ?? controls[0])?.focus();
    };
    yours.addEventListener("click", () => {
      settle();
      save(path);
    });
    theirs.addEventListener("click", () => {
      put(path, Object.entries(conflict.inputs).flatMap(([name, all]) => all.map((value) => [name, value])));
      known.set(path, written(path));
      dirty.delete(path);
      kept.drop(path);
      settle();
      tell(words.saved.replace("{hour}", at));
    });
    choices.get(path)?.remove();
    choices.set(path, block);
    (controlsOf(path)[0]?.closest(".field") ?? alarm).after(block);
    warn(words.conflict.replace("{name}", () => conflict.name));
  }

  /* --- what people do --- */

  const timers = new Map();
  form.addEventListener("input", ({ target }) => {
    const path = pathOf(target);
    if (!path) return;
    touched(path);
    clearTimeout(timers.get(path));
    if (TYPED.test(target.type)) timers.set(path, setTimeout(() => dirty.has(path) && save(path), PAUSE));
  });
  form.addEventListener("change", ({ target, detail }) => {
    const path = pathOf(target);
    if (!path || detail === "autosave") return;
    touched(path);
    const typing = TYPED.test(target.type) && controlsOf(path).includes(document.activeElement);
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
    if (waiting().length) warnLost(words.lost);
  });
  retry.addEventListener("click", async () => {
    delay = 1000;
    if (over && (await renew())) over = false;
    next();
  });

  /* The page carries everything, so a button waits for nothing; unless a save is under way with an older answer
     (the two must not look like two windows), or the line is down: the browser would show a page of its own. */
  form.addEventListener("submit", async (event) => {
    if (form.dataset.sent || event.defaultPrevented) return;
    const older = head && [...head].some(([path, sent]) => as(sent) !== written(path));
    const down = failing && head && !insisted;
    if ((older || down) && !over && !leaving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const [job, until] = [head, Date.now() + PATIENCE];
      next();
      while (head === job && busy && Date.now() < until) await new Promise((wake) => setTimeout(wake, 50));
      if (failing && head === job && !insisted) {
        insisted = true;
        return retry.focus();
      }
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

  /* A page may come back with one input more (a choice between communes): an empty one is no other answer. */
  const filled = (pairs) => as(pairs.filter(([, value]) => value));
  for (const path of paths()) known.set(path, written(path));
  for (const path of [...paths(), ...(form.elements._shown.dataset.drawn ?? "").split(" ")]) drawn.add(path);
  const unsettled = document.getElementById("conflit"); // what is on the page is not on the server yet
  const names = new Map([...drawn].map((path) => [byId(path), path]));
  const entries = kept.entries().map(([name, entry]) => [names.get(name) ?? name, entry]);
  const unseen = new Map(); // hidden by other answers: they come back with their question
  for (const [path, entry] of entries) {
    if (inSight(path)) {
      if (comesBack(path, entry)) head = new Map([...(head ?? []), [path, entry.values]]);
    } else if (drawn.has(path) && !entry.waited) {
      entries.push([path, { ...entry, waited: true }]); // last: one of those that come back may show it
    } else {
      unseen.set(path, entry);
    }
  }

  /* True when the page had another answer: what was kept is in it again, and has to be sent. */
  function comesBack(path, entry) {
    const here = filled(values(path));
    if (filled(entry.values) === here) {
      if (!unsettled) kept.drop(path);
      return false;
    }
    if (entry.posted) proofs.set(path, marks.get(path) ?? "");
    if (!entry.sent || filled(entry.sent) !== here) mark(path, entry.mark); // else the server had it after all
    if (entry.mark === "?") form.elements._revision.value = Math.min(form.elements._revision.value, entry.revision);
    if (!entry.posted) back = Boolean(put(path, entry.values)) || back;
    return true;
  }

  form.addEventListener("shown", () => queueMicrotask(() => { // once the page has been walked: an answer shows others
    for (const [path, entry] of [...unseen].filter(([name]) => inSight(name))) {
      unseen.delete(path);
      if (comesBack(path, entry)) queue.add(path);
    }
    next();
  }));
  if (back) tell(words.back);
  next();
}
