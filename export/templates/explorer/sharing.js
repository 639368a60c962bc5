// Taking the view along: its link, a picture, a drawing, a table, or paper.

/** How long a confirmation stays, in milliseconds. */
const SAID_FOR = 6000;
let said = 0;

/** Say what was done, for the eye and for a screen reader. */
function say(text) {
  byId("said").textContent = text;
  clearTimeout(said);
  said = setTimeout(() => { byId("said").textContent = ""; }, SAID_FOR);
}

/** Return the link of the state, or of another. */
function link(hash = location.hash || address({})) {
  return new URL(hash, location.href).href;
}

/** Copy as browsers without a clipboard do; tells whether it worked. */
function copySelected(box) {
  box.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

async function copyLink(hash) {
  const box = byId("link");
  box.value = link(hash);
  let isCopied = await navigator.clipboard?.writeText(box.value).then(() => true, () => false);
  box.hidden = Boolean(isCopied);
  isCopied ||= copySelected(box);
  if (!isCopied) {
    box.focus();
    say("The browser does not let this page copy. The link is selected: copy it with Ctrl+C or ⌘C.");
    return;
  }
  openSharing(false);
  byId("share").focus();
  say(location.protocol === "file:"
    ? "Link copied. It opens this view where the file is at the same place." : "Link copied.");
}

/** Return the name of a file of the view. */
function fileName(ending) {
  const title = normal(document.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return [title.slice(0, 60) || "careers", `${state.view}.${ending}`].join("-");
}

function save(blob, ending, button = byId("share")) {
  const href = URL.createObjectURL(blob);
  element("a", { href, download: fileName(ending) }).click();
  setTimeout(() => URL.revokeObjectURL(href), SAID_FOR);
  openSharing(false);
  button.focus();
  say(`Saved as ${fileName(ending)}.`);
}

async function savePicture() {
  const canvas = state.view === "map" ? mapPicture() : await painted(ladderDrawing());
  canvas.toBlob((blob) => save(blob, "png"), "image/png");
}

function saveDrawing() {
  const drawing = state.view === "map" ? mapDrawing() : ladderDrawing();
  save(new Blob([drawingText(drawing)], { type: "image/svg+xml" }), "svg");
}

/** Return the tables of the list with what the view shows: on the ladder, roles. */
function tablesOfView() {
  return listTables().filter(([, [first]]) => state.view !== "ladder" || isRole(first));
}

/** Save what the view shows as a table, in the order of the list. */
function saveTable() {
  const shown = tablesOfView().flatMap(([, concepts]) => concepts);
  save(new Blob([csvOf(shown)], { type: "text/csv;charset=utf-8" }), "csv");
}

function openSharing(isOpen) {
  byId("sharing").hidden = !isOpen;
  byId("share").setAttribute("aria-expanded", String(isOpen));
  byId("link").hidden = true;
  for (const button of byId("sharing").querySelectorAll("[data-views]")) {
    button.hidden = !button.dataset.views.split(" ").includes(state.view);
  }
}

/**
 * Make ready what a printer gets: what the view shows, as a list, and details with
 * nothing folded away.
 */
function preparePrint() {
  drawList(tablesOfView());
  drawn.list = ""; // so that the view is drawn for itself again
  for (const part of byId("details").querySelectorAll("details")) part.open = true;
}

function startSharing() {
  const [button, panel] = [byId("share"), byId("sharing")];
  button.addEventListener("click", () => openSharing(panel.hidden));
  panel.parentElement.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !panel.parentElement.contains(relatedTarget)) openSharing(false);
  });
  addEventListener("pointerdown", ({ target }) => {
    if (!panel.parentElement.contains(target)) openSharing(false);
  });
  panel.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.stopPropagation();
    openSharing(false);
    button.focus();
  });
  byId("copy").hidden = isInline; // a link would open the notebook
  byId("copy").addEventListener("click", () => copyLink());
  if (isInline) byId("copy-mine").remove();
  else byId("copy-mine").addEventListener("click", () => copyLink(address({ lent: skillsShown() })));
  byId("save-png").addEventListener("click", savePicture);
  byId("save-svg").addEventListener("click", saveDrawing);
  byId("save-csv").addEventListener("click", saveTable);
  byId("print").addEventListener("click", () => {
    openSharing(false);
    print();
  });
  addEventListener("beforeprint", preparePrint);
}
