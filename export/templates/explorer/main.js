// Wiring: the address, filters and keys change the state, and `render` shows it.

/** What each view was last drawn with; a view is drawn only when it is looked at. */
const drawn = { ladder: "", list: "", map: "" };

function filterKey() {
  return [state.withEditorial, [...state.hiddenGroups].sort(), state.route.length].join("|");
}

/** Show the state. */
function render() {
  for (const link of byId("views").children) {
    const { view } = link.dataset;
    link.href = address({ view });
    if (view === state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    byId(view).hidden = view !== state.view;
  }
  document.body.dataset.view = state.view;
  showDetails();
  const hasNewFilter = drawn[state.view] !== filterKey();
  drawn[state.view] = filterKey();
  ({ ladder: renderLadder, map: showOnMap, list: renderList })[state.view](hasNewFilter);
}

function renderLadder(hasNewFilter) {
  const isResized = byId("ladder").firstChild?.clientWidth !== byId("ladder").clientWidth;
  if (hasNewFilter || isResized) drawLadder();
  showOnLadder();
}

function renderList(hasNewFilter) {
  if (hasNewFilter) drawList();
  else markInList();
  byId("list").querySelector("tr.selected")?.scrollIntoView({ block: "nearest" });
}

function onAddress() {
  readAddress();
  render();
  byId("status").textContent = state.selected
    ? `${state.selected.label}, ${state.selected.kinds}` : "";
}

function groupFilter(group) {
  const count = graph.concepts.filter((c) => c.group === group).length;
  if (!count) return null;
  const box = element("input", { type: "checkbox", checked: true, "data-group": group.name });
  box.addEventListener("change", () => {
    if (box.checked) state.hiddenGroups.delete(group.name);
    else state.hiddenGroups.add(group.name);
    render();
  });
  return element("label", {}, box, sign(group), group.label, element("small", {}, count));
}

function lineSign(kind, text) {
  const line = svgElement("g", { class: kind }, svgElement("path", { class: "line", d: "M1 5H27" }));
  return element("span", {},
    svgElement("svg", { width: 28, height: 10, "aria-hidden": "true" }, line), text);
}

function drawLegend() {
  byId("groups").append(...graph.groups.map(groupFilter).filter((label) => label !== null));
  byId("lines").append(
    lineSign("move lit", "move that a source states"),
    lineSign("move lit editorial", "editorial move"),
    ...(graph.route.length > 1 ? [lineSign("step", "path")] : []),
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
  startSearch();
  byId("theme").addEventListener("click", switchTheme);
  byId("fit").addEventListener("click", fitMap);
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("editorial").addEventListener("change", (event) => {
    state.withEditorial = event.target.checked;
    render();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolourMap);
  addEventListener("keydown", onKey);
  addEventListener("hashchange", onAddress);
  new ResizeObserver(() => state.view === "ladder" && renderLadder(false)).observe(byId("ladder"));
  readAddress();
  if (!location.hash && graph.focus) {
    location.replace(address({ selected: graph.bySlug.get(graph.focus) }));
    readAddress();
  }
  render();
  document.documentElement.dataset.ready = "true";
}

start();
