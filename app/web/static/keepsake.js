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

/* What was left behind goes by itself: after a week, or once a page was sent and the server answered it. */
export function tidy(reference, step) {
  for (const name of names(FAMILY)) {
    const entry = read(name);
    const answered = entry?.posted && name.startsWith(`${FAMILY}${reference}:`) && !name.startsWith(`${FAMILY}${reference}:${step}:`);
    if (!entry || answered || !(Date.now() - entry.at < WEEK)) quietly(() => localStorage.removeItem(name));
  }
}

export class Keepsake {
  constructor(reference, step, refused, allowed) {
    this.beginning = `${FAMILY}${reference}:${step}:`;
    this.refused = new Set(refused);
    this.allowed = allowed;
  }

  keep(path, entry) {
    if (!this.allowed || this.refused.has(path)) return;
    quietly(() => localStorage.setItem(this.beginning + path, JSON.stringify({ ...entry, at: Date.now() })));
  }

  drop(path) {
    quietly(() => localStorage.removeItem(this.beginning + path));
  }

  entries() {
    if (!this.allowed) return [];
    return names(this.beginning).map((name) => [name.slice(this.beginning.length), read(name)]).filter(([, entry]) => entry);
  }

  /* The whole page is being sent: what it holds is forgotten when the server answers with another page. */
  posted(yes) {
    for (const [path, entry] of this.entries()) {
      quietly(() => localStorage.setItem(this.beginning + path, JSON.stringify({ ...entry, posted: yes })));
    }
  }
}
