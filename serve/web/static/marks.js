// Terms in a text: marked where they stand, and lit together with their other side.

// `spans` are [start, end, number of the term, whether it was used], in characters of the text.
export function marked(text, spans) {
  const characters = Array.from(text);
  const found = document.createDocumentFragment();
  let at = 0;
  for (const [start, end, number, used] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start < at) {
      continue;
    }
    found.append(characters.slice(at, start).join(""));
    const mark = document.createElement("mark");
    mark.textContent = characters.slice(start, end).join("");
    mark.dataset.term = number;
    mark.classList.toggle("unused", !used);
    found.append(mark);
    at = end;
  }
  found.append(characters.slice(at).join(""));
  return found;
}

// Lights all places of a term while the pointer is on one of them.
export function lightTogether(places) {
  const light = (number, on) => {
    for (const place of places) {
      for (const each of place.querySelectorAll(`[data-term="${number}"]`)) {
        each.classList.toggle("same", on);
      }
    }
  };
  for (const place of places) {
    for (const [event, on] of [["pointerover", true], ["pointerout", false]]) {
      place.addEventListener(event, ({ target }) => {
        const term = target.closest("[data-term]");
        if (term) {
          light(term.dataset.term, on);
        }
      });
    }
  }
}
