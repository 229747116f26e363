// What there is to see, and how its parts are found. Everything that comes from a note is
// put on the page as text; only the sides of a card are HTML, escaped before they came here.

let data = JSON.parse(byId("data").textContent);

/** Everything that can stand in the list, by view. */
let items = { cards: [], bare: [] };

function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes and children; a child that is no element is text. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

function button(words, attributes, act) {
  const made = element("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}

/** Seconds as the notes write them. */
function clock(seconds) {
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function timeLink(video, seconds) {
  const url = `https://www.youtube.com/watch?v=${encodeURIComponent(video)}&t=${seconds}s`;
  const words = clock(seconds);
  const attributes = { href: url, target: "_blank", rel: "noopener noreferrer", class: "time" };
  return element("a", { ...attributes, "aria-label": `Play at ${words}` }, words);
}

function counted(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function inDeck(card) {
  return card.state !== "retired" && card.state !== "rejected";
}

/** Lists all cards, and all statements without one. */
function gather() {
  items = { cards: data.cards.map(cardItem), bare: [] };
  data.notes.forEach((note, index) => {
    note.statements.forEach((statement, nth) => {
      if (statement.reason) items.bare.push(bareItem(index, nth));
    });
  });
}

function cardItem(card) {
  const note = data.notes[card.note];
  const statement = note?.statements[card.statement];
  return {
    id: `${card.deck} ${card.key}`,
    card,
    deck: card.deck,
    note: card.note ?? undefined,
    section: statement?.section,
    statement: card.statement,
    kind: card.kind,
    shape: card.shape,
    state: card.state,
    title: card.front,
    aside: [card.shape, note?.title],
    times: card.times,
    video: card.video,
    path: card.path,
    line: card.line,
    words: [card.front, card.back, card.words, card.key, note?.title, note?.guest, ...card.tags],
  };
}

function bareItem(index, nth) {
  const note = data.notes[index];
  const statement = note.statements[nth];
  return {
    id: `${index} ${nth}`,
    card: null,
    deck: note.deck,
    note: index,
    section: statement.section,
    statement: nth,
    reason: statement.reason,
    title: statement.words,
    aside: [statement.reason, note.title],
    times: statement.times,
    video: note.video,
    path: note.path,
    line: statement.line,
    words: [statement.words, note.title, note.guest],
  };
}

/** Where an item stands, as an editor takes it. */
function placeOf(item) {
  if (!item.path) return "added in the overrides file";
  return item.line ? `${item.path}:${item.line}` : item.path;
}
