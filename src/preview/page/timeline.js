// Recordings as strips, and what the deck is made of as bars.

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 1000;
const HIGH = 40;

function drawn(tag, attributes, title) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (title) {
    const words = document.createElementNS(SVG, "title");
    words.textContent = title;
    made.append(words);
  }
  return made;
}

/** A strip of a recording: sections, the cards of some notes, and gaps. */
function strip(recording, notes, options) {
  const length = Math.max(recording.length, 1);
  const x = (seconds) => (Math.min(seconds, length) / length) * WIDE;
  const ticks = (times, from, to) => times.map((time) => `M${x(time).toFixed(1)} ${from}V${to}`).join("");
  const cards = notes.flatMap((index) => cardsOf(index));
  const bare = notes.flatMap((index) => data.notes[index].statements.filter((said) => said.reason));
  const summary =
    `${counted(cards.length, "card", "cards")} and ${counted(bare.length, "statement", "statements")} ` +
    `without one in ${clock(recording.length)}` +
    (options.gaps ? `; ${counted(recording.gaps.length, "gap", "gaps")}` : "");
  const svg = drawn("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", role: "img", class: "strip", "aria-label": summary });
  svg.append(drawn("rect", { class: "track", width: WIDE, height: HIGH - 8, rx: 3 }));
  for (const index of options.sections ? notes : []) {
    data.notes[index].sections.forEach((section, nth) => {
      if (!section.span) return;
      const [from, to] = section.span;
      const width = Math.max(x(to) - x(from), 2);
      const title = `${section.title || "Before any heading"} (${clock(from)} – ${clock(to)})`;
      svg.append(drawn("rect", { class: nth % 2 ? "sec odd" : "sec", x: x(from), width, height: HIGH - 8 }, title));
    });
  }
  if (options.gaps) {
    for (const { from, to } of recording.gaps) {
      const title = `No card from ${clock(from)} to ${clock(to)}`;
      svg.append(drawn("rect", { class: "gap", x: x(from), y: HIGH - 5, width: x(to) - x(from), height: 5 }, title));
    }
  }
  svg.append(drawn("path", { class: "bare", d: ticks(bare.flatMap((said) => said.times.slice(0, 1)), 22, HIGH - 8) }));
  svg.append(drawn("path", { class: "ticks", d: ticks(cards.flatMap((card) => card.times.slice(0, 1)), 6, HIGH - 8) }));
  if (options.at != null) svg.append(drawn("path", { class: "here", d: ticks([options.at], 0, HIGH) }));
  svg.addEventListener("click", (event) => {
    const box = svg.getBoundingClientRect();
    const time = ((event.clientX - box.left) / box.width) * length;
    const far = (card) => Math.abs((card.times[0] ?? Infinity) - time);
    const nearest = cards.reduce((best, card) => (best && far(best) <= far(card) ? best : card), null);
    if (nearest) openCard(nearest);
  });
  return svg;
}

let cardsByNote = null;

function cardsOf(index) {
  if (!cardsByNote) {
    cardsByNote = new Map();
    for (const card of data.cards) {
      if (card.note == null || !inDeck(card)) continue;
      if (!cardsByNote.has(card.note)) cardsByNote.set(card.note, []);
      cardsByNote.get(card.note).push(card);
    }
  }
  return cardsByNote.get(index) ?? [];
}

function openCard(card) {
  showView("cards", `${card.deck} ${card.key}`);
  showPane("stage");
}

/** The strip below a passage: where in the recording this is. */
function miniature(recording, item) {
  return element(
    "div",
    { class: "miniature" },
    strip(recording, [item.note], { sections: true, at: item.times[0] }),
    element("p", { class: "ends" }, element("span", {}, clock(0)), element("span", {}, clock(recording.length))),
  );
}

