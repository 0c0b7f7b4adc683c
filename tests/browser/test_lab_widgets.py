"""A reader moves a slider in JupyterLab, and a picture drawn by Java moves with it; also after a reload."""

import pytest
from playwright.sync_api import Page, expect
from test_lab import KERNEL_IS_READY, complaints, open_and_run_all

HANDLE = ".jp-OutputArea .widget-slider .noUi-handle"

# What the reader sees: where the orange square of the picture begins, what the slider says, what is printed.
SEEN = """async () => {
  const area = document.querySelector('.jp-Notebook .jupyter-widgets .jp-OutputArea, .jp-Notebook .widget-output');
  const image = area?.querySelector('img');
  const printed = area?.innerText ?? '';
  const slider = document.querySelector('.jp-Notebook .widget-readout')?.innerText;
  if (!image) return {square: null, slider, printed};
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const row = context.getImageData(0, 40, canvas.width, 1).data;
  let square = 0;
  while (square < canvas.width && row[4 * square] < 128) square++;
  return {square, slider: Number(slider), printed};
}"""


def wait_for(page: Page, value: int) -> None:
    """Until picture, slider and printed line all say the same."""
    script = f"""async () => {{
      const seen = await ({SEEN})();
      return seen.square === {value} && seen.slider === {value} && seen.printed.includes('drawn at {value}');
    }}"""
    try:
        page.wait_for_function(script, timeout=15_000)
    except Exception as e:
        raise AssertionError(f"not all at {value}: {page.evaluate(SEEN)}, console: {page.complaints}") from e


def drag(page: Page, pixels: int) -> int:
    """Drags the handle in many small moves; where the slider stands then."""
    box = page.locator(HANDLE).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 41):
        page.mouse.move(x + pixels * step / 40, y)
        page.wait_for_timeout(10)
    page.mouse.up()
    return page.evaluate(SEEN)["slider"]


@pytest.mark.slow
def test_a_drag_and_a_key_move_the_picture_also_after_a_reload(page, lab, shots):
    progress = open_and_run_all(page, lab.page("widgets.ipynb"), 60, shots / "widgets.png")
    assert progress["errors"] == []
    wait_for(page, 50)

    page.locator(HANDLE).first.focus()
    page.keyboard.press("ArrowRight")
    wait_for(page, 51)

    there = drag(page, 60)
    assert there > 70
    wait_for(page, there)

    page.get_by_role("button", name="press", exact=True).click()
    page.get_by_role("button", name="press", exact=True).click()
    expect(page.locator(".jp-OutputArea").filter(has_text="pressed 2").first).to_be_visible()

    page.get_by_role("tab", name="choose").click()
    page.get_by_role("button", name="two", exact=True).click()
    expect(page.get_by_text("chosen: two")).to_be_visible()
    page.screenshot(path=shots / "widgets.png")

    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook", timeout=60_000)
    page.wait_for_function(KERNEL_IS_READY, timeout=60_000)
    wait_for(page, there)
    again = drag(page, -40)
    assert again < there
    wait_for(page, again)
    page.screenshot(path=shots / "widgets-reloaded.png")
    assert complaints(page) == []
