// Cards to keep out. A file collects their keys for a line to copy; a page that is served
// has them written down at once.

const KEPT = `cuedeck rejects ${data.decks.map((deck) => deck.name).join("\n")}`;

/** Keys by deck index and key, as `id` of an item has them. */
const collected = new Set(remembered());

/** A reload must not lose what was collected. A browser may refuse to keep things. */
function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

function remember() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...collected]));
  } catch {
    // Then a reload forgets them.
  }
}

/** What was asked of the server and does not show in what it sent yet, by `id` of an item. */
const asked = new Map();

/** One wish after the other, so that the last one counts. */
let turn = Promise.resolve();

/** Why the last wish could not be granted; nothing where it could. */
let refused = null;

function isRejected(item) {
  if (asked.has(item.id)) return asked.get(item.id).wish === "reject";
  return item.state === "rejected" || collected.has(item.id);
}

function drawReject(item) {
  const can = item.card && data.decks[item.deck].recipe != null && item.state !== "retired";
  const reject = byId("reject");
  reject.hidden = !can;
  if (!can) return;
  const done = isRejected(item);
  // A card that the overrides reject already can be let in again only by who writes them.
  const fixed = item.state === "rejected" && data.served == null;
  reject.disabled = fixed;
  reject.textContent = fixed ? "Rejected" : done ? "Restore" : "Reject";
  reject.setAttribute("aria-pressed", String(!!done));
}

function toggleReject() {
  const item = shownItem();
  if (!item || byId("reject").hidden || byId("reject").disabled) return;
  if (data.served != null) {
    // The page shows it at once; a large deck takes a while to be made anew.
    const entry = { wish: isRejected(item) ? "restore" : "reject", done: false };
    asked.set(item.id, entry);
    turn = turn.then(() => send(item, entry));
  } else {
    if (!collected.delete(item.id)) collected.add(item.id);
    remember();
    drawTray();
  }
  drawReject(item);
  drawRows();
  byId("said").textContent = isRejected(item) ? "Rejected" : "Not rejected";
}

function drawTray() {
  const known = new Map(items.cards.map((item) => [item.id, item]));
  const cards = [...collected].map((id) => known.get(id)).filter((item) => item && item.state !== "rejected");
  byId("tray").hidden = cards.length === 0;
  document.body.classList.toggle("with-tray", cards.length > 0);
  byId("tray-count").textContent = `${counted(cards.length, "card", "cards")} to reject`;
  byId("line").textContent = lineFor(cards);
}

/** The command that rejects some cards. */
function lineFor(cards) {
  const recipes = [...new Set(cards.map((item) => data.decks[item.deck].recipe))];
  const options = recipes.map((recipe) => ` --recipe ${quoted(recipe)}`).join("");
  const keys = [...new Set(cards.map((item) => item.card.key))];
  return `cuedeck reject ${keys.join(" ")}${options}`;
}

/** A path as shells take it. */
function quoted(path) {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

async function copyLine() {
  const line = byId("line");
  getSelection().selectAllChildren(line);
  try {
    await navigator.clipboard.writeText(line.textContent);
    byId("copy").textContent = "Copied";
  } catch {
    // A page from a file may not write to the clipboard: the line is marked, so that the
    // usual key copies it.
    byId("copy").textContent = "Marked";
  }
  setTimeout(() => (byId("copy").textContent = "Copy"), 2000);
}

/** Has a card rejected or restored. What becomes of it shows with the next version. */
async function send(item, entry) {
  let trouble;
  try {
    const body = JSON.stringify({ keys: [item.card.key] });
    const response = await fetch(entry.wish, { method: "POST", body, headers: { "Content-Type": "application/json" } });
    trouble = response.ok ? (await response.json()).trouble : `the server said ${response.status}`;
  } catch (error) {
    trouble = error.message;
  }
  entry.done = true;
  refused = trouble ? `It could not be written: ${trouble}` : null;
  complain(refused);
  if (!trouble) return;
  if (asked.get(item.id) === entry) asked.delete(item.id);
  drawRows();
  const shown = shownItem();
  if (shown) drawReject(shown);
}

/** Shows the notes as they are now, if they are not shown so. */
async function heed({ version, trouble }) {
  complain(trouble ?? refused);
  if (version == null || version === data.served) return;
  const response = await fetch("data");
  const shown = shownItem();
  const side = flipped;
  data = await response.json();
  for (const [id, entry] of asked) {
    if (entry.done) asked.delete(id);
  }
  const view = document.body.dataset.view;
  gather();
  stay(view, shown);
  if (side && shownItem()?.id === shown?.id) flip();
}

function complain(trouble) {
  byId("trouble").hidden = !trouble;
  byId("trouble").textContent = trouble ?? "";
}

/** Asks once a second whether the notes have changed, as long as somebody is looking. */
function follow() {
  if (data.served == null) return;
  const ask = async () => {
    if (!document.hidden) {
      try {
        await heed(await (await fetch("version")).json());
      } catch {
        complain("Cuedeck no longer answers: start `cuedeck preview --serve` again, and open its new address.");
      }
    }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
}
