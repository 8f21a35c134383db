/* Designers at once: who is here is asked again every fifteen seconds; when the draft has changed elsewhere and
   nothing is being typed here, the page follows. Otherwise the server refuses what would overwrite. */

const EVERY = 15_000;

export function watch({ root, swap }) {
  const head = () => document.getElementById("part-head");
  const busy = () => root.hasAttribute("aria-busy") || document.hidden || root.querySelector(".studio-rename")
    || [...root.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue && field.type !== "checkbox" && field.type !== "radio");

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(head().dataset.presence).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.getElementById("presence");
    const here = document.getElementById("presence");
    if (!there || !here) return;
    const moved = there.dataset.revision !== head().dataset.revision;
    if (there.textContent.trim() !== here.textContent.trim()) here.replaceWith(there);
    if (moved && !busy()) swap(head().dataset.address);
  }
  setInterval(look, EVERY);
}
