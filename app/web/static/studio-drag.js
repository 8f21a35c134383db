/* Drag and drop in the outline, by mouse and by finger, with a handle. Its keyboard twins are Alt and arrows, and
   « Où la ranger ». What is taken, where it would go and where it went are said in the live region. */

export function drag({ root, swap, say }) {
  const words = root.dataset;
  let held = null;

  const dress = () => {
    for (const link of root.querySelectorAll("[data-outline] a[data-question]")) {
      if (link.previousElementSibling?.matches(".studio-handle")) continue;
      const handle = document.createElement("span");
      handle.className = "studio-handle";
      handle.setAttribute("aria-hidden", "true");
      link.before(handle);
    }
  };
  dress();
  document.addEventListener("studio:swapped", dress);

  root.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".studio-handle");
    if (!handle || event.button) return;
    event.preventDefault();
    const link = handle.nextElementSibling;
    held = { link, handle, spot: null, name: name(link) };
    handle.setPointerCapture(event.pointerId);
    link.closest("li").classList.add("studio-held");
    say(words.taken.replace("{name}", held.name));
  });
  root.addEventListener("pointermove", (event) => {
    if (!held) return;
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-outline] a");
    scroll(event.clientY);
    if (!under || under === held.link || under === held.spot) return;
    mark(under);
    say(words.over.replace("{name}", name(under)));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    root.addEventListener(end, (event) => {
      if (!held) return;
      const { link, spot, name: moved } = held;
      link.closest("li").classList.remove("studio-held");
      mark(null);
      held = null;
      if (end === "pointercancel" || !spot) return say(words.dropped.replace("{name}", moved));
      send(link.dataset.question, spot);
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !held) return;
    held.link.closest("li").classList.remove("studio-held");
    mark(null);
    say(words.dropped.replace("{name}", held.name));
    held = null;
  });

  const name = (link) => link.querySelector(".studio-label").textContent.trim();
  function mark(under) {
    root.querySelector(".studio-drop")?.classList.remove("studio-drop");
    if (held) held.spot = under;
    under?.classList.add("studio-drop");
  }
  function scroll(y) {
    const edge = 60;
    if (y < edge) scrollBy(0, -12);
    else if (y > innerHeight - edge) scrollBy(0, 12);
  }
  function send(question, spot) {
    const to = spot.dataset.question ? `apres:${spot.dataset.question}` : `etape:${spot.dataset.step}`;
    const body = () => {
      const held_ = new URLSearchParams({ action: "deplacer", question, vers: to });
      for (const name_ of ["csrf_token", "revision"]) held_.set(name_, root.querySelector(`#part-bar input[name="${name_}"]`).value);
      return held_;
    };
    swap(root.querySelector("[data-outline]").dataset.action, body);
  }
}
