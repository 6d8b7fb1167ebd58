// Requests to our own API; what goes wrong is an Error whose message is for people.
import { say } from "./texts.js";

const BASE = "/api/v1";

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function ask(method, path, body) {
  const sent = { method, headers: { "Accept-Language": document.documentElement.lang } };
  if (body instanceof FormData) {
    sent.body = body;
  } else if (body !== undefined) {
    sent.headers["Content-Type"] = "application/json";
    sent.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(BASE + path, sent);
  } catch {
    throw new Refused(0, say("offline"));
  }
  if (!answer.ok) {
    throw new Refused(answer.status, await reason(answer));
  }
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

export function address(path) {
  return BASE + path;
}

async function reason(answer) {
  try {
    const told = await answer.json();
    const faults = (told.errors ?? []).map((each) => each.field + say("colon") + each.message);
    return faults.join(say("semicolon")) || told.detail || say("problem");
  } catch {
    return `${say("problem")} (${answer.status})`;
  }
}
