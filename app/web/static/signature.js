/* A place to draw a signature, beside the name and the box that are enough without it. */

import { send } from "./upload.js";

const PAUSE = 700;

function start(pad) {
  const form = pad.closest("form");
  const canvas = pad.querySelector("canvas");
  const state = pad.querySelector("[role=status]");
  const kept = pad.closest("fieldset").querySelector("input[type=hidden]");
  const pen = canvas.getContext("2d");
  let timer, last, dirty = false, sending = null;
  pad.hidden = false;

  function blank() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
  }
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  function keep(id) {
    kept.value = id;
    kept.dispatchEvent(new Event("change", { bubbles: true }));
  }
  async function save() {
    clearTimeout(timer);
    dirty = false;
    try {
      const content = await new Promise((made) => canvas.toBlob(made, "image/png"));
      const told = await send(form, pad.dataset.signature, new File([content], "signature.png", { type: "image/png" }));
      keep(told.id);
      state.textContent = pad.dataset.kept;
    } catch {
      state.textContent = pad.dataset.failed;
    }
  }

  blank();
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    canvas.setPointerCapture(event.pointerId);
    clearTimeout(timer);
    last = at(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...next);
    pen.stroke();
    last = next;
    dirty = true;
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => {
    last = null;
    clearTimeout(timer);
    if (dirty) timer = setTimeout(() => { sending = save(); }, PAUSE);
  });
  pad.querySelector("[data-clear]").addEventListener("click", () => {
    clearTimeout(timer);
    dirty = false;
    blank();
    pad.closest("fieldset").querySelector(".signature-drawn")?.remove();
    keep("");
    state.textContent = pad.dataset.cleared;
  });
  /* A button pressed within the pause: the drawing goes first. */
  form.addEventListener("submit", async (event) => {
    if (!dirty) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await (sending = save());
    form.requestSubmit(event.submitter);
  }, { capture: true });
}

document.querySelectorAll("[data-signature]").forEach(start);
