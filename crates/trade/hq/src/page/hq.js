// Keeps the page true: applies each state HQ sends, and sends the two forms. Texts go in as text, never as markup.
"use strict";
const $ = (id) => document.getElementById(id);
const counted = (n) => Number(n).toLocaleString("en");
const millis = (n) => (n === null ? "–" : n < 100 ? n.toFixed(1) : n.toFixed(0));
const make = (tag, text, cls) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (cls) made.className = cls;
  return made;
};

function path(history, closed) {
  const top = Math.max(1, ...history), step = 240 / (Math.max(2, history.length) - 1);
  const points = history.map((v, n) => `${n ? "L" : "M"}${(n * step).toFixed(1)} ${(62 - (v / top) * 58).toFixed(1)}`);
  return points.join("") + (closed ? "L240 64L0 64Z" : "");
}

const still = { full: "feed waits", noSubscriber: "no subscriber yet", noTopic: "no topic" };

function headline(s) {
  const stand = (feed) => s.resources.filter((r) => r.feed === feed).map((r) => r.name);
  if (s.trouble) return ["bad", s.trouble];
  if (stand("full").length) return ["wait", `feed waits: ${stand("full").join(", ")} has too many open orders`];
  if (stand("running").length) return ["good", `publishing ${s.rate}/s a topic`];
  return ["wait", stand("noSubscriber").length ? "no subscriber yet" : "no topic to publish to"];
}

function pulse(tone, text) {
  const pill = $("pulse");
  pill.dataset.tone = tone;
  if (pill.textContent !== text) pill.textContent = text;
}

function resources(list) {
  for (const r of list) {
    const card = document.querySelector(`[data-resource="${r.name}"]`);
    if (!card) continue;
    card.dataset.idle = r.feed in still && r.published === 0;
    card.querySelector(".still").textContent = still[r.feed] || "";
    for (const spot of card.querySelectorAll("[data-r]")) spot.textContent = counted(r[spot.dataset.r]);
    card.querySelector("progress").value = r.published ? (r.fulfilled * 100) / r.published : 0;
  }
}

function leader(place, name, row) {
  const tr = make("tr");
  tr.append(make("td", place), make("td", name), make("td", counted(row.orders), "n"),
    make("td", counted(row.iridium), "n"), make("td", counted(row.magnesite), "n"));
  return tr;
}

function leaders(rows, others) {
  const all = rows.map((row, place) => leader(place + 1, row.attendee, row));
  if (others.attendees) all.push(leader("", `${others.attendees} others`, others));
  $("noleaders").hidden = rows.length > 0;
  $("leaders").replaceChildren(...all);
}

// ":3" for revision 3 of the family the service is named after, else "family:3".
function version(task) {
  if (task.revision === null) return "";
  const said = String(task.revision);
  if (said.startsWith(`${task.service}:`)) return said.slice(task.service.length);
  return said.includes(":") ? ` ${said}` : `:${said}`;
}

function platform(account) {
  $("platform").hidden = !account;
  $("instances").replaceChildren(...(account ? account.instances : []).map((instance) => {
    const box = make("article", undefined, "instance"), list = make("ul");
    for (const task of instance.tasks) {
      const item = make("li");
      item.dataset.health = task.health;
      item.append(make("b", task.service), make("i", version(task)), make("small", task.status));
      list.append(item);
    }
    box.append(make("h3", instance.id), make("p", `${instance.zone} · ${instance.address}`, "note"), list);
    return box;
  }));
}

function apply(s) {
  document.body.dataset.live = "true";
  pulse(...headline(s));
  for (const spot of document.querySelectorAll("[data-k]")) {
    const key = spot.dataset.k, value = s[key];
    spot.textContent = key.endsWith("Ms") ? millis(value) : key === "perSecond" ? value.toFixed(1) : counted(value);
  }
  document.querySelector("#spark .area").setAttribute("d", path(s.history, true));
  document.querySelector("#spark .line").setAttribute("d", path(s.history, false));
  resources(s.resources);
  leaders(s.leaderboard, s.others);
  platform(s.platform);
}

const events = new EventSource("/api/events");
events.onmessage = (event) => apply(JSON.parse(event.data));
events.onerror = () => pulse("bad", "no connection to HQ, trying again");

async function post(url, body, headers) {
  const answer = await fetch(url, {
    method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers },
  }).catch(() => null);
  if (!answer) return { ok: false, said: { message: "no connection to HQ" } };
  return { ok: answer.ok, said: await answer.json().catch(() => ({ message: `status ${answer.status}` })) };
}

$("getkey").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { ok, said } = await post("/keys", { name: event.target.elements.name.value });
  $("key").replaceChildren(ok ? "Yours, shown this once:" : said.message, ...(ok ? [make("code", said.apiKey)] : []));
  if (ok) $("subscribe").elements.key.value = said.apiKey;
});

$("subscribe").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { resource, endpoint, key } = event.target.elements;
  const { ok, said } = await post("/subscriptions",
    { resource: resource.value, endpoint: endpoint.value }, { "x-api-key": key.value });
  $("subscribed").textContent = ok ? `Asked: ${said.subscription}` : said.message;
});
