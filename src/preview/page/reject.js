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

function isRejected(item) {
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

async function toggleReject() {
  const item = shownItem();
  if (!item || byId("reject").hidden || byId("reject").disabled) return;
  if (data.served != null) {
    await send(isRejected(item) ? "restore" : "reject", item.card.key);
    return;
  }
  if (!collected.delete(item.id)) collected.add(item.id);
  remember();
  drawReject(item);
  drawRows();
  drawTray();
  byId("said").textContent = collected.has(item.id) ? "Rejected" : "Not rejected";
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

/** Has a card rejected or restored, and shows what became of it. */
async function send(wish, key) {
  byId("reject").disabled = true;
  try {
    const body = JSON.stringify({ keys: [key] });
    const response = await fetch(wish, { method: "POST", body, headers: { "Content-Type": "application/json" } });
    if (!response.ok) throw new Error(`the server said ${response.status}`);
    await heed(await response.json());
    byId("said").textContent = wish === "reject" ? "Rejected" : "Restored";
  } catch (error) {
    complain(`It could not be written: ${error.message}`);
  }
  const item = shownItem();
  if (item) drawReject(item);
}

/** Shows the notes as they are now, if they are not shown so. */
async function heed({ version, trouble }) {
  complain(trouble);
  if (version == null || version === data.served) return;
  const response = await fetch("data");
  const shown = shownItem();
  const side = flipped;
  data = await response.json();
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
