/* What looking.py measures inside a page: functions that give sentences, none when all is well. */
({
  /* What the eye sees as one target: the whole line of a radio button. */
  small(controls) {
    return [...document.querySelectorAll(controls)].filter((node) => {
      const box = (node.closest(".row") ?? node).getBoundingClientRect();
      return node.checkVisibility() && (box.height < 24 || box.width < 24);
    }).map((node) => `target under 24 px: ${node.outerHTML.slice(0, 90)}`);
  },

  stickingOut() {
    const edge = document.querySelector("main").getBoundingClientRect().right + 1;
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page scrolls sideways"] : [];
    const out = [...document.querySelectorAll("main form *")].filter((node) => node.checkVisibility()
      && !node.closest(".hidden") && getComputedStyle(node).clipPath === "none"
      && node.getBoundingClientRect().right > edge);
    return [...wide, ...out.map((node) => `out of the column: ${node.outerHTML.slice(0, 90)}`)];
  },

  /* A word of a label or a button that is cut because its box is too narrow for it. */
  cutWords() {
    const found = [];
    const range = document.createRange();
    for (const node of document.querySelectorAll("main form :is(label, legend, th, button, summary, .hint)")) {
      if (!node.checkVisibility() || node.closest(".hidden")) continue;
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest(".hidden")) continue;
        if (getComputedStyle(text.parentElement).clipPath !== "none") continue;
        for (const word of text.data.matchAll(/[\p{L}\p{N}]{2,}/gu)) {
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
          if (lines.size > 1) found.push(`a word is cut: ${word[0]}`);
        }
      }
    }
    return found;
  },

  focused() {
    const node = document.activeElement;
    const style = getComputedStyle(node.closest(".row") ?? node);
    return {
      inside: Boolean(node.closest("main form")),
      html: node.outerHTML.slice(0, 90),
      seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  },

  /* WCAG lets a disabled control be pale; people must read it all the same, and see that it is disabled. */
  pale(controls) {
    const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const behind = (node) => {
      for (let at = node; at; at = at.parentElement) {
        const [r, g, b, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
        if (alpha > 0) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const light = (rgb) => rgb.reduce((sum, c, at) => sum + linear(c / 255) * [0.2126, 0.7152, 0.0722][at], 0);
    const found = [];
    for (const control of document.querySelectorAll(controls)) {
      const node = control.closest(".row")?.querySelector("label") ?? control;
      if (!node.checkVisibility()) continue;
      let opacity = 1;
      for (let at = node; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
      const back = behind(node);
      const ink = channels(getComputedStyle(node).color).slice(0, 3);
      const seen = ink.map((c, at) => c * opacity + back[at] * (1 - opacity));
      const [high, low] = [light(seen), light(back)].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) found.push(`pale (${ratio.toFixed(1)}): ${node.outerHTML.slice(0, 90)}`);
      if (control.matches(":disabled") && getComputedStyle(node).cursor !== "not-allowed") {
        found.push(`disabled but looks ready: ${node.outerHTML.slice(0, 90)}`);
      }
    }
    return found;
  },

  disable(controls) {
    for (const node of document.querySelectorAll(controls)) node.disabled = true;
  },

  /* Only what is wrong comes back: the whole account of a page takes longer to bring than to make. */
  async violations(within) {
    const told = await axe.run(within, { resultTypes: ["violations"] });
    return this.sentences(told);
  },

  /* Looking at each letter against what lies behind it takes axe three quarters of its time. */
  async violationsBesideColours(within) {
    const rules = { "color-contrast": { enabled: false } };
    return this.sentences(await axe.run(within, { resultTypes: ["violations"], rules }));
  },

  sentences(told) {
    return told.violations.map((found) => {
      const nodes = found.nodes.slice(0, 5).map((node) => `${node.target} ${node.html.slice(0, 160)}`);
      return `${found.id}: ${found.help}\n  ${nodes.join("\n  ")}`;
    });
  },
})
