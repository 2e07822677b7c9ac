// What the preview says, as it says it, in; the page that shows it out.
// Every word of a catalog is put in as text, never as HTML.

import { bare, unitAt } from "/matching.js";

const part = (id) => document.getElementById(id);
const state = { edition: null, about: null, rows: [], pages: null, picked: null, first: true };
const cards = new Map();
const LABELS = {
  approved: "Approved",
  draft: "Draft – not for patients",
  unreadable: "Cannot be read",
};

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function say(words) {
  part("said").textContent = "";
  requestAnimationFrame(() => (part("said").textContent = words));
}

// ---- What stands above everything

function showEdition(edition) {
  state.edition = edition;
  part("number").textContent = edition.number;
  if (edition.title) part("title").textContent = edition.title;
  const own = part("own");
  own.textContent = edition.language.own;
  own.lang = edition.language.tag;
  own.dir = edition.language.direction;
  own.className = edition.language.script;
  const name = edition.language.name;
  part("language").textContent = name === edition.language.own ? "" : name;
  if (edition.version) part("version").textContent = `version ${edition.version}`;
  part("status").dataset.status = edition.status;
  part("status-word").textContent = LABELS[edition.status];
  document.title = `${edition.number} ${edition.language.tag}: ${LABELS[edition.status]}`;
  showProfiles(edition);
  showReasons(edition.reasons ?? []);
  showElsewhere(edition.findings);
  showAge();
}

function showProfiles(edition) {
  const select = part("profile");
  const names = edition.profiles ?? [];
  if (names.length && [...select.options].map((one) => one.value).join() !== names.join()) {
    select.replaceChildren(...names.map((name) => make("option", { value: name }, name)));
  }
  if (edition.profile) select.value = edition.profile;
}

function showReasons(reasons) {
  part("why").hidden = reasons.length === 0;
  part("why-count").textContent = counted(
    reasons.length, "reason why it is a draft", "reasons why it is a draft",
  );
  part("reasons").replaceChildren(...reasons.map((reason) => make("li", {}, reason)));
}

function showElsewhere(findings) {
  part("elsewhere").hidden = findings.length === 0;
  part("elsewhere-list").replaceChildren(...findings.map(findingItem));
}

function findingItem(finding) {
  const said = finding.remedy ? `${finding.message}; ${finding.remedy}` : finding.message;
  const word = finding.severity === "blocking" ? "Blocks" : "Look at";
  return make(
    "li",
    { class: `finding ${finding.severity}` },
    make("strong", {}, word),
    " ",
    make("span", { dir: "auto" }, said),
    " ",
    finding.rule ? make("code", { class: "rule" }, finding.rule) : null,
    finding.path ? placeButton(finding.path, finding.line) : null,
  );
}

// Pages are old when what was saved since cannot be read, or has another status than they show.
function showAge() {
  const { edition, pages } = state;
  if (!edition) return;
  part("stale").hidden = edition.readable || !pages;
  part("pages").classList.toggle(
    "old", Boolean(pages) && (!edition.readable || pages.status !== edition.status),
  );
  part("as-read").hidden = edition.readable || state.rows.length === 0;
  part("units").classList.toggle("old", !edition.readable);
  if (!pages) {
    part("empty").textContent = edition.readable
      ? "The first pages are on their way …"
      : "No page can be made yet: see Findings.";
  }
}

function placeButton(path, line) {
  const place = line ? `${path}:${line}` : path;
  const button = make("button", { type: "button", class: "place", title: "Copy" }, place);
  button.addEventListener("click", async (event) => {
    event.stopPropagation();
    try {
      await navigator.clipboard.writeText(place);
      say(`Copied ${place}`);
      button.dataset.copied = "yes";
      setTimeout(() => delete button.dataset.copied, 1600);
    } catch {
      getSelection().selectAllChildren(button);
    }
  });
  return button;
}

// ---- Units

function showUnits({ about, rows }) {
  state.about = about;
  state.rows = rows;
  for (const row of rows) row.pieces = row.pieces.map(bare);
  const before = new Map(cards);
  const lists = { leaflet: [], shared: [] };
  for (const row of rows) {
    const text = JSON.stringify(row);
    const old = before.get(row.id);
    if (!old || old.text !== text) {
      const card = { text, row, element: unitCard(row) };
      if (old) takeOver(old, card);
      cards.set(row.id, card);
    }
    before.delete(row.id);
    lists[row.group].push(cards.get(row.id).element);
  }
  for (const id of before.keys()) cards.delete(id);
  arrange(part("rows"), lists.leaflet);
  arrange(part("shared-rows"), lists.shared);
  filter();
}

