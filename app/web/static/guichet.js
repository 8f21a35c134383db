/* Niceties only: every page works without this file.
   1. the errors, or what was just done, take the focus, unless the address names a field; 2. a form is not sent twice;
   3. long texts are counted; 4. a page made for paper can be printed. */

import "./live.js"; // first: what it puts in the page is then saved like the rest
import "./autosave.js";
import "./upload.js";
import "./signature.js";
import "./combobox.js";
import "./batch.js";

const news = document.querySelector("#erreurs, #conflit") ?? document.getElementById("message");
if (news && !location.hash) news.focus();

/* A link of the summary puts the cursor in the field, and its label on the screen. */
for (const link of document.querySelectorAll(".errors a[href^='#']")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}

/* The server refuses a second submission anyway; this spares people the doubt. */
for (const form of document.querySelectorAll("form[method='post']")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
}
/* Coming back with the browser's own button shows the page as it was: let it be sent again. */
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

/* The page says the limit in words; here it says what is left, politely, once typing pauses. */
for (const area of document.querySelectorAll("textarea[data-max]")) {
  const count = document.getElementById(`${area.id}-limite`);
  if (!count) continue;
  let timer;
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const left = Number(area.dataset.max) - area.value.length;
      count.textContent = (left < 0 ? count.dataset.over : count.dataset.left).replace("{n}", Math.abs(left));
    }, 600);
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
