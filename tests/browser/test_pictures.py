"""The moving pictures of a saved chapter, in a notebook that is trusted and in one that is not, without running a cell."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = ROOT / "notebooks" / "01-a-flow-by-hand.ipynb"

pytestmark = pytest.mark.slow

# Brings the n-th code cell whose output holds this class into view: JupyterLab attaches what is in sight only.
BRING = """([name, n]) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const holds = cell => cell.model.type === 'code'
    && cell.model.outputs.toJSON().some(o => [o.data?.['text/html'] ?? ''].flat().join('').includes(`class="${name}"`));
  const index = notebook.widgets.map((cell, i) => holds(cell) ? i : -1).filter(i => i >= 0)[n];
  notebook.activeCellIndex = index;
  notebook.scrollToItem(index, 'center');
  notebook.widgets[index].node.dataset.brought = `${name}-${n}`;
}"""


def open_saved(page: Page, lab, name: str, trusted: bool) -> None:
    saved = lab.folder / name
    content = json.loads(CHAPTER.read_text(encoding="utf-8"))
    content["metadata"]["copy"] = name  # trust goes by the content: each copy has a signature of its own
    saved.write_text(json.dumps(content), encoding="utf-8")
    if trusted:
        subprocess.run([sys.executable, "-m", "jupyter", "trust", saved], check=True, env=os.environ)
    page.route("**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort())
    page.goto(lab.page(name))
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_timeout(1_500)


def bring(page: Page, kind: str, n: int) -> Locator:
    """Scroll to it; again, while cells above it are still being measured."""
    cell = page.locator(f"[data-brought='{kind}-{n}']")
    for _ in range(15):
        page.evaluate(BRING, [kind, n])
        page.wait_for_timeout(1_000)
        if cell.count() and cell.locator(".jp-OutputArea-output").first.is_visible():
            page.wait_for_timeout(500)
            return cell
    raise AssertionError(f"{kind} {n} does not come into view")


def pixels(cell: Locator) -> str:
    return cell.locator("canvas").evaluate("canvas => canvas.toDataURL()")


def state(cell: Locator, what: str) -> str:
    return cell.locator(".flowlab-scene").get_attribute(f"data-{what}")


def changes(page: Page, cell: Locator, act) -> None:
    before = pixels(cell)
    act()
    page.wait_for_timeout(400)
    assert pixels(cell) != before


def slide(cell: Locator, label: str, value: str) -> None:
    cell.get_by_label(label, exact=True).evaluate(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }", value
    )


@pytest.mark.parametrize("n", [0, 1], ids=["one Gaussian", "annulus"])
def test_a_scene_plays_turns_zooms_and_has_its_sliders(page, lab, shots, n):
    open_saved(page, lab, f"trusted-scene-{n}.ipynb", trusted=True)
    cell = bring(page, "flowlab-scene", n)
    canvas = cell.locator("canvas")
    canvas.scroll_into_view_if_needed()

    begin = float(state(cell, "t"))
    page.wait_for_timeout(700)
    assert float(state(cell, "t")) != begin, "it does not play by itself"
    cell.get_by_label("pause", exact=True).click()
    slide(cell, "time", "0.25")
    page.wait_for_timeout(200)
    assert state(cell, "t") == "0.250"
    still = pixels(cell)
    page.wait_for_timeout(400)
    assert pixels(cell) == still, "it moves while it is paused"

    changes(page, cell, lambda: slide(cell, "time", "0.9"))
    box = canvas.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def drag():
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] + 90, middle[1] + 30, steps=5)
        page.mouse.up()

    changes(page, cell, drag)
    changes(page, cell, lambda: page.mouse.wheel(0, -240))
    if n == 1:
        assert state(cell, "points") == "20"
        changes(page, cell, lambda: slide(cell, "number of data points", "1000"))
        assert state(cell, "points") == "1000"
    page.screenshot(path=shots / f"scene-{n}.png")
    assert page.complaints == []


def test_the_player_plays_and_can_be_moved(page, lab):
    open_saved(page, lab, "trusted-player.ipynb", trusted=True)
    cell = bring(page, "flowlab-player", 0)
    cell.locator("canvas").scroll_into_view_if_needed()
    changes(page, cell, lambda: slide(cell, "frame", "10"))
    changes(page, cell, lambda: cell.get_by_label("play", exact=True).click())
    cell.get_by_label("pause", exact=True).click()
    assert page.complaints == []


def test_where_no_script_may_run_the_pictures_stand(page, lab):
    open_saved(page, lab, "untrusted.ipynb", trusted=False)
    for kind, n in (("flowlab-scene", 0), ("flowlab-scene", 1), ("flowlab-player", 0)):
        cell = bring(page, kind, n)
        assert cell.locator("canvas").count() == 0, "a script ran in a notebook that is not trusted"
        image = cell.locator(".jp-OutputArea-output img").first
        assert image.evaluate("image => image.complete && image.naturalWidth > 0"), f"{kind} {n} shows nothing"
        assert image.get_attribute("alt"), "the picture has no words"