// Cards that stay keep their place: a whole list put in anew would lose the focus and the scroll.
function arrange(list, elements) {
  elements.forEach((element, at) => {
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
  });
  while (list.children.length > elements.length) list.lastElementChild.remove();
}

function takeOver(old, card) {
  const focused = old.element.contains(document.activeElement);
  if (isOpen(old.element)) open(card.element, true);
  if (old.element.classList.contains("picked")) card.element.classList.add("picked");
  if (old.row.translation !== card.row.translation || old.row.source !== card.row.source) {
    card.element.classList.add("fresh");
  }
  old.element.replaceWith(card.element);
  if (focused) card.element.querySelector(".head").focus({ preventScroll: true });
}

function unitCard(row) {
  const { language, source, translated } = state.about;
  const words = row.id.startsWith("S") ? row.id : `Unit ${row.id}`;
  const head = make(
    "button",
    { type: "button", class: "head", "aria-expanded": "false", "aria-controls": `entry-${row.id}` },
    make("span", { class: "id" }, make("span", { class: "unseen" }, words),
      make("span", { "aria-hidden": "true" }, row.id)),
    make("span", { class: `badge ${row.state}` }, row.stands),
    make("span", { class: "kind" }, row.kind),
    ...row.safety.map((name) => make("span", { class: "safety" }, name)),
    row.places > 1 ? make("span", { class: "kind" }, `${row.places} places`) : null,
    row.findings.length
      ? make("span", { class: "count" }, counted(row.findings.length, "finding", "findings"))
      : null,
  );
  const card = make(
    "li",
    { class: "unit", id: `unit-${row.id}`, "data-state": row.state, "data-id": row.id },
    head,
    make("p", { class: "source", lang: source?.tag, dir: source?.direction }, row.source),
    translated ? translationLine(row, language) : null,
    row.changes.length ? changesLine(row.changes, source) : null,
    row.findings.length ? make("ul", { class: "found" }, ...row.findings.map(findingItem)) : null,
    entryBox(row),
  );
  head.addEventListener("click", () => {
    open(card, !isOpen(card));
    pick(row.id, { show: "page" });
  });
  return card;
}

function translationLine(row, language) {
  const missing = !row.translation;
  return make(
    "p",
    missing
      ? { class: "translation none-yet" }
      : { class: `translation ${language.script}`, lang: language.tag, dir: language.direction },
    missing ? "No translation yet" : row.translation,
  );
}

function changesLine(pieces, source) {
  const TAGS = { gone: "del", new: "ins", kept: "span" };
  const line = make("p", { class: "changes", lang: source?.tag, dir: source?.direction });
  line.append(make("b", { lang: "en" }, "The source has changed: "));
  for (const piece of pieces) line.append(make(TAGS[piece.change], {}, piece.text), " ");
  return line;
}

function entryBox(row) {
  const box = make("div", { class: "entry", id: `entry-${row.id}`, hidden: "" });
  const place = row.at ?? row.source_at;
  box.append(make("p", { class: "where" }, row.at ? "Catalog " : "Source ",
    placeButton(place.path, place.line)));
  if (row.at) {
    box.append(make("p", { class: "where" }, "Source ",
      placeButton(row.source_at.path, row.source_at.line)));
  }
  if (row.absent) {
    box.append(make("p", { class: "where" },
      `${row.absent} has no entry for it yet: build.py update adds one.`));
  }
  if (row.note) box.append(make("p", { class: "where" }, `For translators: ${row.note}`));
  const lines = row.entry.text.split("\n");
  const code = make("pre", { tabindex: "0", "aria-label": "The entry as it stands in the file" });
  lines.forEach((line, at) => {
    const number = row.entry.first + at;
    code.append(
      make(
        "span",
        { class: number === place.line ? "line here" : "line", "data-line": number, dir: "ltr" },
        line || " ",
      ),
    );
  });
  box.append(code);
  return box;
}

const isOpen = (card) => card.querySelector(".head").getAttribute("aria-expanded") === "true";

function open(card, yes) {
  card.querySelector(".head").setAttribute("aria-expanded", String(yes));
  card.querySelector(".entry").hidden = !yes;
}

function pick(id, { show }) {
  for (const card of cards.values()) card.element.classList.toggle("picked", card.row.id === id);
  state.picked = id;
  const card = cards.get(id);
  if (show === "unit" && card) {
    if (card.element.hidden) clearFilter();
    side("units");
    open(card.element, true);
    card.element.scrollIntoView({ block: "center" });
    card.element.querySelector(".head").focus({ preventScroll: true });
  }
  markPicked({ scroll: show === "page" });
}

// ---- Filter

const TESTS = {
  all: () => true,
  found: (row) => row.findings.length > 0,
  missing: (row) => row.state === "missing",
  stale: (row) => row.state === "stale",
  unreviewed: (row) => row.state === "unreviewed",
};

