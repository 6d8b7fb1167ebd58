// The sentences of the page in its language, with names in braces filled in.
const TEXTS = JSON.parse(document.body.dataset.texts);

export function say(name, values = {}) {
  return (TEXTS[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
