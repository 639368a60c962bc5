// What the reader holds: kept in this browser, saved to a file, read from one, or lent
// by a link. A slug that this graph does not know is kept, since another one may.

const KEPT_AS = "careergraph";
/** Where what cannot be read is put, so that it is not lost. */
const UNREAD_AS = "careergraph-unread";
const SKILLS_VERSION = 1;
const NOT_KEPT = "This browser does not keep what you tick: it is gone when the page is closed. Save it to a file.";

/** @typedef {{role: string|null, holding: string[]}} Skills - By slug. */
const NO_SKILLS = { role: null, holding: [] };

/**
 * `own` are the reader's, `replaced` is what was done to others and what they were,
 * `fault` says why nothing is kept, and `unread` is what was kept and makes no sense.
 */
const mine = { own: NO_SKILLS, replaced: null, fault: "", unread: null };

/** Return the skills in a text. @throws {Error} With a message that says what is wrong. */
function skillsIn(text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (!Array.isArray(found?.holding)) throw new Error("it has no list “holding”");
  if (found.version !== SKILLS_VERSION) throw new Error(`its version is not ${SKILLS_VERSION}`);
  const [role, ...holding] = [found.role ?? null, ...found.holding].map((one) => one?.slug ?? one);
  const wrong = [role ?? "none", ...holding].findIndex((one) => !isSlug(one));
  if (wrong >= 0) throw new Error(wrong ? `entry ${wrong} of “holding” names nothing` : "“role” names nothing");
  return { role, holding: [...new Set(holding)] };
}

function isSlug(one) {
  return typeof one === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(one);
}

function readKept() {
  Object.assign(mine, { own: NO_SKILLS, replaced: null, fault: "", unread: null });
  try {
    mine.unread = localStorage.getItem(KEPT_AS);
    if (mine.unread !== null) mine.own = skillsIn(mine.unread);
    mine.unread = null;
  } catch ({ message }) {
    mine.fault = mine.unread === null ? NOT_KEPT
      : `What this browser kept cannot be read: ${message}. When you tick something, it is put aside as “${UNREAD_AS}”.`;
  }
}

/** Make skills the reader's own. What was done, if more than a tick, can be undone. */
function keep(skills, done = "") {
  mine.replaced = done ? { done, before: mine.own } : null;
  mine.own = skills;
  try {
    if (mine.unread !== null) localStorage.setItem(UNREAD_AS, mine.unread);
    if (skills.role ?? skills.holding[0]) localStorage.setItem(KEPT_AS, JSON.stringify({ version: SKILLS_VERSION, ...skills }));
    else localStorage.removeItem(KEPT_AS);
    Object.assign(mine, { fault: "", unread: null });
  } catch {
    mine.fault = NOT_KEPT;
  }
}

/** Keep skills and show them, in place of those of a link. */
function keepAndShow(skills, done) {
  keep(skills, done);
  go({ lent: null });
}

/** Return the skills that are shown: those of a link, or else the reader's own. */
function skillsShown() {
  return state.lent ?? mine.own;
}

/** Change the skills that are shown: those of a link only in the address. */
function changeSkills(change) {
  const skills = { ...skillsShown(), ...change };
  if (state.lent) go({ lent: skills });
  else keepAndShow(skills);
  if (isNarrow()) say(skillsStatus()); // the ranking is out of sight
}

function myRole() {
  return namedIn(skillsShown().role, "Role")[0] ?? null;
}

function myHolding() {
  return namedIn(skillsShown().holding.join(" "), "Competency", "Credential");
}

/** Return what is held and not known here, by slug. */
function unknownSkills() {
  const { role, holding } = skillsShown();
  const known = [myRole(), ...myHolding()].map((one) => one?.slug ?? null);
  return [role, ...holding].filter((slug) => !known.includes(slug));
}

/** Return what of a path the reader's role and skills fill in. */
function filledIn({ from, hold }) {
  return { from: from ?? myRole(), hold: [...new Set([...hold, ...myHolding()])] };
}

/** Take the skills that a link lends from the address; null where it lends none. */
function readLent(asked) {
  const [role] = [asked.get("role")].filter(isSlug);
  const holding = new Set(asked.get("mine")?.split(/[ ,]/).filter(isSlug));
  return asked.has("mine") ? { role: role ?? null, holding: [...holding] } : null;
}

function writeLent(lent, parts) {
  if (lent) parts.set("mine", lent.holding.join(" "));
  if (lent?.role) parts.set("role", lent.role);
}

/** Save the skills that are shown, with labels for who reads the file. */
function saveSkills({ target }) {
  const { role, holding } = skillsShown();
  const named = (slug) => ({ slug, label: graph.bySlug.get(slug)?.label });
  const content = { version: SKILLS_VERSION, role: role && named(role), holding: holding.map(named) };
  save(new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" }), "json", target);
}

/** Take the skills of a file; a wrong one changes nothing. */
async function openSkills(file) {
  if (!file) return;
  byId("file-fault").textContent = "";
  try {
    if (file.size > 1e6) throw new Error("it is larger than 1 MB");
    keepAndShow(skillsIn(await file.text()), `Opened ${file.name}.`);
  } catch ({ message }) {
    byId("file-fault").textContent = `${file.name} cannot be opened: ${message}. Nothing was changed.`;
  }
}

function startMySkills() {
  readKept();
  addEventListener("storage", ({ key }) => { // another window of this page
    if (key !== KEPT_AS && key !== null) return;
    readKept();
    render();
  });
}
