// The page's script: fetches what the server has written and puts it in its region. It decides nothing about documents.
"use strict";

const byId = (id) => document.getElementById(id);
// What the reader has chosen, or what was shown when all files had been read; until then the server chooses.
let chosen = new URLSearchParams(location.hash.slice(1)).get("file");
let shown = chosen;
let rows = [];
let ended = false;

const query = (values) => new URLSearchParams(values).toString();

async function get(path, values = {}) {
  const answer = await fetch(`${path}?${query(values)}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.ok ? await answer.json() : { done: false, text: await answer.text() };
  } catch {
    return { done: false, text: "Программа не отвечает. Запустите её снова." };
  }
}

function say(text) {
  if (byId("status").textContent !== text) byId("status").textContent = text;
}

// ---- regions ----

/// Replaces a region, where it is another one, and keeps the focus on the same button.
function put(id, html) {
  const region = byId(id);
  if (region.dataset.html === html) return;
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  const mark = focused && Object.entries(focused.dataset)[0];
  region.innerHTML = html;
  region.dataset.html = html;
  if (mark) {
    const same = [...region.querySelectorAll("button")].find((button) => button.dataset[mark[0]] === mark[1]);
    if (same) same.focus();
  }
}

/// The file to which the list was scrolled.
let listed = null;
let refreshing = null;
let again = false;

/// Fetches all regions; while that goes on, further calls lead to one more.
function refresh() {
  if (refreshing) {
    again = true;
    return refreshing;
  }
  refreshing = fetchRegions().catch(() => {}).finally(() => {
    refreshing = null;
    if (again) {
      again = false;
      refresh();
    }
  });
  return refreshing;
}

async function fetchRegions() {
  const sent = chosen;
  const regions = await (await get("regions", sent ? { file: sent } : {})).json();
  // Somebody has chosen another file meanwhile: this answer is of no interest any more.
  if (sent !== chosen) {
    again = true;
    return;
  }
  if (regions.shown !== null && String(regions.shown) !== shown) {
    shown = String(regions.shown);
    forgetPlace();
  }
  if (regions.settled && regions.shown !== null) chosen = shown;
  // What stands there may be another by now.
  if (byId("messages").dataset.html !== regions.messages) forgetPlace();
  put("files", regions.files);
  if (shown !== listed) {
    listed = shown;
    document.querySelector('#files [aria-pressed="true"]')?.scrollIntoView({ block: "nearest" });
  }
  put("messages", regions.messages);
  put("made", regions.made);
  put("welcome", regions.welcome);
  byId("made-region").hidden = regions.made === "";
  document.querySelectorAll("nav [data-dialog]").forEach((button) => {
    if (button.dataset.dialog === "summary") button.hidden = !regions.sums;
    button.classList.toggle("main", button.dataset.dialog === regions.next);
  });
  showPages(regions.pages);
  say(regions.status);
  if (byId("read-details").open) showRead();
}

function choose(file) {
  chosen = file;
  shown = file;
  history.replaceState(null, "", `#file=${file}`);
  forgetPlace();
  byId("pages").parentElement.scrollTop = 0;
  return refresh();
}

// ---- pages ----

function showPages({ note, pictures }) {
  const region = byId("pages");
  let said = region.querySelector(".note");
  if (!said) {
    said = document.createElement("p");
    said.className = "note";
    region.prepend(said);
  }
  said.className = pictures.length ? "note" : "note welcome";
  said.textContent = note;
  said.hidden = note === "";
  const figures = [...region.querySelectorAll("figure")];
  const others = [];
  pictures.forEach((picture, at) => {
    const figure = figures[at] || region.appendChild(newFigure());
    const image = figure.querySelector("img");
    if (image.getAttribute("src") !== picture.source) {
      image.width = Math.round(picture.width);
      image.height = Math.round(picture.height);
      others.push([image, picture.source]);
    }
    image.alt = picture.name;
    image.className = picture.rows.length ? "rows" : "";
    figure.querySelector("figcaption").textContent = picture.name;
    figure.style.maxWidth = `${Math.round(picture.width * 1.5)}px`;
    figure.querySelectorAll(".spot").forEach((spot) => spot.remove());
  });
  figures.slice(pictures.length).forEach((figure) => figure.remove());
  rows = pictures.map((picture) => picture.rows);
  load(others);
}

function isLoaded(image) {
  return new Promise((resolve) => {
    for (const event of ["load", "error"]) image.addEventListener(event, resolve, { once: true });
  });
}

/// Pictures that still have to be loaded; a newer list takes the place of an older one.
let loading = [];

/// Loads pictures anew, those that are in view before the others.
async function load(pictures) {
  loading = pictures;
  const view = document.querySelector(".pages").getBoundingClientRect();
  const [top, bottom] = [Math.max(view.top, 0), Math.min(view.bottom, window.innerHeight)];
  const isInView = ([image]) => {
    const place = image.getBoundingClientRect();
    return place.bottom > top && place.top < bottom;
  };
  const first = pictures.filter(isInView);
  for (const [image, source] of first) {
    image.loading = "eager";
    image.src = source;
  }
  await Promise.all(first.map(([image]) => isLoaded(image)));
  if (loading !== pictures) return;
  for (const [image, source] of pictures) {
    if (image.getAttribute("src") === source) continue;
    image.loading = "lazy";
    image.src = source;
  }
}

function newFigure() {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  image.loading = "lazy";
  image.decoding = "async";
  figure.append(image, document.createElement("figcaption"));
  return figure;
}

/// What stands between the texts of a row and its rules, as a part of the page's height.
const MARGIN = 0.004;

/// Brings the row of an activity into view.
function showRow(activity) {
  document.querySelectorAll("#pages .spot").forEach((spot) => spot.remove());
  for (const [page, own] of rows.entries()) {
    const row = own.find((known) => known[2] === activity);
    if (!row) continue;
    const figure = document.querySelectorAll("#pages figure")[page];
    const image = figure.querySelector("img");
    const spot = document.createElement("div");
    spot.className = "spot";
    spot.style.top = `${(row[0] - MARGIN) * image.clientHeight}px`;
    spot.style.height = `${(row[1] - row[0] + 2 * MARGIN) * image.clientHeight}px`;
    figure.append(spot);
    spot.scrollIntoView({ block: "center" });
    return;
  }
}

byId("pages").addEventListener("click", (event) => {
  const figure = event.target.closest("figure");
  if (!figure) return;
  const page = [...document.querySelectorAll("#pages figure")].indexOf(figure);
  const image = figure.querySelector("img");
  const height = (event.clientY - image.getBoundingClientRect().top) / image.clientHeight;
  const row = (rows[page] || []).find((own) => own[0] - MARGIN <= height && height <= own[1] + MARGIN);
  if (row) showPlace({ activity: row[2] });
});

// ---- places ----

async function showPlace(values) {
  try {
    const place = await (await get("place", { file: shown, ...values })).json();
    byId("place").innerHTML = place.html;
    byId("place-region").hidden = false;
    document.querySelectorAll("#pages .spot").forEach((spot) => spot.remove());
    document.querySelectorAll("[data-message]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.message === values.message));
    });
    if (place.row !== null) showRow(place.row);
    byId("place").querySelector("mark")?.scrollIntoView({ block: "center", inline: "nearest" });
    byId("place-region").scrollTop = 0;
    if (values.message) document.querySelector(`[data-message="${values.message}"]`).scrollIntoView({ block: "nearest" });
  } catch {
    forgetPlace();
  }
}

