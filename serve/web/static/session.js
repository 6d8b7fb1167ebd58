// Who is at the page: signed in by a cookie that the page itself never sees.
import { alarm, calm } from "./alert.js";
import { ask } from "./api.js";

const at = (id) => document.getElementById(id);

export async function start(onEntered) {
  at("sign-in").addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.target));
    calm();
    try {
      await ask("POST", "/sessions", given.key ? { key: given.key.trim() } : given);
      event.target.reset();
      await enter(onEntered);
    } catch (error) {
      alarm(error);
    }
  });
  at("leave").addEventListener("click", async () => {
    await ask("DELETE", "/sessions/current").catch(alarm);
    location.reload();
  });
  await enter(onEntered);
}

async function enter(onEntered) {
  try {
    const me = await ask("GET", "/me");
    at("who").textContent = me.account.display || me.account.name;
    for (const [id, hidden] of [["person", false], ["desk", false], ["door", true]]) {
      at(id).hidden = hidden;
    }
    onEntered();
  } catch (error) {
    at("door").hidden = false;
    at("sign-in").elements.key.focus();
    if (error.status !== 401) {
      alarm(error);
    }
  }
}
