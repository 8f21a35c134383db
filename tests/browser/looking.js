/* What looking.py measures inside a page: functions that give sentences, none when all is well. */
({
  /* What the eye sees as one target: the whole line of a radio button. */
  small(controls) {
    return [...document.querySelectorAll(controls)].filter((node) => {
      const box = (node.closest(".row") ?? node).getBoundingClientRect();
      return node.checkVisibility() && (box.height < 24 || box.width < 24);
    }).map((node) => `target under 24 px: ${node.outerHTML.slice(0, 90)}`);
  },

  /* What a finger and an eye meet on a phone. */
  onAPhone(controls) {
    return [...this.small(controls), ...this.stickingOut(), ...this.cutWords()];
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

  /* From now on, notes each control that gets the focus, until `focused` tells them. */
  watchFocus() {
    window.gotFocus = [];
    document.addEventListener("focusin", ({ target: node }) => {
      const style = getComputedStyle(node.closest(".row") ?? node);
      window.gotFocus.push({
        inside: Boolean(node.closest("main form")),
        html: node.outerHTML.slice(0, 90),
        seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      });
    });
  },

  focused() {
    return window.gotFocus;
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

  /* All but colours. Only what is wrong comes back: the whole account of a page takes longer to bring than
     to make. */
  async violations(within) {
    const rules = { "color-contrast": { enabled: false } };
    return this.sentences(await axe.run(within, { resultTypes: ["violations"], rules }));
  },

  /* Every way of writing on the page: ink, size, and all that is behind or over it, as a line of text. */
  inks(within) {
    return [...this.written(within).keys()];
  },

  /* The contrast of these ways of writing: what is wrong, and those that axe could judge. Looking at each
     letter against what lies behind it takes axe most of its time: the same ink on the same paper is not
     looked at on each page. */
  async contrasts({ within, inks }) {
    const written = this.written(within);
    const bearers = new Map(inks.flatMap((ink) => (written.get(ink) ?? []).map((node) => [node, ink])));
    if (!bearers.size) return { wrong: [], judged: [] };
    const told = await axe.run({ include: [...bearers.keys()] }, {
      runOnly: ["color-contrast"], resultTypes: ["violations", "passes"], elementRef: true,
    });
    const judged = told.passes.flatMap((found) => found.nodes).map((node) => bearers.get(node.element));
    return { wrong: this.sentences(told), judged: [...new Set(judged.filter(Boolean))] };
  },

  written(within) {
    const found = new Map();
    const papers = new Map();
    const placed = (node, style) => (style.position === "static" ? "" : `${node.localName}.${node.className}`);
    const paper = (node) => {
      if (!node) return "";
      if (!papers.has(node)) {
        const style = getComputedStyle(node);
        const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode];
        const above = paper(node.parentElement);
        const plain = own.join() === "rgba(0, 0, 0, 0),none,1,none,normal" && style.position === "static";
        papers.set(node, plain ? above : `${own.join()} ${placed(node, style)} / ${above}`);
      }
      return papers.get(node);
    };
    const root = document.querySelector(within);
    for (const node of [root, ...root.querySelectorAll("*")]) {
      const control = node.matches("input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea");
      const text = [...node.childNodes].map((one) => (one.nodeType === Node.TEXT_NODE ? one.data : "")).join("").trim();
      const box = node.getBoundingClientRect();
      const away = node.closest(".hidden") || box.bottom + scrollY <= 0 || !node.checkVisibility();
      if (away || !(control || text.length > 1)) continue;  // axe judges no sign that stands alone
      const style = getComputedStyle(node);
      const length = control ? "control" : /[\p{L}\p{N}]/u.test(text);
      const off = Boolean(node.closest(":disabled, [aria-disabled=true]"));
      const ink = [style.color, style.fontSize, style.fontWeight, style.textShadow, length, off, paper(node)].join(" ");
      found.set(ink, [...(found.get(ink) ?? []), node]);
    }
    return found;
  },

  sentences(told) {
    return told.violations.map((found) => {
      const nodes = found.nodes.slice(0, 5).map((node) => `${node.target} ${node.html.slice(0, 160)}`);
      return `${found.id}: ${found.help}\n  ${nodes.join("\n  ")}`;
    });
  },
})
