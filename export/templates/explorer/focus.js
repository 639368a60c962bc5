// Where the focus goes for a reader who uses keys: to the details that a key opens, and
// back to what opened them.

/** Tells whether the reader's last act was a key, not a pointer. */
let isByKey = false;
/** What last had the focus outside the details. */
let opener = null;

/** Return where the view shows a concept, or else the view itself. */
function placeInView(concept) {
  const view = byId(state.view);
  const slug = CSS.escape(concept.slug);
  return view.querySelector(`a[data-slug="${slug}"], [data-slug="${slug}"] a`) ?? view;
}

/**
 * Let the focus follow a selection that a key has made or ended.
 * @param {Concept|null} before - What was selected.
 */
function followWithFocus(before) {
  if (!isByKey || state.selected === before) return;
  const panel = byId("details");
  const { activeElement } = document;
  if (state.selected) {
    panel.querySelector("h2").focus();
  } else if (activeElement === document.body || panel.contains(activeElement)) {
    const isThere = opener?.isConnected && opener.checkVisibility();
    (isThere ? opener : placeInView(before)).focus();
  }
}

function startFocus() {
  addEventListener("keydown", () => { isByKey = true; }, true);
  addEventListener("pointerdown", () => { isByKey = false; }, true);
  addEventListener("focusin", ({ target }) => {
    if (!byId("details").contains(target)) opener = target;
  });
  byId("skip").addEventListener("click", () => byId(state.view).focus());
  byId("skip-to-list").addEventListener("click", (event) => {
    event.preventDefault(); // the link knows nothing of the filters
    go({ view: "list" });
    byId("list").focus();
  });
}
