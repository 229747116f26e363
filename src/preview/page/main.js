// Ties the parts together: views, keys, light and night.

/** Shows the cards, the statements without one, or the overview. */
function showView(view, wantedId) {
  document.body.dataset.view = view;
  for (const tab of document.querySelectorAll("nav button")) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  byId("browse").hidden = view === "overview";
  byId("overview").hidden = view !== "overview";
  showPane("list");
  if (view === "overview") {
    drawOverview();
    return;
  }
  byId("back").textContent = view === "cards" ? "All cards" : "All statements";
  if (wantedId && !matching(view).some((item) => item.id === wantedId)) {
    for (const facet of Object.keys(chosen)) delete chosen[facet];
    byId("search").value = "";
  }
  refresh(view, wantedId);
}

function refresh(view, wantedId) {
  drawFacets(view);
  fillList(view, wantedId);
  drawStage();
}

/** Draws everything anew after the notes have changed, and stays where it was. */
function stay(view, shown) {
  const at = listed.at;
  cardsByNote = null;
  styleCard();
  drawTray();
  if (view === "overview") {
    drawOverview();
    return;
  }
  refresh(view, shown?.id);
  // What is gone from the list leaves its place to the next.
  if (shown && shownItem()?.id !== shown.id) select(at);
}

/** On a small screen, either the list or the card is in sight. */
function showPane(pane) {
  document.body.dataset.pane = pane;
}

function setNight(night) {
  document.documentElement.classList.toggle("night", night);
  stage.body.classList.toggle("nightMode", night);
  byId("night").setAttribute("aria-pressed", String(night));
}

function wireNight() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let own = null;
  const apply = () => setNight(own ?? system.matches);
  system.addEventListener("change", apply);
  byId("night").addEventListener("click", () => {
    own = !document.documentElement.classList.contains("night");
    apply();
  });
  apply();
}

function wireFilters() {
  const again = () => refresh(document.body.dataset.view);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("input", again);
  byId("facets").addEventListener("change", ({ target }) => {
    if (target.value) chosen[target.name] = target.value;
    else delete chosen[target.name];
    if (target.name === "note" || target.name === "deck") delete chosen.section;
    if (target.name === "deck") delete chosen.note;
    again();
    byId("facets").querySelector(`[name="${target.name}"]`)?.focus();
  });
  byId("clear").addEventListener("click", () => {
    for (const facet of Object.keys(chosen)) delete chosen[facet];
    byId("search").value = "";
    again();
    byId("search").focus();
  });
  byId("more").open = matchMedia("(min-width: 60rem)").matches;
}

function wireKeys() {
  const acts = {
    " ": flip,
    ArrowRight: () => select(listed.at + 1),
    j: () => select(listed.at + 1),
    ArrowLeft: () => select(listed.at - 1),
    k: () => select(listed.at - 1),
    r: toggleReject,
    n: () => byId("night").click(),
    "/": () => {
      showPane("list");
      byId("search").focus();
    },
    "?": () => byId("keys").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    const field = event.target.closest?.("input, select, textarea");
    if (event.key === "Escape" && field) {
      byId("list").focus();
      return;
    }
    if (field) return;
    // On a button, the space bar presses it.
    if (event.key === " " && event.target.closest?.("button, summary, a")) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const browsing = document.body.dataset.view !== "overview";
    if (!act || (!browsing && !["n", "?"].includes(event.key))) return;
    event.preventDefault();
    act();
  });
  byId("help").addEventListener("click", () => byId("keys").showModal());
}

function wireTray() {
  byId("reject").addEventListener("click", toggleReject);
  byId("copy").addEventListener("click", copyLine);
  byId("forget").addEventListener("click", () => {
    collected.clear();
    remember();
    drawTray();
    refresh(document.body.dataset.view === "overview" ? "cards" : document.body.dataset.view);
  });
}

byId("deck-name").textContent = data.decks.map((deck) => deck.name).join(", ");
for (const tab of document.querySelectorAll("nav button")) {
  tab.addEventListener("click", () => showView(tab.dataset.view));
}

gather();
wireStage();
wireList();
wireFilters();
wireKeys();
wireTray();
wireNight();
showView("cards");
drawTray();
follow();
