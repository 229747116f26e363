// The list. Only the rows in sight exist, so that any number of cards scrolls smoothly.

const ROW = 82;
const AHEAD = 6;

/** What is listed, and which of it is shown. */
const listed = { items: [], at: -1 };

/** Lists what is asked for. The item that was shown stays, where it is still listed. */
function fillList(view, wantedId) {
  const before = wantedId ?? listed.items[listed.at]?.id;
  listed.items = matching(view);
  const again = listed.items.findIndex((item) => item.id === before);
  listed.at = again >= 0 ? again : listed.items.length ? 0 : -1;
  const all = items[view].length;
  const [one, many] = view === "cards" ? ["card", "cards"] : ["statement", "statements"];
  const shown = listed.items.length;
  byId("count").textContent =
    shown === all ? counted(all, one, many) : `${shown.toLocaleString("en")} of ${counted(all, one, many)}`;
  byId("list").setAttribute("aria-label", view === "cards" ? "Cards" : "Statements without a card");
  byId("list").hidden = shown === 0;
  byId("none").hidden = shown > 0;
  byId("rows").style.height = `${shown * ROW}px`;
  revealRow();
  drawRows();
}

function drawRows() {
  const list = byId("list");
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - AHEAD);
  const last = Math.ceil((list.scrollTop + list.clientHeight) / ROW) + AHEAD;
  const rows = listed.items.slice(first, last).map((item, nth) => row(item, first + nth));
  byId("rows").replaceChildren(...rows);
  const active = byId(`row-${listed.at}`);
  if (active) list.setAttribute("aria-activedescendant", active.id);
  else list.removeAttribute("aria-activedescendant");
}

function row(item, index) {
  const rejected = isRejected(item);
  const marks = [];
  if (rejected) marks.push(element("span", { class: "mark rejected" }, "rejected"));
  else if (item.state && item.state !== "unchanged" && remembers(item)) {
    marks.push(element("span", { class: `mark ${item.state}` }, item.state));
  }
  const made = element(
    "div",
    {
      role: "option",
      id: `row-${index}`,
      class: rejected || (item.card && !inDeck(item.card)) ? "row gone" : "row",
      "aria-selected": String(index === listed.at),
      "aria-setsize": listed.items.length,
      "aria-posinset": index + 1,
    },
    element("span", { class: "front", dir: "auto" }, item.title),
    element("span", { class: "aside" }, ...marks, item.aside.filter(Boolean).join(" · ")),
  );
  made.style.transform = `translateY(${index * ROW}px)`;
  made.addEventListener("click", () => {
    select(index);
    showPane("stage");
  });
  return made;
}

/** Without a ledger every card is new, which says nothing. */
function remembers(item) {
  return data.decks[item.deck].recipe != null;
}

function revealRow() {
  const list = byId("list");
  const top = listed.at * ROW;
  if (listed.at < 0) list.scrollTop = 0;
  else if (top < list.scrollTop) list.scrollTop = top;
  else if (top + ROW > list.scrollTop + list.clientHeight) {
    list.scrollTop = top + ROW - list.clientHeight;
  }
}

/** Shows an item of the list. */
function select(index) {
  if (!listed.items.length) return;
  listed.at = Math.max(0, Math.min(index, listed.items.length - 1));
  revealRow();
  drawRows();
  drawStage();
}

function wireList() {
  const list = byId("list");
  let due = false;
  const soon = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      drawRows();
    });
  };
  list.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon);
  list.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    if (event.key in steps) select(listed.at + steps[event.key]);
    else if (event.key === "Home") select(0);
    else if (event.key === "End") select(listed.items.length - 1);
    else if (event.key === "Enter") {
      showPane("stage");
      byId("stage").focus();
    } else return;
    event.preventDefault();
  });
}
