// Which items are in the list.

const FACETS = {
  deck: { label: "Deck", views: ["cards", "bare"], name: (key) => data.decks[key].name },
  note: { label: "Note", views: ["cards", "bare"], name: (key) => data.notes[key].title },
  section: { label: "Section", views: ["cards", "bare"], name: sectionName },
  kind: { label: "Kind", views: ["cards"], name: (key) => key },
  shape: { label: "Shape", views: ["cards"], name: (key) => key },
  state: { label: "State", views: ["cards"], name: (key) => key },
  reason: { label: "Reason", views: ["bare"], name: (key) => key },
};

const chosen = {};

function sectionName(key) {
  return data.notes[chosen.note]?.sections[key]?.title || "before any heading";
}

/** A facet is offered where it would tell items apart. */
function facetsOf(view) {
  return Object.keys(FACETS).filter((facet) => {
    if (!FACETS[facet].views.includes(view)) return false;
    if (facet === "deck") return data.decks.length > 1;
    if (facet === "section") return chosen.note !== undefined;
    // Without a ledger, every card is new.
    if (facet === "state") return data.decks.some((deck) => deck.recipe != null);
    return true;
  });
}

/** Draws the choices with how many items each would leave. */
function drawFacets(view) {
  const facets = facetsOf(view);
  for (const facet of Object.keys(chosen)) {
    if (!facets.includes(facet)) delete chosen[facet];
  }
  const drawn = facets.map((facet) => {
    const counts = new Map();
    for (const item of items[view]) {
      if (item[facet] === undefined || !fits(item, facet)) continue;
      counts.set(String(item[facet]), (counts.get(String(item[facet])) ?? 0) + 1);
    }
    const select = element("select", { name: facet });
    select.append(element("option", { value: "" }, "All"));
    for (const [key, count] of sorted(facet, counts)) {
      const words = `${FACETS[facet].name(key)} (${count.toLocaleString("en")})`;
      select.append(element("option", { value: key }, words));
    }
    select.value = chosen[facet] ?? "";
    return element("label", { class: facet }, element("span", {}, FACETS[facet].label), select);
  });
  byId("facets").replaceChildren(...drawn);
  const active = Object.keys(chosen).length;
  byId("active").textContent = active ? `(${active})` : "";
  byId("clear").hidden = active === 0 && !byId("search").value;
}

/** Notes and sections in reading order, the rest by how many there are. */
function sorted(facet, counts) {
  const read = facet === "note" || facet === "section" || facet === "deck";
  const order = read ? (a, b) => a[0] - b[0] : (a, b) => b[1] - a[1];
  return [...counts].sort(order);
}

/** Whether an item has what is chosen, but for one facet. */
function fits(item, except) {
  for (const facet in chosen) {
    if (facet !== except && String(item[facet]) !== chosen[facet]) return false;
  }
  return true;
}

/** The items that are asked for: every word of the search stands somewhere in them. */
function matching(view) {
  const wanted = folded(byId("search").value).split(" ").filter(Boolean);
  return items[view].filter((item) => {
    if (!fits(item)) return false;
    if (!wanted.length) return true;
    item.folded ??= folded(item.words.filter(Boolean).join(" "));
    return wanted.every((word) => item.folded.includes(word));
  });
}

/** A text without case and accents. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}

/** Chooses nothing but `wish`, and shows what that leaves. */
function narrow(view, wish) {
  for (const facet of Object.keys(chosen)) delete chosen[facet];
  for (const [facet, key] of Object.entries(wish)) chosen[facet] = String(key);
  byId("search").value = "";
  showView(view);
}
