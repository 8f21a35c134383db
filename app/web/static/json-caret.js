/* Where a caret stands in a JSON text that may not be finished: which object, which key, what is begun.
   Reads text only; what may be written there is the affair of json-proposals.js. */

const BARE = /[^\s,:{}[\]"]+/y;

/** {kind: "key" | "value" | "", path, prefix, start, keys}: `path` leads to the object (key) or the value;
    `start` is where what is begun begins; `keys` are those that the object has already. */
export function contextAt(text, caret) {
  const stack = [];
  for (let at = 0; at < caret; ) {
    const top = stack.at(-1);
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      if (end > caret) return found(stack, text, caret, at, text.slice(at + 1, caret));
      read(top, text.slice(at, end));
      at = end;
    } else if (sign === "{" || sign === "[") {
      stack.push({ named: sign === "{", expects: sign === "{" ? "key" : "value", key: 0, keys: new Set() });
      at += 1;
    } else if (sign === "}" || sign === "]") {
      stack.pop();
      if (stack.length) stack.at(-1).expects = "";
      at += 1;
    } else if (sign === ":" || sign === ",") {
      separate(top, sign);
      at += 1;
    } else {
      BARE.lastIndex = at;
      const bare = BARE.exec(text)?.[0] ?? "";
      if (bare && at + bare.length >= caret) return found(stack, text, caret, at, text.slice(at, caret));
      if (bare && top) top.expects = "";
      at += bare.length || 1;
    }
  }
  return found(stack, text, caret, caret, "");
}

function endOfString(text, at) {
  let end = at + 1;
  while (end < text.length && text[end] !== '"' && text[end] !== "\n") end += text[end] === "\\" ? 2 : 1;
  return text[end] === '"' ? end + 1 : Infinity;
}

function read(top, quoted) {
  if (!top) return;
  if (top.named && top.expects === "key") {
    top.key = quoted.slice(1, -1);
    top.keys.add(top.key);
    top.expects = ":";
  } else top.expects = "";
}

function separate(top, sign) {
  if (!top) return;
  if (sign === ":") top.expects = "value";
  else {
    top.expects = top.named ? "key" : "value";
    if (!top.named) top.key += 1;
  }
}

function found(stack, text, caret, start, prefix) {
  const top = stack.at(-1);
  const kind = !top ? "" : top.expects === "key" ? "key" : top.expects === "value" ? "value" : "";
  const path = stack.slice(0, kind === "key" ? -1 : undefined).map((frame) => frame.key);
  return { kind, path, prefix, start, keys: top?.named ? keysAround(top.keys, text, caret) : new Set() };
}

/** The keys before, and those after the caret until the object ends. */
function keysAround(before, text, caret) {
  const keys = new Set(before);
  let depth = 0;
  for (let at = caret; at < text.length && depth >= 0; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      if (end === Infinity) break;
      if (depth === 0 && /^\s*:/.test(text.slice(end, end + 20))) keys.add(text.slice(at + 1, end - 1));
      at = end - 1;
    } else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
  }
  return keys;
}
