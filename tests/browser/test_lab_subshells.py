"""A reader looks at a net while it learns: the slider moves the picture beside the running cell, the button ends it."""

import pytest
from playwright.sync_api import Page
from test_lab import KERNEL_IS_READY, complaints

HANDLE = ".jp-OutputArea .widget-slider .noUi-handle"

# What the page shows now: the picture, the line that is printed with it, and whether the last cell runs.
SEEN = """() => {
  const area = document.querySelector('.jp-Notebook .jupyter-widgets.widget-output, .jp-Notebook .widget-output');
  const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')];
  const line = area?.innerText.match(/drawn at t = ([\\d.]+) after (\\d+) steps/);
  return {picture: area?.querySelector('img')?.src, t: Number(line?.[1]), steps: Number(line?.[2]),
    runs: prompts.at(-1)?.innerText.includes('*')};
}"""


def wait_until(page: Page, condition: str, value: object = None) -> dict:
    """Until something holds of what the page shows; then that."""
    try:
        page.wait_for_function(
            f"wanted => {{ const seen = ({SEEN})(); return {condition}; }}", arg=value, timeout=60_000
        )
    except Exception as e:
        raise AssertionError(f"never {condition}: {page.evaluate(SEEN)}, console: {page.complaints}") from e
    return page.evaluate(SEEN)


@pytest.mark.slow
def test_a_slider_moves_the_picture_while_a_net_learns(page, lab, shots):
    page.set_viewport_size({"width": 1366, "height": 1400})
    page.goto(lab.page("training.ipynb"))
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook", timeout=60_000)
    page.wait_for_function(KERNEL_IS_READY, timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    young = wait_until(page, "seen.runs && seen.steps > 0 && seen.t === 0")
    page.locator(HANDLE).first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    early = wait_until(page, "seen.runs && seen.t === 0.2")
    assert early["picture"] != young["picture"]
    page.keyboard.press("End")
    moved = wait_until(page, "seen.runs && seen.t === 1")
    page.screenshot(path=shots / "training-early.png")
    later = wait_until(page, "seen.runs && seen.t === 1 && seen.steps > wanted", moved["steps"] + 500)
    assert later["picture"] != moved["picture"]
    page.screenshot(path=shots / "training.png")

    page.get_by_role("button", name="enough", exact=True).click()
    wait_until(page, "!seen.runs")
    page.get_by_text("stopped softly: true").wait_for(timeout=20_000)
    page.locator(HANDLE).first.focus()
    page.keyboard.press("Home")  # and between cells as before
    wait_until(page, "seen.t === 0")
    page.screenshot(path=shots / "training-stopped.png")
    assert complaints(page) == []
