// One card, as Anki draws it, or one statement without a card; and where it stands.

/** How many paragraphs of a counted list are shown below the line that announces it. */
const LONGEST = 12;

let flipped = false;

/** The card has a tree of its own, so that Anki's style meets nothing of this page. */
const stage = { root: null, body: null };

function wireStage() {
  stage.root = byId("card").attachShadow({ mode: "open" });
  stage.body = element("div", { class: "card card1" });
  styleCard();
  stage.root.append(stage.body);
  byId("card").addEventListener("click", (event) => {
    const link = event.composedPath().some((node) => node.tagName === "A");
    // Whoever marks words with the mouse wants to copy them.
    if (!link && !String(getSelection())) flip();
  });
  byId("flip").addEventListener("click", flip);
  byId("previous").addEventListener("click", () => select(listed.at - 1));
  byId("next").addEventListener("click", () => select(listed.at + 1));
  byId("back").addEventListener("click", () => {
    showPane("list");
    byId("list").focus();
  });
}

function styleCard() {
  const sheet = new CSSStyleSheet();
  // Anki's page has the card as its body; here it is a part of ours.
  sheet.replaceSync(`${data.card_css}\n.card { min-height: 100%; box-sizing: border-box; }`);
  stage.root.adoptedStyleSheets = [sheet];
}

function shownItem() {
  return listed.items[listed.at];
}

/** Draws the item that is shown, question side up. */
function drawStage() {
  flipped = false;
  const item = shownItem();
  const card = item?.card;
  byId("stage").hidden = !item;
  if (!item) return;
  byId("place").textContent = `${(listed.at + 1).toLocaleString("en")} of ${listed.items.length.toLocaleString("en")}`;
  byId("previous").disabled = listed.at === 0;
  byId("next").disabled = listed.at === listed.items.length - 1;
  byId("card").hidden = byId("flip").hidden = !card;
  byId("bare").hidden = !!card;
  byId("stage").setAttribute("aria-label", card ? "Card" : "Statement without a card");
  if (card) drawSide();
  else drawBare(item);
  drawReject(item);
  drawFacts(item);
  drawChanges(card);
  drawSource(item);
  // The list reads its own entries out.
  if (document.activeElement !== byId("list")) byId("said").textContent = item.title;
  byId("columns").scrollTop = 0;
}

function drawSide() {
  const { card } = shownItem();
  stage.body.innerHTML = flipped ? card.back_html : card.front_html;
  for (const link of stage.body.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  byId("flip").textContent = flipped ? "Show question" : "Show answer";
  byId("card").dataset.side = flipped ? "back" : "front";
}

function flip() {
  if (!shownItem()?.card) return;
  flipped = !flipped;
  drawSide();
  const { card } = shownItem();
  byId("said").textContent = flipped ? `Answer: ${card.back}` : card.front;
}

function drawBare(item) {
  byId("bare").replaceChildren(
    element("p", { class: "statement", dir: "auto" }, item.title),
    element("p", { class: "why" }, element("code", {}, item.reason), " ", data.reasons[item.reason] ?? ""),
  );
}

function drawFacts(item) {
  const card = item.card;
  const facts = [];
  const fact = (name, ...values) => facts.push(element("dt", {}, name), element("dd", {}, ...values));
  if (card) {
    // Of what did not change there is nothing to tell.
    const then = card.state === "unchanged" ? "" : `: on import, Anki ${data.in_anki[card.state]}`;
    if (remembers(item)) fact("State", card.state + then);
    fact("Kind", `${card.kind}, ${card.shape}`);
    fact("Key", element("code", {}, card.key));
    if (card.tags.length) fact("Tags", card.tags.join("  "));
  }
  if (data.decks.length > 1) fact("Deck", data.decks[item.deck].name);
  byId("facts").replaceChildren(...(facts.length ? [element("dl", {}, ...facts)] : []));
}

function drawChanges(card) {
  const sides = (title, words) =>
    element(
      "div",
      { class: "words" },
      element("h3", {}, title),
      element("p", { dir: "auto" }, words.front),
      element("p", { class: "answer", dir: "auto" }, words.back),
    );
  const drawn = [];
  if (card?.was) drawn.push(sides("At the last build it said", card.was));
  if (card?.proposed) drawn.push(sides("This version would say", card.proposed));
  byId("changes").replaceChildren(...drawn);
}

/** The paragraph of the note, with what stands right around it. */
function drawSource(item) {
  const note = data.notes[item.note];
  const drawn = [];
  const links = item.times.map((time) => timeLink(item.video, time));
  const title = note?.title ?? (item.path ? "Its note is gone" : "Added by you");
  drawn.push(element("h2", { dir: "auto" }, title));
  const section = note?.sections[item.section]?.title;
  if (section) drawn.push(element("p", { class: "section" }, section));
  drawn.push(element("p", { class: "where" }, element("code", {}, placeOf(item)), ...links));
  const statement = note?.statements[item.statement];
  if (statement) drawn.push(passage(note, item));
  else if (item.card?.words) drawn.push(element("p", { class: "passage lost", dir: "auto" }, item.card.words));
  if (note?.video) {
    const recording = data.recordings.find((one) => one.notes.includes(item.note));
    if (recording?.length) drawn.push(miniature(recording, item));
  }
  byId("source").replaceChildren(...drawn);
}

function passage(note, item) {
  const own = note.statements[item.statement].paragraph;
  const section = note.paragraphs[own].section;
  let last = own + 1;
  while (last - own < LONGEST && isItem(note, own + 1) && isItem(note, last + 1) && !isItem(note, own)) last += 1;
  // A counted list rests on its items, a sentence sometimes on the one before.
  const words = item.card?.words ?? "";
  const marked = (index) => index === item.statement || (index != null && words.includes(note.statements[index].words));
  const drawn = element("div", { class: "passage" });
  for (let at = own - 1; at <= last; at += 1) {
    const paragraph = note.paragraphs[at];
    if (!paragraph || paragraph.section !== section) continue;
    const runs = paragraph.runs.map((run) => runElement(run, note, marked));
    const made = element("p", { class: `${paragraph.kind}${at === own ? " own" : ""}`, dir: "auto" }, ...runs);
    made.style.setProperty("--depth", paragraph.depth);
    drawn.append(made);
  }
  return drawn;
}

function isItem(note, at) {
  return note.paragraphs[at]?.kind === "item";
}

function runElement(run, note, marked) {
  let made = run.time != null && note.video ? timeLink(note.video, run.time) : document.createTextNode(run.text);
  const tags = { strong: "strong", emphasis: "em", code: "code", math: "code" };
  for (const style of run.styles ?? []) made = element(tags[style], {}, made);
  // A timecode after a sentence stands apart from its words.
  if (run.time != null) made = element("span", { class: "stamp" }, " ", made);
  return marked(run.statement) ? element("mark", {}, made) : made;
}
