"""A reader opens a notebook in JupyterLab, presses Run All Cells, and sees charts and an animation."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))

# Errors that JupyterLab itself puts on the console, whatever the notebook, as patterns: none so far.
ITS_OWN: list[str] = []

# All code cells, as the notebook's model has them: how many there are, are done, and have failed.
PROGRESS = """() => {
  const notebook = window.jupyterapp?.shell.currentWidget?.content;
  const cells = (notebook?.widgets ?? []).filter(c => c.model.type === 'code' && c.model.sharedModel.source.trim());
  const failed = c => c.model.outputs.toJSON().some(o => o.output_type === 'error');
  return {
    all: cells.length,
    done: cells.filter(c => c.model.executionCount !== null && c.model.executionState !== 'running').length,
    errors: cells.filter(failed).map(c => c.model.outputs.toJSON().filter(o => o.output_type === 'error')[0].evalue),
  };
}"""

# Until its kernel is there, JupyterLab answers Run All Cells by asking which kernel is meant.
KERNEL_IS_READY = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""


def open_and_run_all(page: Page, address: str, seconds: float, shot: Path) -> dict:
    """As a reader does: open, menu Run, Run All Cells. Then wait until every cell is done or one has failed."""
    page.goto(address)
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook", timeout=60_000)
    page.wait_for_function(KERNEL_IS_READY, timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    ended = f"() => {{ const p = ({PROGRESS})(); return p.all > 0 && (p.done === p.all || p.errors.length > 0); }}"
    try:
        page.wait_for_function(ended, timeout=seconds * 1000)
    except TimeoutError:
        page.screenshot(path=shot)
        pytest.fail(f"not done after {seconds} s: {page.evaluate(PROGRESS)}, console: {page.complaints}; see {shot}")
    return page.evaluate(PROGRESS)


def drawn(page: Page, kind: str) -> int:
    """How many images of a kind the page shows that the browser could really decode."""
    script = f"""() => [...document.querySelectorAll('.jp-OutputArea img[src^="data:image/{kind}"]')]
      .filter(image => image.complete && image.naturalWidth > 0).length"""
    return page.evaluate(script)


def moving(page: Page) -> int:
    """Animations: GIFs, and canvases of players and scenes."""
    canvases = page.locator(".jp-OutputArea :is(.flowlab-player, .flowlab-scene) canvas").count()
    return drawn(page, "gif") + canvases


def nameless(page: Page) -> list[str]:
    """Images that a screen reader has no words for."""
    script = "() => [...document.querySelectorAll('.jp-OutputArea img')].filter(i => !i.alt).map(i => i.outerHTML)"
    return [html[:200] for html in page.evaluate(script)]


def complaints(page: Page) -> list[str]:
    return [text for text in page.complaints if not any(re.search(known, text) for known in ITS_OWN)]


def photograph(page: Page, path: Path) -> None:
    """A picture of the first animation where it stands in the page."""
    page.locator('.jp-OutputArea img[src^="data:image/gif"], .jp-OutputArea canvas').first.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    page.screenshot(path=path)


def check(page: Page, lab, shots: Path, name: str, seconds: float) -> None:
    end = shots / f"{Path(name).stem}-end.png"
    progress = open_and_run_all(page, lab.page(name), seconds, end)
    page.screenshot(path=end)
    assert progress["errors"] == []
    assert progress["done"] == progress["all"]
    for _ in range(60):  # the page draws below its edge when it has nothing else to do
        page.wait_for_timeout(500)
        if moving(page):
            break
    assert drawn(page, "png") + drawn(page, "svg") >= 1, "no chart in the page"
    assert moving(page) >= 1, "no animation in the page"
    assert complaints(page) == []
    photograph(page, shots / f"{Path(name).stem}.png")


# What the page would write into the file, if it were saved now, beside what is there.
UNSAVED = """() => {
  const context = window.jupyterapp.shell.currentWidget.context;
  return {dirty: context.model.dirty, metadata: context.model.toJSON().metadata};
}"""


def test_opening_a_chapter_does_not_change_it(page, lab):
    name = CHAPTERS[0]
    page.goto(lab.page(name))
    page.wait_for_function(KERNEL_IS_READY, timeout=60_000)
    page.wait_for_timeout(1_000)
    unsaved = page.evaluate(UNSAVED)
    written = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))["metadata"]
    assert unsaved["metadata"] == written
    assert not unsaved["dirty"]


def test_a_chart_and_a_gif_reach_the_page(page, lab, shots):
    check(page, lab, shots, "chart-and-gif.ipynb", 60)


@pytest.mark.slow
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_in_the_page(page, lab, shots, name):
    check(page, lab, shots, name, 180)
    assert nameless(page) == []
