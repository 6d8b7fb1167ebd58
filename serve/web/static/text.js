// The box for text: asks for a translation and shows it with its terms and doubts.
import { alarm, calm } from "./alert.js";
import { ask } from "./api.js";
import { lightTogether, marked } from "./marks.js";
import { say } from "./texts.js";

const at = (id) => document.getElementById(id);
const [form, source, target] = ["text", "source", "target"].map(at);
const rows = at("terms").tBodies[0];
let latest = 0;
let last = "";

export function direction() {
  const [from, into] = at("direction").value.split(" ");
  return into ? { source: from, target: into } : {};
}

export function start() {
  lightTogether([target, at("marked"), rows]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    translate();
  });
  source.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  at("copy").addEventListener("click", copy);
}

async function translate() {
  const text = source.value;
  const mine = ++latest;
  at("text-state").textContent = say("translating");
  calm();
  try {
    const answer = await ask("POST", "/translate", { texts: [text], ...direction() });
    if (mine === latest) {
      show(text, answer.translations[0]);
    }
  } catch (error) {
    alarm(error);
  } finally {
    if (mine === latest) {
      at("text-state").textContent = "";
    }
  }
}

function show(text, found) {
  const terms = found.terms.map((term, number) => ({ ...term, number, used: !!term.target_span }));
  last = found.translation;
  target.lang = found.target_language;
  target.replaceChildren(marked(found.translation, spans(terms, "target_span")));
  at("marked").lang = found.source_language;
  at("marked").replaceChildren(marked(text, spans(terms, "source_span")));
  at("origin").textContent = say("origin") + say("colon") + say(`origin_${found.origin}`);
  at("copy").disabled = false;
  list(terms, found.issues);
  at("findings").hidden = false;
}

function spans(terms, side) {
  return terms.filter((term) => term[side]).map((term) => [...term[side], term.number, term.used]);
}

function list(terms, issues) {
  rows.replaceChildren(...terms.map(row));
  at("terms").hidden = !terms.length;
  at("marked").hidden = !terms.length;
  at("no-terms").hidden = !!terms.length;
  const lines = issues.length ? issues.map((issue) => issue.detail) : [say("no_issues")];
  at("issues").replaceChildren(...lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
}

function row(term) {
  const line = document.createElement("tr");
  line.dataset.term = term.number;
  line.classList.toggle("unused", !term.used);
  for (const text of [term.source, term.target, say(`outcome_${term.outcome}`)]) {
    line.insertCell().textContent = text;
  }
  line.title = term.reason;
  return line;
}

async function copy() {
  await navigator.clipboard.writeText(last);
  at("text-state").textContent = say("copied");
}
