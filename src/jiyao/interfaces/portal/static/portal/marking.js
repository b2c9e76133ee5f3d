// The marking sheet. Each mark is an entry of this device, kept here until it has arrived; nothing is overwritten there.
// Without network it goes on, over hours and reloads; what two devices say differently is shown, and none of it lost.
const form = document.querySelector("form.sheet");
const told = form.dataset;
const shelf = `marking-${told.account}`;
const waitingAt = `${shelf}-${told.send}`;
const state = document.querySelector(".sheet-state");
const refusedLine = document.querySelector("[data-refused]");
const rows = new Map([...form.querySelectorAll("tr[data-seat]")].map((row) => [Number(row.dataset.seat), row]));
const standing = new Map(JSON.parse(document.getElementById("standing").textContent).map((one) => [one.seat, one]));
let waiting = JSON.parse(localStorage.getItem(waitingAt) || "[]");
let sending = false;

function device() {
  const known = localStorage.getItem(`${shelf}-device`);
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const made = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  localStorage.setItem(`${shelf}-device`, made);
  return made;
}

function nextNumber() {
  const number = Number(localStorage.getItem(`${shelf}-number`) || "0") + 1;
  localStorage.setItem(`${shelf}-number`, String(number));
  return number;
}

function keep() {
  localStorage.setItem(waitingAt, JSON.stringify(waiting));
}

// What stands of one's own for a seat, with what this device has not sent yet on top.
function heads(seat) {
  let own = (standing.get(seat)?.own || []).map((one) => ({ ref: [one.device, one.sequence], tenths: one.tenths }));
  for (const one of waiting.filter((entry) => entry.seat === seat)) {
    own = own.filter((head) => !one.saw || head.ref[0] !== one.saw[0] || head.ref[1] !== one.saw[1]);
    own.push({ ref: [device(), one.sequence], tenths: one.tenths });
  }
  return own;
}

function written(tenths) {
  if (tenths === null) return told.absent;
  return tenths % 10 ? (tenths / 10).toFixed(1) : String(tenths / 10);
}

function enter(seat, tenths) {
  const before = heads(seat);
  const differing = before.filter((head) => head.tenths !== tenths);
  if (before.length && !differing.length) return;
  for (const head of differing.length ? differing : [null]) {
    waiting.push({ seat, tenths, entered_at: new Date().toISOString(), sequence: nextNumber(), saw: head && head.ref });
  }
  keep();
  draw(seat);
  send();
}

function readMark(row) {
  const field = row.querySelector(".mark-in");
  const text = field.value.trim().replace("。", ".").replace("．", ".");
  const good = /^\d{1,3}(\.\d?)?$/.test(text) && Number(text) <= Number(told.full);
  field.setAttribute("aria-invalid", String(text !== "" && !good));
  if (text && !good) say(`${told.bad} ${told.full}`);
  return good ? Math.round(Number(text) * 10) : undefined;
}

function say(text) {
  refusedLine.textContent = text;
  refusedLine.hidden = !text;
}

function changed(event) {
  const row = event.target.closest("tr[data-seat]");
  if (!row) return;
  say("");
  const seat = Number(row.dataset.seat);
  const absent = row.querySelector("input[type=checkbox]");
  if (event.target === absent && !absent.checked && !row.querySelector(".mark-in").value.trim()) return;
  if (event.target !== absent) absent.checked = false;
  const tenths = absent.checked ? null : readMark(row);
  if (tenths !== undefined) enter(seat, tenths);
}

function draw(seat) {
  const row = rows.get(seat);
  const own = heads(seat);
  const values = [...new Set(own.map((head) => head.tenths))];
  const last = own.at(-1);
  const field = row.querySelector(".mark-in");
  if (last && document.activeElement !== field) field.value = last.tenths === null ? "" : written(last.tenths);
  row.querySelector("input[type=checkbox]").checked = Boolean(last) && last.tenths === null;
  row.classList.toggle("kept", waiting.some((entry) => entry.seat === seat));
  drawTorn(row, seat, values);
}

function drawTorn(row, seat, values) {
  row.querySelector(".torn")?.remove();
  if (values.length < 2) return;
  const torn = document.createElement("span");
  torn.className = "torn";
  torn.append(told.torn);
  for (const value of values) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = `${told.take} ${written(value)}`;
    button.addEventListener("click", () => enter(seat, value));
    torn.append(button);
  }
  row.querySelector("[data-check]").append(torn);
}

function drawState() {
  const entered = [...rows.keys()].filter((seat) => heads(seat).length).length;
  state.querySelector("[data-entered]").textContent = entered;
  const kept = state.querySelector("[data-waiting]");
  kept.querySelector("b").textContent = waiting.length;
  kept.hidden = !waiting.length;
  state.querySelector("[data-offline]").hidden = navigator.onLine;
}

async function send() {
  drawState();
  if (sending || !waiting.length || !navigator.onLine) return;
  sending = true;
  const batch = waiting.slice(0, 500);
  try {
    await deliver(batch);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // no network after all: it waits
  } finally {
    sending = false;
    drawState();
  }
}

async function deliver(batch) {
  const answer = await fetch(told.send, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({ device: device(), entries: batch }),
  });
  if (answer.redirected || !(answer.headers.get("Content-Type") || "").includes("json")) {
    say(told.lost);
    return;
  }
  const said = await answer.json();
  if (said.error) {
    say(said.error);
    return;
  }
  arrived(said);
  if (waiting.length) setTimeout(send, 0);
}

function arrived(said) {
  const done = new Set([...said.taken, ...Object.keys(said.refused).map(Number)]);
  waiting = waiting.filter((entry) => !done.has(entry.sequence));
  keep();
  const why = Object.values(said.refused);
  if (why.length) say(why.join(" "));
  for (const one of said.standing) {
    standing.set(one.seat, one);
    draw(one.seat);
    drawCheck(one);
  }
}

// The word beside a row is the one that the page has for that state.
function drawCheck(one) {
  const cell = rows.get(one.seat)?.querySelector("[data-check]");
  const torn = new Set(one.own.map((mark) => mark.tenths)).size > 1;
  const name = torn ? "torn" : one.own.length || ["agreed", "different", "conflict"].includes(one.agreement) ? one.agreement : "missing";
  const word = document.querySelector(`template[data-word="${name}"]`);
  cell?.querySelector(".mark")?.remove();
  if (word) cell?.prepend(word.content.cloneNode(true));
}

form.addEventListener("change", changed);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const fields = [...form.querySelectorAll(".mark-in")];
  fields[fields.indexOf(event.target) + 1]?.focus();
  fields[fields.indexOf(event.target) + 1]?.select();
});
document.querySelector("[data-sign]")?.addEventListener("submit", (event) => {
  if (waiting.length) {
    event.preventDefault();
    send();
  } else {
    navigator.serviceWorker?.controller?.postMessage("forget");
  }
});
window.addEventListener("online", send);
window.addEventListener("offline", drawState);
setInterval(send, 15000);
for (const seat of rows.keys()) draw(seat);
send();

// The sheet itself is fetched once more through the worker, so that it is there without network.
async function keepSheet() {
  await navigator.serviceWorker.register(told.worker);
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  }
  const own = [...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src);
  await Promise.all([location.href, ...own].map((address) => fetch(address).catch(() => null)));
  document.documentElement.dataset.ready = "true";
}
if ("serviceWorker" in navigator) keepSheet();
