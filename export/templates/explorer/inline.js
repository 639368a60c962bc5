// The page inside another one, such as a notebook. Its own address is about:srcdoc, but
// its links are relative to the page around it, which they would open in its place.

const isInline = location.protocol === "about:";

/** Follow a link to another view here. */
function followInside(event) {
  const link = event.target.closest("a")?.getAttribute("href");
  if (!link?.startsWith("#") || event.defaultPrevented) return;
  event.preventDefault();
  location.hash = link;
}