/// Puts the place away, and gives the focus back to the message that had led there.
function hidePlace() {
  const pressed = document.querySelector('[data-message][aria-pressed="true"]');
  forgetPlace();
  (pressed || document.querySelector(".pages")).focus();
}

function forgetPlace() {
  document.querySelectorAll("[data-message]").forEach((button) => button.setAttribute("aria-pressed", "false"));
  document.querySelectorAll("#pages .spot").forEach((spot) => spot.remove());
  byId("place-region").hidden = true;
  byId("place").innerHTML = "";
}

async function showRead() {
  const answer = await fetch(`read?${query({ file: shown })}`);
  put("read", answer.ok ? await answer.text() : "");
}

byId("read-details").addEventListener("toggle", () => byId("read-details").open && shown && showRead());

// ---- buttons ----

const dialog = byId("dialog");
let opener = null;

async function openDialog(action, button) {
  const markup = await (await get(`dialog/${action}`, shown ? { file: shown } : {})).text();
  // Pressed twice, while files were still being read.
  if (dialog.open) return;
  opener = button;
  dialog.className = action;
  dialog.innerHTML = markup;
  dialog.showModal();
  // The answers are sensible: Enter is enough.
  (dialog.querySelector(".main") || dialog.querySelector("button")).focus();
}

dialog.addEventListener("close", () => opener && opener.focus());

// What goes on is stopped before the dialog is closed: nobody would see what came of it.
dialog.addEventListener("cancel", (event) => {
  if (!working) return;
  event.preventDefault();
  stopWork();
});

/// What the fields of a dialog say.
function orderOf(form, submitter) {
  const order = {};
  for (const field of form.querySelectorAll("select[name], input[name]")) {
    if (field.type === "radio") continue;
    const value = field.type === "checkbox" ? field.checked : field.value;
    order[field.name] = field.dataset.number === undefined ? value : Number(value);
  }
  const questions = [...form.querySelectorAll("[data-question]")];
  if (questions.length) {
    order.choices = questions.map((question) => ({
      chosen: question.querySelector("input:checked")?.value || "",
      own: question.querySelector("[data-own]").value,
    }));
  }
  if (submitter && submitter.name) order[submitter.name] = true;
  return order;
}

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (working) return;
  const form = event.target;
  const order = orderOf(form, event.submitter);
  // A question is answered by pressing the same button once more, as long as nothing else was chosen.
  const asked = JSON.stringify(order);
  order.confirmed = form.dataset.asked === asked;
  const result = form.querySelector("#result");
  const { text, asks, files, questions } = await work(form, order);
  form.dataset.asked = asks ? asked : "";
  form.querySelector("#result-files").innerHTML = files || "";
  if (questions !== undefined) form.querySelector("#questions").innerHTML = questions;
  result.hidden = text === "";
  result.textContent = text;
  const open = form.querySelector(".open");
  (open ? open.querySelector("input") : result).focus();
  (open || result).scrollIntoView({ block: "nearest" });
});

