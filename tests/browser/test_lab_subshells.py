"""A reader looks at a net while it learns: the slider moves the picture beside the running cell, the button ends it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page
from test_lab import KERNEL_IS_READY, PROGRESS, complaints

CHAPTER = "02-flow-matching.ipynb"
TRAINS = "until(() -> enough)"  # stands in the cell that trains
STEPS, ENDLESS = "Budget.steps(60, 5_000)", "1_000_000"  # of that training, which would be over too soon

# The words of the chapter's last widget's picture, and of the picture below the cell that trains; whether that cell runs.
SEEN = """() => {
  const drawn = image => {
    const [, steps, t] = image?.alt.match(/after ([\\d,]+) steps, t = ([\\d.]+)/) ?? [];
    return {picture: image?.src, steps: Number(steps?.replaceAll(',', '')), t: Number(t)};
  };
  const cell = window.jupyterapp.shell.currentWidget.content.widgets
    .find(cell => cell.model.sharedModel.source.includes('TRAINS'));
  const widget = [...document.querySelectorAll('.jp-Notebook .widget-output')].at(-1);
  return {...drawn(widget?.querySelector('img')), end: drawn(cell?.node.querySelector('img')).steps,
    runs: cell?.model.executionState === 'running'};
}""".replace("TRAINS", TRAINS)

# JupyterLab makes only the cells that are in view, or have been, and as outputs come above them they move.
GO_THERE = """() => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.scrollToItem(notebook.widgets.findIndex(c => c.model.sharedModel.source.includes('TRAINS')), 'end');
}""".replace("TRAINS", TRAINS)

RUN_IT_AGAIN = """() => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = notebook.widgets.findIndex(c => c.model.sharedModel.source.includes('TRAINS'));
  window.jupyterapp.commands.execute('notebook:run-cell');
}""".replace("TRAINS", TRAINS)


def wait_until(page: Page, condition: str, value: object = None) -> dict:
    """Until something holds of what the page shows; then that."""
    script = f"wanted => {{ const seen = ({SEEN})(); return {condition}; }}"
    try:
        page.wait_for_function(script, arg=value, timeout=120_000)
    except Exception as e:
        raise AssertionError(f"never {condition}: {page.evaluate(SEEN)}, console: {page.complaints}") from e
    return page.evaluate(SEEN)


def train_for_long(notebook: Path) -> None:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cells = [cell for cell in content["cells"] if STEPS in "".join(cell["source"])]
    assert len(cells) == 1, "the chapter says it in other words"
    cells[0]["source"] = "".join(cells[0]["source"]).replace(STEPS, ENDLESS)
    notebook.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.slow
def test_a_slider_moves_the_picture_while_a_net_learns(page, lab, shots):
    page.set_viewport_size({"width": 1100, "height": 1000})
    chapter = lab.folder / "looked-at.ipynb"
    chapter.write_bytes((lab.folder / CHAPTER).read_bytes())
    train_for_long(chapter)
    page.goto(lab.page(chapter.name))
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook", timeout=60_000)
    page.wait_for_function(KERNEL_IS_READY, timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    for _ in range(240):  # seconds at most
        page.evaluate(GO_THERE)
        if page.evaluate(SEEN)["steps"] > 0:
            break
        page.wait_for_timeout(1_000)
    early = wait_until(page, "seen.runs && seen.steps > 0 && seen.t === 1")
    handle = page.locator(".jp-OutputArea .widget-slider .noUi-handle").last
    handle.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    back = wait_until(page, "seen.runs && seen.t === 0.8")
    assert back["picture"] != early["picture"]
    page.keyboard.press("Home")
    wait_until(page, "seen.runs && seen.t === 0")
    page.keyboard.press("End")
    moved = wait_until(page, "seen.runs && seen.t === 1")
    page.screenshot(path=shots / "training-early.png")
    later = wait_until(page, "seen.runs && seen.t === 1 && seen.steps > wanted", moved["steps"] + 500)
    assert later["picture"] != moved["picture"]
    page.screenshot(path=shots / "training.png")

    enough = page.get_by_role("button", name="enough", exact=True)
    enough.click()
    ended = wait_until(page, "!seen.runs && seen.end === seen.steps")
    assert later["steps"] <= ended["end"] < int(ENDLESS)
    page.wait_for_function(f"() => {{ const p = ({PROGRESS})(); return p.done === p.all; }}", timeout=120_000)
    assert page.evaluate(PROGRESS)["errors"] == []
    handle.focus()
    page.keyboard.press("Home")  # and between cells as before
    wait_until(page, "seen.t === 0")

    page.evaluate(RUN_IT_AGAIN)  # what is in view is still the first training's until this one has begun
    again = wait_until(page, "seen.runs && 0 < seen.steps && seen.steps < wanted && seen.t === 0", ended["end"])
    enough.click()
    wait_until(page, "!seen.runs && seen.end >= wanted && seen.end === seen.steps", again["steps"])
    page.screenshot(path=shots / "training-stopped.png")
    assert complaints(page) == []
