// Wiring: the address, filters and keys change the state, and `render` shows it.

/** What each view was last drawn with; a view is drawn only when it is looked at. */
const drawn = { ladder: "", list: "", map: "" };

/** Return what decides which concepts a view draws. */
function drawingKey() {
  const outsider = state.selected && !passes(state.selected) && state.view !== "map";
  return [filterKey(), shownRoute, outsider ? state.selected.slug : ""].join("|");
}

/** Show the state. */
function render() {
  followPath();
  for (const link of byId("views").children) {
    const { view } = link.dataset;
    link.href = address({ view });
    if (view === state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    byId(view).hidden = view !== state.view;
  }
  document.body.dataset.view = state.view;
  byId("editorial").checked = state.withEditorial;
  showFilters();
  showDetails();
  const hasNewFilter = drawn[state.view] !== drawingKey();
  drawn[state.view] = drawingKey();
  ({ ladder: renderLadder, map: showOnMap, list: renderList, path: showPath, skills: showSkills })[state.view](hasNewFilter);
}

function renderLadder(hasNewFilter) {
  const drawing = byId("ladder").querySelector(":scope > svg");
  const isResized = drawing?.clientWidth !== byId("ladder").clientWidth;
  if (hasNewFilter || isResized) drawLadder();
  showOnLadder();
}

function renderList(hasNewFilter) {
  if (hasNewFilter) drawList();
  else markInList();
  byId("list").querySelector("tr.selected")?.scrollIntoView({ block: "nearest" });
}

function onAddress() {
  const { selected } = state;
  readAddress();
  render();
  followWithFocus(selected);
  byId("status").textContent = state.selected
    ? `${state.selected.label}, ${state.selected.kinds}`
    : ({ path: pathStatus, skills: skillsStatus })[state.view]?.() ?? "";
}

/** Change the state, and with it the address. */
function go(change) {
  location.hash = address(change);
  onAddress();
}

function lineSign(kind, text) {
  const line = svgElement("g", { class: kind }, svgElement("path", { class: "line", d: "M1 5H27" }));
  return element("span", {},
    svgElement("svg", { width: 28, height: 10, "aria-hidden": "true" }, line), text);
}

function drawLegend() {
  byId("lines").append(
    lineSign("move lit", "move that a source states"),
    lineSign("move lit editorial", "editorial move"),
    element("span", {}, "Choose a role to see all its moves"),
    lineSign("step", "path"),
  );
}

function onKey(event) {
  const isTyping = /^(input|textarea|select)$/i.test(event.target.tagName);
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape" && state.selected) {
    location.hash = address({ selected: null });
  }
}

function switchTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  recolourMap();
}

function start() {
  drawLegend();
  readFacetOptions();
  drawFilters();
  startSharing();
  startMySkills();
  startSearch();
  startFocus();
  byId("theme").addEventListener("click", switchTheme);
  byId("fit").addEventListener("click", () => fitMap(true));
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("editorial").addEventListener("change", (event) => {
    go({ withEditorial: event.target.checked });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolourMap);
  addEventListener("keydown", onKey);
  addEventListener("hashchange", onAddress);
  if (isInline) addEventListener("click", followInside);
  byId("ladder").addEventListener("scroll", showWhatIsBelow);
  new ResizeObserver(() => state.view === "ladder" && renderLadder(false)).observe(byId("ladder"));
  readAddress();
  if (!location.hash && graph.focus) {
    location.replace(new URL(address({ selected: graph.bySlug.get(graph.focus) }), location.href));
    readAddress();
  }
  render();
  document.documentElement.dataset.ready = "true";
}

/** Say what keeps the graph from being shown. */
function giveUp(reason) {
  byId("details").remove();
  byId("ladder").replaceChildren(element("p", { class: "notice", role: "alert" }, reason));
}

async function open() {
  if (!("DecompressionStream" in window)) {
    giveUp("This browser is too old to unpack the graph. Open the page in Chrome, Edge, Firefox "
      + "or Safari of 2024 or later.");
    return;
  }
  try {
    graph = readGraph(await unpacked());
  } catch {
    giveUp("The graph in this file is damaged. Export or copy the file again.");
    return;
  }
  start();
}

open();