function filter() {
  const form = new FormData(part("filters"));
  const words = part("words").value.trim().toLowerCase();
  let shown = 0;
  let shared = 0;
  for (const { row, element } of cards.values()) {
    const text = `${row.source}\n${row.translation}`.toLowerCase();
    const here = TESTS[form.get("filter")](row) && (row.id.toLowerCase() === words || text.includes(words));
    element.hidden = !here;
    shown += here;
    shared += here && row.group === "shared";
  }
  for (const input of part("filters").querySelectorAll("input[type=radio]")) {
    input.parentElement.querySelector("b").textContent = state.rows.filter(TESTS[input.value]).length;
  }
  part("none").hidden = shown > 0 || state.rows.length === 0;
  part("shared-head").hidden = shared === 0;
  part("side-count").textContent = state.rows.length ? `(${state.rows.length})` : "";
}

function clearFilter() {
  part("filters").reset();
  filter();
}

part("filters").addEventListener("input", filter);
part("filters").addEventListener("submit", (event) => event.preventDefault());

// ---- Pages

const SCALE = devicePixelRatio > 2 ? "3" : devicePixelRatio > 1.2 ? "2" : "1";
let round = 0;

async function showPages(pages, received) {
  const same = state.pages?.document === pages.document;
  state.pages = pages;
  part("empty").hidden = true;
  const paged = pages.kind === "pages";
  part("sheets").hidden = !paged;
  part("zoom").hidden = !paged;
  part("leaflet").hidden = paged;
  part("pages").dataset.kind = pages.kind;
  const mine = ++round;
  if (!same) await (paged ? showPictures(pages, mine, received) : showText(pages));
  if (mine !== round) return;
  done(pages, received);
  markPicked({ scroll: false });
}

// A frame after the next one, what was put in is on the screen; a window in the background has none.
const painted = () =>
  document.hidden
    ? Promise.resolve()
    : new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

// Said once for each save: when the first page that changed is on the screen.
async function done(pages, received) {
  await painted();
  const root = document.documentElement;
  if (root.dataset.shown === String(pages.serial)) return;
  root.dataset.shown = pages.serial;
  const took = Math.round(pages.elapsed + performance.now() - received);
  root.dataset.took = took;
  part("took").textContent = state.first ? "" : `shown in ${took} ms`;
  state.first = false;
  showAge();
}

async function showPictures(pages, mine, received) {
  const list = part("sheets");
  while (list.children.length > pages.count) list.lastElementChild.remove();
  for (let page = list.children.length + 1; page <= pages.count; page += 1) list.append(sheet(page));
  list.style.setProperty("--ratio", `${pages.trim[0]} / ${pages.trim[1]}`);
  list.style.setProperty("--trim", `${pages.trim[0]}mm`);
  for (const item of list.children) {
    item.querySelector("figcaption").textContent = `${item.dataset.page} of ${pages.count}`;
  }
  const all = Array.from({ length: pages.count }, (_, at) => at + 1);
  const order = [...new Set([...pages.changed, ...visible(), ...all])];
  for (const page of order) {
    await picture(pages, page, mine);
    if (mine !== round) return;
    done(pages, received);
  }
}

function visible() {
  const frame = part("pages").getBoundingClientRect();
  return [...part("sheets").children]
    .filter((item) => {
      const box = item.getBoundingClientRect();
      return box.bottom > frame.top && box.top < frame.bottom;
    })
    .map((item) => Number(item.dataset.page));
}