// ---- work that takes its time ----

/// The number of what is being done.
let working = 0;

/// Sends an order, and shows how far it has come until it is done.
async function work(form, order) {
  working = crypto.getRandomValues(new Uint32Array(1))[0] + 1;
  const before = [...form.querySelectorAll(".buttons, #result, #result-files")];
  before.forEach((part) => (part.hidden = true));
  const shown = form.querySelector("#work");
  const bar = shown.querySelector("progress");
  const begun = Date.now();
  const tell = async () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    const { done, total } = await get("progress", { work: working }).then((answer) => answer.json(), () => ({}));
    if (total) [bar.max, bar.value] = [total, done];
    else bar.removeAttribute("value");
    const said = total ? `${done} из ${total}` : `идёт ${seconds} с`;
    form.querySelector("#work-said").textContent = shown.dataset.stopped ? "Останавливается…" : said;
  };
  // What is done at once needs no bar.
  const begin = setTimeout(() => {
    shown.hidden = false;
    shown.querySelector("button").focus();
    tell();
  }, 250);
  const telling = setInterval(tell, 500);
  const result = await post(`do/${form.dataset.action}`, { ...order, work: working });
  clearTimeout(begin);
  clearInterval(telling);
  working = 0;
  delete shown.dataset.stopped;
  shown.hidden = true;
  before.forEach((part) => (part.hidden = false));
  return result;
}

function stopWork() {
  byId("work").dataset.stopped = "yes";
  byId("work-said").textContent = "Останавливается…";
  post("stop", { work: working });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const data = button.dataset;
  if (data.file) choose(data.file);
  else if (data.message) showPlace({ message: data.message });
  else if (data.dialog) openDialog(data.dialog, button);
  else if ("close" in data) dialog.close();
  else if ("stop" in data) stopWork();
  else if ("hide" in data) hidePlace();
  else if (data.copy) copy(byId(data.copy).textContent);
  else if (data.show) report(await post("show", { id: Number(data.show) }));
  else if (data.open) report(await post("open", { id: Number(data.open) }));
  else if (data.do) report(await post(data.do, {}));
});

function report({ text }) {
  if (text) say(text);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  say(`Скопировано: ${text}`);
}

// ---- files ----

byId("add").addEventListener("click", () => byId("chosen").click());
byId("chosen").addEventListener("change", async () => {
  await addAll([...byId("chosen").files]);
  byId("chosen").value = "";
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => event.relatedTarget || document.body.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  addAll([...event.dataTransfer.files]);
});

async function addAll(files) {
  const refused = [];
  for (const file of files) {
    let answer = await send(file, "no");
    if (answer.status === 409 && confirm(`Файл «${file.name}» в папке уже есть. Заменить его?`)) {
      answer = await send(file, "yes");
    }
    if (answer.status === 409) continue;
    const text = answer.ok ? (await answer.json()).text : await answer.text();
    if (text) refused.push(`${file.name}: ${text}`);
  }
  if (refused.length) alert(refused.join("\n"));
}

function send(file, replace) {
  const headers = { "Content-Type": "application/octet-stream" };
  return fetch(`files?${query({ name: file.name, replace })}`, { method: "POST", headers, body: file });
}

// ---- news ----

// A browser keeps six connections to a server, and a stream of events takes one for good: of all tabs that show this page one
// has the stream and tells the others. When it is closed, the next one has it.
const others = new BroadcastChannel(location.pathname);
others.addEventListener("message", (event) => hear(event.data));

function listen() {
  const events = new EventSource("events");
  const tell = (news) => {
    hear(news);
    others.postMessage(news);
  };
  events.addEventListener("message", () => tell("new"));
  events.addEventListener("end", () => {
    events.close();
    tell("end");
  });
  events.addEventListener("error", () => tell("gone"));
}

function hear(news) {
  if (ended) return;
  if (news === "new") refresh();
  else if (news === "gone") say("Программа не отвечает. Запустите её снова.");
  else {
    ended = true;
    say("Работа завершена. Эту страницу можно закрыть.");
    document.querySelectorAll("button").forEach((button) => (button.disabled = true));
  }
}

if (navigator.locks) {
  navigator.locks.request(location.pathname, () => {
    listen();
    return new Promise(() => {});
  });
} else {
  listen();
}
refresh();
