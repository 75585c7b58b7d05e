"""How far the letters of an element stand out from the ground of one, as WCAG counts it."""

from __future__ import annotations

from playwright.sync_api import Page

ENOUGH = 4.5
_LUMINANCE = """([selector, property]) => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = getComputedStyle(document.querySelector(selector))[property];
  canvas.fillRect(0, 0, 1, 1);
  // As a plain array: what `map` makes of the canvas's own one is rounded to whole numbers.
  const [r, g, b] = Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)).map(part => {
    const s = part / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}"""


def ink(page: Page, selector: str) -> float:
    """Return the luminance of an element's letters."""
    return float(page.evaluate(_LUMINANCE, [selector, "color"]))


def ground(page: Page, selector: str) -> float:
    """Return the luminance of an element's own background."""
    return float(page.evaluate(_LUMINANCE, [selector, "backgroundColor"]))


def contrast(page: Page, selector: str, behind: str | None = None) -> float:
    """Return the contrast of an element's letters with its ground, or with that of another."""
    light, dark = ink(page, selector), ground(page, behind or selector)
    return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
