/* Answers that the server does not have yet, kept on this device until it has them: never on an adviser's
   machine, never an identifier that follows somebody for life. It refuses to know forms and requests. */

const FAMILY = "guichet:";
const WEEK = 7 * 24 * 3600 * 1000;

/* A browser may refuse its storage (private window, full disk): then nothing is kept, and nothing breaks. */
function quietly(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

function names(beginning) {
  return quietly(() => Object.keys(localStorage).filter((name) => name.startsWith(beginning))) ?? [];
}

function read(name) {
  return quietly(() => JSON.parse(localStorage.getItem(name)));
}

export function forget(beginning = "") {
  for (const name of names(FAMILY + beginning)) quietly(() => localStorage.removeItem(name));
}

/* What was left behind goes by itself: after a week, or once the page that held it was sent and taken. The page
   that comes next shows that: it was reached `from` that step, and the draft has grown since. A page of no draft
   says that what was sent came to nothing (an ended session, a failure): it waits again. */
export function tidy(reference = "", revision = NaN, from = "") {
  for (const name of names(FAMILY)) {
    const entry = read(name);
    const taken = entry?.posted && from && name.startsWith(`${FAMILY}${reference}:${from}:`) && revision > entry.latest;
    if (!entry || taken || !(Date.now() - entry.at < WEEK)) quietly(() => localStorage.removeItem(name));
    else if (entry.posted && !reference) quietly(() => localStorage.setItem(name, JSON.stringify({ ...entry, posted: false })));
  }
}

export class Keepsake {
  /* `rename`: the path of a field with the ids of its rows, which do not change when rows move. */
  constructor(reference, step, refused, allowed, rename = (path) => path) {
    this.rename = rename;
    this.beginning = `${FAMILY}${reference}:${step}:`;
    this.refused = new Set(refused);
    this.allowed = allowed;
  }

  keep(path, entry) {
    if (!this.allowed || this.refused.has(path)) return;
    quietly(() => localStorage.setItem(this.beginning + this.rename(path), JSON.stringify({ ...entry, at: Date.now() })));
  }

  /* True when closing the page would not lose this answer. */
  holds(path) {
    return this.allowed && Boolean(read(this.beginning + this.rename(path)));
  }

  drop(path) {
    quietly(() => localStorage.removeItem(this.beginning + this.rename(path)));
  }

  entries() {
    if (!this.allowed) return [];
    return names(this.beginning).map((name) => [name.slice(this.beginning.length), read(name)]).filter(([, entry]) => entry);
  }

  /* The whole page is being sent: what it holds is forgotten when the server shows that it has it. */
  posted(yes) {
    for (const [path, entry] of this.entries()) {
      quietly(() => localStorage.setItem(this.beginning + path, JSON.stringify({ ...entry, posted: yes })));
    }
  }
}
