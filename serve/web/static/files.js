// Documents: dropped, watched while they are translated, downloaded, with their report.
import { alarm, calm } from "./alert.js";
import { address, ask } from "./api.js";
import { say } from "./texts.js";
import { direction } from "./text.js";

const SHOWN = 50;
const KEPT = 10;

const at = (id) => document.getElementById(id);
const list = at("documents");

export function start() {
  const drop = at("drop");
  at("file").addEventListener("change", ({ target }) => {
    take(target.files);
    target.value = "";
  });
  for (const event of ["dragenter", "dragover"]) {
    drop.addEventListener(event, (happened) => {
      happened.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (happened) => {
    happened.preventDefault();
    drop.classList.remove("over");
    take(happened.dataTransfer.files);
  });
}

export async function resume() {
  try {
    const { items } = await ask("GET", `/documents?limit=${KEPT}`);
    for (const each of items) {
      const card = made(each.name);
      list.append(card);
      watch(card, each.id);
    }
  } catch (error) {
    alarm(error);
  }
}

function take(files) {
  calm();
  for (const file of files) {
    send(file);
  }
}

async function send(file) {
  const card = made(file.name);
  list.prepend(card);
  tell(card, say("uploading"));
  const form = new FormData();
  form.append("file", file);
  for (const [name, value] of Object.entries(direction())) {
    form.append(name, value);
  }
  try {
    const found = await ask("POST", "/documents", form);
    watch(card, found.id);
  } catch (error) {
    ended(card, `${say("failed")}${say("colon")}${error.message}`);
  }
}

function made(name) {
  const card = at("document").content.cloneNode(true).firstElementChild;
  card.querySelector("h2").textContent = name;
  card.querySelector("progress").setAttribute("aria-label", name);
  return card;
}

function watch(card, identity) {
  card.dataset.document = identity;
  card.querySelector(".cancel").addEventListener("click", () => {
    ask("POST", `/documents/${identity}/cancel`).catch(alarm);
  });
  const events = new EventSource(address(`/documents/${identity}/events`));
  const last = (happened) => {
    events.close();
    return JSON.parse(happened.data);
  };
  events.addEventListener("progress", ({ data }) => advance(card, JSON.parse(data)));
  events.addEventListener("end", (happened) => {
    settle(card, identity, last(happened)).catch((error) => ended(card, error.message));
  });
  events.addEventListener("problem", (happened) => ended(card, last(happened).detail));
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) {
      ended(card, say("offline"));
    }
  });
}

function advance(card, found) {
  const bar = card.querySelector("progress");
  if (found.state === "translating") {
    bar.max = Math.max(found.total, 1);
    bar.value = found.done;
    const left = found.seconds_left == null ? "" : say("seconds_left", { count: found.seconds_left });
    tell(card, [say("doing", found), left].filter(Boolean).join(say("comma")));
  } else {
    tell(card, found.ahead ? say("queued_behind", { count: found.ahead }) : say("queued"));
  }
}

async function settle(card, identity, found) {
  if (found.state !== "done") {
    const why = found.detail ? say("colon") + found.detail : "";
    ended(card, say(found.state) + why);
    return;
  }
  ended(card, say("done", found));
  card.querySelector("progress").hidden = true;
  for (const link of card.querySelectorAll("[data-form]")) {
    link.href = address(`/documents/${identity}/exports/${link.dataset.form}`);
  }
  card.querySelector(".links").hidden = false;
  report(card, await ask("GET", `/documents/${identity}/exports/report.json`));
}

function report(card, told) {
  const outcomes = told.outcomes ?? [];
  const missing = outcomes.filter((each) => !each.use.target_span).length;
  const box = card.querySelector(".report");
  box.querySelector("summary").textContent = [
    say("report_terms", { count: outcomes.length, missing }),
    say("report_issues", { count: told.issues.length }),
  ].join(say("semicolon"));
  const rows = box.querySelector("tbody");
  for (const issue of told.issues.slice(0, SHOWN)) {
    const row = rows.insertRow();
    for (const text of [issue.place, issue.source, issue.target, issue.detail]) {
      row.insertCell().textContent = text;
    }
  }
  box.querySelector("table").hidden = !told.issues.length;
  const rest = told.issues.length - SHOWN;
  const more = box.querySelector(".more");
  more.hidden = rest <= 0;
  more.textContent = say("more", { count: rest });
  box.hidden = false;
}

function ended(card, text) {
  tell(card, text);
  card.querySelector(".cancel").hidden = true;
  const bar = card.querySelector("progress");
  bar.hidden = bar.position < 0;
}

function tell(card, text) {
  card.querySelector(".state").textContent = text;
}