function drawOverview() {
  cardsByNote = null;
  const live = data.cards.filter(inDeck);
  const statements = data.notes.reduce((sum, note) => sum + note.statements.length, 0);
  const bare = items.bare.length;
  const tile = (number, words) => element("div", {}, element("strong", {}, number), element("span", {}, words));
  const charts = [];
  if (data.decks.some((deck) => deck.recipe != null)) {
    charts.push(bars("Since the last build", tally(data.cards, "state"), (key) => narrow("cards", { state: key })));
  }
  charts.push(bars("Shapes of question", tally(live, "shape"), (key) => narrow("cards", { shape: key })));
  charts.push(bars("Why statements have no card", tally(items.bare, "reason"), (key) => narrow("bare", { reason: key })));
  const recordings = data.recordings.map(recordingPanel);
  const strays = data.notes.map((_, index) => index).filter((index) => !data.notes[index].video);
  byId("overview").replaceChildren(
    element(
      "div",
      { class: "tiles" },
      tile(...numbered(live.length, "card", "cards")),
      tile(percent(statements - bare, statements), "of the statements have one"),
      tile(...numbered(data.notes.length, "note", "notes")),
      tile(...numbered(data.recordings.length, "recording", "recordings")),
    ),
    element("div", { class: "charts" }, ...charts),
    element("div", { class: "legend" }, ...legend()),
    ...recordings,
    ...(strays.length ? [strayPanel(strays)] : []),
  );
}

function numbered(count, one, many) {
  return [count.toLocaleString("en"), count === 1 ? one : many];
}

function strayPanel(notes) {
  const lines = notes.map((index) => noteLine(null, index));
  return element("section", { class: "recording" }, element("h2", {}, "Without a recording"), ...lines);
}

function legend() {
  const entry = (kind, words) => element("span", {}, element("i", { class: kind }), words);
  return [
    entry("ticks", "card"),
    entry("bare", "statement without one"),
    entry("sec", "section"),
    entry("gap", "gap: long stretch without a card"),
  ];
}

function percent(part, whole) {
  return whole ? `${Math.round((100 * part) / whole)} %` : "–";
}

function tally(list, key) {
  const counts = new Map();
  for (const one of list) counts.set(one[key], (counts.get(one[key]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function bars(title, counts, open) {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const rows = counts.map(([key, count]) => {
    const bar = element("span", { class: "fill" });
    bar.style.width = `${(100 * count) / most}%`;
    const about = data.reasons[key];
    const name = button(key, { class: "link", title: about ?? false }, () => open(key));
    return element("li", {}, name, element("span", { class: "track" }, bar), element("b", {}, count.toLocaleString("en")));
  });
  return element("section", { class: "chart" }, element("h2", {}, title), element("ul", {}, ...rows));
}

function recordingPanel(recording) {
  const several = recording.notes.length > 1;
  const guest = data.notes[recording.notes[0]].guest;
  const about = [guest, clock(recording.length), counted(recording.gaps.length, "gap", "gaps")];
  const panel = element(
    "section",
    { class: "recording" },
    element("h2", { dir: "auto" }, recording.title),
    element("p", { class: "about" }, about.filter(Boolean).join(" · ")),
  );
  if (several) panel.append(element("div", { class: "line whole" }, element("span", {}, "All notes"), strip(recording, recording.notes, { gaps: true })));
  for (const index of recording.notes) panel.append(noteLine(recording, index, !several));
  return panel;
}

/** A note: its strip, how much of it is covered, and how many cards it has. */
function noteLine(recording, index, gaps) {
  const note = data.notes[index];
  const cards = cardsOf(index).length;
  const covered = note.statements.filter((said) => said.card != null).length;
  const fill = element("span", { class: "fill" });
  const part = note.statements.length ? covered / note.statements.length : 0;
  fill.style.width = `${100 * part}%`;
  const words = `${percent(covered, note.statements.length)} of ${counted(note.statements.length, "statement", "statements")}`;
  return element(
    "div",
    { class: "line" },
    button(note.title, { class: "link", dir: "auto" }, () => narrow("cards", { note: index })),
    recording?.length ? strip(recording, [index], { sections: true, gaps }) : element("span", { class: "strip" }),
    element("span", { class: "cover", title: words }, element("b", {}, counted(cards, "card", "cards")), element("span", { class: "track" }, fill), element("span", {}, percent(covered, note.statements.length))),
  );
}
