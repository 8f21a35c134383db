/* Sends files piece by piece as soon as they are chosen: a dropped line costs one piece. The server judges
   them as it judges those of the plain post, which stays the road without this file. */

const SLOWEST = 30000;
const TRIES = 12; // about five minutes without a line

class Refused extends Error {}

const wait = (time, signal) => new Promise((resolve) => {
  const timer = setTimeout(done, time);
  function done() {
    clearTimeout(timer);
    removeEventListener("online", done);
    signal?.removeEventListener("abort", done);
    resolve();
  }
  addEventListener("online", done);
  signal?.addEventListener("abort", done);
});

/* One request: its JSON, or Refused with the server's sentence; throws anything else when the line is down. */
async function ask(form, url, options, signal) {
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value, ...options.headers };
  const answer = await fetch(url, { redirect: "manual", ...options, headers, signal });
  if (answer.type === "opaqueredirect") throw new Refused(document.getElementById("enregistrement")?.dataset.over ?? ""); // no session
  if (answer.status >= 500) throw new Error("the server is away");
  const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
  if (!answer.ok && answer.status !== 409) throw Object.assign(new Refused(told.message ?? ""), { status: answer.status });
  if (answer.status === 409 && told.offset === undefined) throw new Refused(told.message ?? "");
  return told;
}

/* Sends one file for the question at `path`; what the server says of it. hooks: progress(percent), waiting(). */
export async function send(form, path, file, { progress, waiting, signal } = {}) {
  const step = form.dataset.step ?? new URL(form.action).pathname; // the page of a row posts to its own address
  const rows = { _rows: form.elements._rows.value };
  const dossier = step.replace(/\/etapes\/.*$/, "");
  let failures = 0;

  async function surely(url, options) {
    for (;;) {
      try {
        return await ask(form, url, options, signal);
      } catch (error) {
        if (error instanceof Refused || signal?.aborted || ++failures > TRIES) throw error;
        waiting?.();
        await wait(Math.min(1000 * 2 ** (failures - 1), SLOWEST), signal);
        if (options.method === "PATCH") return surely(url, { method: "GET" }); // where it stands is asked, not guessed
      }
    }
  }

  const begun = await surely(`${step}/envois`, { method: "POST", body: new URLSearchParams({ path, size: file.size, ...rows }) });
  const place = `${dossier}/envois/${begun.id}`;
  try {
    let { offset } = begun;
    while (offset < file.size) {
      progress?.(Math.floor((100 * offset) / file.size));
      const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(offset) };
      const before = offset;
      ({ offset } = await surely(place, { method: "PATCH", headers, body: file.slice(offset, offset + begun.piece) }));
      if (offset > before) failures = 0; // only what arrives gives patience back
    }
    progress?.(100);
    return await surely(`${step}/envois/${begun.id}`, { method: "POST", body: new URLSearchParams({ path, name: file.name, ...rows }) });
  } catch (error) {
    ask(form, place, { method: "DELETE", keepalive: true }).catch(() => {});
    throw error;
  }
}

/* The question again, as the server draws it now; what was typed elsewhere stays. */
async function redraw(group) {
  const form = group.closest("form");
  const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
  const fresh = page.getElementById(group.id);
  const same = page.querySelector("input[name=_rows]")?.value === form.elements._rows.value; // no row has moved since
  if (!fresh || !same) return group;
  const placed = document.importNode(fresh, true);
  group.replaceWith(placed);
  watch(placed);
  return placed;
}

async function take(group, input) {
  const form = group.closest("form");
  const words = group.dataset;
  const going = group.querySelector(".upload-going");
  const bar = going.querySelector("progress");
  const state = group.querySelector(".upload-state");
  const stop = new AbortController();
  const refusals = [];
  let added = 0;
  group.querySelector(".upload").hidden = going.hidden = false;
  group.querySelector(".upload .field-error").hidden = true;
  group.querySelector("[data-cancel]").onclick = () => stop.abort();
  form.addEventListener("submit", () => stop.abort(), { once: true });
  let told = -1;
  for (const file of input.files) {
    const hooks = {
      signal: stop.signal,
      waiting: () => { state.textContent = words.waiting; told = -1; },
      progress: (percent) => {
        bar.value = percent;
        if (Math.floor(percent / 25) === told) return;
        told = Math.floor(percent / 25); // said aloud four times a file, not at each piece
        state.textContent = words.sending.replace("{name}", () => file.name).replace("{percent}", () => `${percent}\u00a0%`);
      },
    };
    try {
      await send(form, words.upload, file, hooks);
      added += 1;
    } catch (error) {
      if (stop.signal.aborted) break;
      refusals.push(`${file.name} : ${error instanceof Refused && error.message ? error.message : words.failed}`);
    }
  }
  if (form.dataset.sent) return; // the whole page is on its way, with the file
  going.hidden = true;
  input.value = "";
  const fresh = added ? await redraw(group).catch(() => group) : group;
  tell(fresh, stop.signal.aborted ? words.cancelled : added ? words.done : "", refusals);
}

function tell(group, text, refusals) {
  const place = group.querySelector(".upload");
  if (!place) return group.querySelector(".files")?.focus();
  place.hidden = false;
  place.querySelector(".upload-state").textContent = text;
  const error = place.querySelector(".field-error");
  error.hidden = !refusals.length;
  error.textContent = refusals.join(" – ");
  (refusals.length ? group.querySelector("input[type=file]") : group.querySelector(".files"))?.focus();
}

function watch(group) {
  const input = group.querySelector("input[type=file]");
  if (!input) return;
  input.addEventListener("change", () => input.files.length && take(group, input));
  if (input.files.length) take(group, input); // chosen before this script came
}

document.querySelectorAll("fieldset[data-upload]").forEach(watch);
