"""What axe-core says of a page, and the contrast of the text that it cannot judge.

Source: https://www.w3.org/TR/WCAG22/, https://github.com/dequelabs/axe-core
"""

import base64
import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from PIL import Image
from playwright.sync_api import Page

Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue, from 0 to 255."""

AXE = Path(__file__).parents[1] / "npm/node_modules/axe-core/axe.min.js"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
TAGS = (*LEVELS, "best-practice", "experimental")
"""Tags of all rules but those of level AAA."""

# What is hidden is opened by another test, so that the rule which points it out is off.
RUN = """
async ([type, values]) => {
  const only = { type, values };
  const rules = { "hidden-content": { enabled: false } };
  const asked = { runOnly: only, rules, resultTypes: ["violations", "incomplete"] };
  const { violations, incomplete } = await axe.run(document, asked);
  const found = (all) => all.flatMap(({ id, nodes }) => nodes.map(
    ({ target, html, failureSummary }) => [id, target.join(" "), html, failureSummary]));
  return [found(violations), found(incomplete)];
}
"""

# Brings the first element into the middle, and returns for each element in sight its
# text's boxes, colour and whether it is large; null for one out of sight. Colours are
# read from a canvas, which knows every notation.
TEXTS = """
(selectors) => {
  document.querySelector(selectors[0]).scrollIntoView(
    { block: "center", inline: "center", behavior: "instant" });
  const dot = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    return [...dot.getImageData(0, 0, 1, 1).data];
  };
  const opacity = (node) => node
    ? Number(getComputedStyle(node).opacity) * opacity(node.parentElement) : 1;
  const boxes = (node) => {
    if ("value" in node && node.matches("input, select")) {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [{ x: x + 12, y: y + 8, width: width - 36, height: height - 16 }];
    }
    return [...node.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE)
      .flatMap((one) => {
        const range = new Range();
        range.selectNodeContents(one);
        return [...range.getClientRects()];
      });
  };
  const isUnderAFloat = ({ x, y, width, height }) => // or in its shadow
    [x - 12, x + width + 12].some((left) => [y - 12, y + height + 12].some((top) =>
      document.elementFromPoint(left, top)?.closest(".more")));
  const isInSight = (node, box) => {
    const { x, y, width, height } = box;
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    return x >= 0 && y >= 0 && x + width <= innerWidth && y + height <= innerHeight
      && hit !== null && !isUnderAFloat(box)
      && (hit.contains(node) || node.contains(hit) || hit.parentNode === node.parentNode);
  };
  return selectors.map((selector) => {
    const node = document.querySelector(selector);
    const all = boxes(node).filter(({ width, height }) => width > 1 && height > 1);
    if (!all.length || !all.every((box) => isInSight(node, box))) return null;
    const isEmpty = node.matches("input:placeholder-shown");
    const style = getComputedStyle(node, isEmpty ? "::placeholder" : null);
    const size = parseFloat(style.fontSize);
    return {
      colour: rgba(node instanceof SVGElement ? style.fill : style.color),
      opacity: opacity(node),
      isLarge: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700),
      boxes: all.map(({ x, y, width, height }) => [x, y, x + width, y + height]),
    };
  });
}
"""
# Letters go by properties of which TEXTS reads none.
WITHOUT_LETTERS = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    *, ::placeholder {
      -webkit-text-fill-color: transparent !important;
      caret-color: transparent !important;
      text-decoration-color: transparent !important;
    }
    text { fill-opacity: 0 !important; }`);
  document.adoptedStyleSheets = [sheet];
}
"""
WITH_LETTERS = "() => { document.adoptedStyleSheets = []; }"


class Finding(NamedTuple):
    """A rule that an element breaks, or that axe cannot judge."""

    rule: str
    target: str
    """Selects the element."""
    html: str
    summary: str


@cache
def axe_source() -> str:
    return AXE.read_text("utf-8")


def audit(page: Page, *rules: str) -> tuple[list[Finding], list[Finding]]:
    """Return what breaks a rule, of those given or of all, and what axe cannot judge.

    The script goes in by the debugger, which the page's policy does not bind: what is
    judged is the page as it is.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    broken, unjudged = page.evaluate(RUN, ["rule", rules] if rules else ["tag", TAGS])
    return [Finding(*one) for one in broken], [Finding(*one) for one in unjudged]


def luminance(colour: Colour) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faint_texts(page: Page, selectors: Sequence[str]) -> dict[str, float]:
    """Return the elements whose text has too little contrast, with the least it has.

    The background is what is drawn under the letters: every colour that covers a
    hundredth of the text's box or more. What lies under something else is not read,
    and so not judged.
    """
    left, faint = list(dict.fromkeys(selectors)), {}
    page.evaluate(WITHOUT_LETTERS)
    while left:
        texts = page.evaluate(TEXTS, left)
        picture = _picture(page)
        for selector, text in zip(left, texts, strict=True):
            if text is None:
                continue
            least = min(
                contrast(_over(text, ground), ground)
                for box in text["boxes"]
                for ground in _grounds(picture, box)
            )
            if least < (3 if text["isLarge"] else 4.5):
                faint[selector] = round(least, 2)
        seen = {s for s, text in zip(left, texts, strict=True) if text is not None}
        left = [s for s in left[1:] if s not in seen]
    page.evaluate(WITH_LETTERS)
    return faint


def _picture(page: Page) -> Image.Image:
    """Return what is in sight; Playwright's own way takes more than twice as long."""
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"optimizeForSpeed": True})
    session.detach()
    return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")


def _grounds(picture: Image.Image, box: Sequence[float]) -> Iterator[Colour]:
    left, top, right, bottom = (round(edge) for edge in box)
    part = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    pixels = part.width * part.height
    for count, colour in part.getcolors(pixels) or []:
        if count >= pixels / 100:
            assert isinstance(colour, tuple)
            yield colour[0], colour[1], colour[2]


def _over(text: dict[str, Any], ground: Colour) -> Colour:
    """Return the colour that is seen of a text that lets its ground shine through."""
    *colour, alpha = text["colour"]
    share = alpha / 255 * text["opacity"]
    red, green, blue = (
        share * above + (1 - share) * below
        for above, below in zip(colour, ground, strict=True)
    )
    return red, green, blue