function sheet(page) {
  const paper = make("div", { class: "paper" }, make("div", { class: "mark", hidden: "" }));
  const item = make("li", { "data-page": page },
    make("figure", { class: "sheet" }, paper, make("figcaption")));
  paper.addEventListener("click", (event) => {
    const box = paper.getBoundingClientRect();
    const place = placeAt(page, (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height);
    const row = place && unitAt(place[1], state.rows);
    if (row) pick(row.id, { show: "unit" });
  });
  return item;
}

async function picture(pages, page, mine) {
  const image = new Image();
  const { language, number } = state.about;
  image.alt = `Page ${page} of ${pages.count} of ${number} in ${language.name}; its words are among the units`;
  image.src = `/picture/${pages.document}/${page}/${SCALE}`;
  try {
    await image.decode();
  } catch {
    // A newer save has taken its place.
    return;
  }
  if (mine !== round) return;
  const item = part("sheets").children[page - 1];
  const paper = item?.querySelector(".paper");
  if (!paper) return;
  paper.querySelector("img")?.remove();
  paper.prepend(image);
  if (!state.first && pages.changed.includes(page) && pages.changed.length < pages.count) {
    item.classList.remove("fresh");
    requestAnimationFrame(() => item.classList.add("fresh"));
  }
}

function placeAt(page, x, y) {
  let best = null;
  for (const place of state.pages.places) {
    const [on, , left, top, width, height] = place;
    const inside = on === page && x >= left && x <= left + width && y >= top && y <= top + height;
    if (inside && (!best || width * height < best[4] * best[5])) best = place;
  }
  return best;
}

function markPicked({ scroll }) {
  const { pages, picked } = state;
  for (const mark of part("sheets").querySelectorAll(".mark")) mark.hidden = true;
  if (!pages || picked === null) return;
  if (pages.kind === "page") {
    markText(picked, scroll);
    return;
  }
  const place = pages.places.find((one) => unitAt(one[1], state.rows)?.id === picked);
  if (!place) return;
  const [page, , left, top, width, height] = place;
  const item = part("sheets").children[page - 1];
  const mark = item?.querySelector(".mark");
  if (!mark) return;
  mark.hidden = false;
  for (const [name, value] of Object.entries({ left, top, width, height })) {
    mark.style.setProperty(name, `${value * 100}%`);
  }
  if (scroll) mark.scrollIntoView({ block: "center" });
}

// ---- The web page

const BLOCKS = ["h1,h2,h3,h4,p,li,td,th,dt,dd,figcaption,caption,summary", "strong,a,span"];
const frame = part("leaflet");
let marked = null;

async function showText(pages) {
  const address = `/text/${pages.document}`;
  const old = frame.contentDocument;
  if (!frame.dataset.ready || !old?.body) {
    await new Promise((resolve) => {
      frame.addEventListener("load", resolve, { once: true });
      frame.src = address;
    });
    frame.dataset.ready = "yes";
    frame.contentDocument.addEventListener("click", pickInText);
    return;
  }
  const answer = await fetch(address);
  if (!answer.ok) return;
  // Parsed by the frame's own parser, under the frame's own policy, and put in place at once: the
  // reader stays where they were, and nothing flashes.
  const fresh = new frame.contentWindow.DOMParser().parseFromString(await answer.text(), "text/html");
  for (const meta of fresh.querySelectorAll("meta[http-equiv]")) meta.remove();
  const { scrollX, scrollY } = frame.contentWindow;
  old.replaceChild(old.adoptNode(fresh.documentElement), old.documentElement);
  frame.contentWindow.scrollTo(scrollX, scrollY);
}

function pickInText(event) {
  event.preventDefault();
  for (let one = event.target; one && one !== frame.contentDocument.body; one = one.parentElement) {
    const row = unitAt(one.textContent, state.rows);
    if (row) {
      pick(row.id, { show: "unit" });
      return;
    }
  }
}

function markText(id, scroll) {
  if (marked) marked.style.outline = "";
  marked = null;
  const row = cards.get(id)?.row;
  if (!row?.pieces.length || !frame.contentDocument?.body) return;
  for (const names of BLOCKS) {
    marked ??= [...frame.contentDocument.body.querySelectorAll(names)].findLast((one) =>
      unitAt(one.textContent, [row]),
    ) ?? null;
  }
  if (!marked) return;
  marked.style.outline = "3px solid #d97706";
  marked.style.outlineOffset = "3px";
  if (scroll) marked.scrollIntoView({ block: "center" });
}

// ---- Tools

part("profile").addEventListener("change", async (event) => {
  const answer = await fetch(`/profile/${encodeURIComponent(event.target.value)}`, { method: "POST" });
  if (!answer.ok) say("This form is not there any more");
});
part("zoom").addEventListener("change", (event) => {
  part("sheets").dataset.zoom = event.target.value;
});

function side(name) {
  document.body.dataset.side = name;
  part("side-pages").setAttribute("aria-pressed", String(name === "pages"));
  part("side-units").setAttribute("aria-pressed", String(name === "units"));
}
part("side-pages").addEventListener("click", () => side("pages"));
part("side-units").addEventListener("click", () => side("units"));
side("pages");

// ---- What the preview says

function connection(name, words) {
  part("connection").dataset.state = name;
  part("connected").textContent = words;
}

const events = new EventSource("/events");
events.addEventListener("open", () => {
  connection("live", "Live");
  state.first = true;
});
events.addEventListener("error", () => {
  connection("lost", "Not connected: is build.py preview still running?");
  part("took").textContent = "";
});
events.addEventListener("edition", (event) => showEdition(JSON.parse(event.data)));
events.addEventListener("units", (event) => showUnits(JSON.parse(event.data)));
events.addEventListener("pages", (event) => showPages(JSON.parse(event.data), performance.now()));
events.addEventListener("busy", (event) => {
  part("progress").hidden = event.data !== "true";
});
