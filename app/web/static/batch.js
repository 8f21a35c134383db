/* Follows a batch while it runs: the part of the page that tells how far it is comes again every two seconds.
   Without it, a link does the same. */

const PAUSE = 2000;

async function follow() {
  const here = document.querySelector("#avancement[data-running='oui']");
  if (!here) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"), here);
  } catch {
    /* The line dropped: the next turn tries again. */
  }
  setTimeout(follow, PAUSE);
}

/* Focus stays where it is while the batch runs; at the end, the whole page tells the result. */
function show(fresh, here) {
  const there = fresh.querySelector("#avancement");
  if (!there) return;
  if (there.dataset.running !== "oui") {
    document.querySelector("main").replaceWith(fresh.querySelector("main"));
    document.querySelector("#avancement-texte").setAttribute("role", "status");
    return;
  }
  for (const part of ["#avancement-texte", "progress", ".batch-numbers"]) {
    here.querySelector(part).replaceWith(there.querySelector(part));
  }
}

setTimeout(follow, PAUSE);
