/* What a JSON Schema allows at a place: keys with their description, values. No page is known here. */

const EMPTY = { string: '""', object: "{}", array: "[]" };

/** [{text, told, back}]: what to write, its description, how far the caret steps back afterwards. */
export function proposals(schema, context) {
  const places = schemasAt(schema, context.path);
  const offered = context.kind === "key" ? keysOf(schema, places, context.keys) : valuesOf(schema, places);
  const begun = context.prefix.replace(/^"/, "").toLowerCase();
  return offered.filter(({ text }) => text.replace(/^"/, "").toLowerCase().startsWith(begun));
}

function resolved(root, schema) {
  let here = schema;
  for (let times = 0; here?.$ref && times < 20; times += 1) {
    const { $ref, ...around } = here;
    const named = $ref.split("/").slice(1).reduce((found, key) => found?.[key], root);
    here = { ...named, ...around };
  }
  return here;
}

function schemasAt(root, path) {
  let here = resolved(root, root);
  for (const key of path) {
    const below = typeof key === "number" ? here?.items : (here?.properties?.[key] ?? here?.additionalProperties);
    if (!below || below === true) return null;
    here = resolved(root, below);
  }
  return here;
}

function keysOf(root, schema, present) {
  return Object.entries(schema?.properties ?? {})
    .filter(([key, below]) => below && !present.has(key))
    .map(([key, below]) => {
      const value = EMPTY[resolved(root, below)?.type] ?? "";
      return { text: `"${key}": ${value}`, told: resolved(root, below)?.description ?? "", back: value ? 1 : 0 };
    });
}

function valuesOf(root, schema) {
  if (!schema) return [];
  const listed = schema.enum ?? ("const" in schema ? [schema.const] : schema.type === "boolean" ? [true, false] : []);
  const texts = [...listed, ...(schema.examples ?? [])].map((value) => JSON.stringify(value));
  if (!texts.length && EMPTY[schema.type]) return [{ text: EMPTY[schema.type], told: schema.description ?? "", back: 1 }];
  return texts.map((text) => ({ text, told: schema.description ?? "", back: 0 }));
}
