"""A reader debugs a cell in JupyterLab: a breakpoint by a click, the locals, a step, a value changed, and on."""

import pytest
from playwright.sync_api import Page, TimeoutError, expect
from test_lab import KERNEL_IS_READY, complaints

BUG = ".jp-DebuggerBugButton"
GUTTER = ".jp-Cell .cm-breakpoint-gutter .cm-gutterElement"
SIDEBAR = "#jp-debugger-sidebar"

# The rows of the variables' tree, opened scopes included.
VARIABLES = """() => [...document.querySelectorAll('.jp-DebuggerVariables jp-tree-item, .jp-DebuggerVariables li')]
  .map(row => row.innerText.replace(/\\s+/g, ' ').trim())"""

FRAME_ID = "() => [...document.querySelectorAll('.jp-DebuggerCallstackFrame')].map(f => f.innerText)"


def wait_for_frames(page: Page, *frames: str) -> None:
    script = f"wanted => {{ const seen = ({FRAME_ID})(); return seen.length === wanted.length && seen.every((s, i) => s.includes(wanted[i])); }}"
    try:
        page.wait_for_function(script, arg=list(frames), timeout=20_000)
    except Exception as e:
        raise AssertionError(f"not at {frames}: {page.evaluate(FRAME_ID)}, console: {page.complaints}") from e


def wait_for_variable(page: Page, text: str) -> None:
    script = f"wanted => ({VARIABLES})().some(row => row.startsWith(wanted))"
    try:
        page.wait_for_function(script, arg=text, timeout=20_000)
    except Exception as e:
        raise AssertionError(f"no {text}: {page.evaluate(VARIABLES)}, console: {page.complaints}") from e


def debug(page: Page) -> None:
    """Switch the debugger on. JupyterLab forgets a press that comes while it still asks the kernel what it can do."""
    page.wait_for_function(KERNEL_IS_READY, timeout=60_000)
    page.wait_for_timeout(1_000)
    pressed = page.locator(f"{BUG}[aria-pressed=true]").first
    for _ in range(3):
        page.locator(BUG).first.click()
        try:
            return pressed.wait_for(timeout=20_000)
        except TimeoutError:
            continue
    pytest.fail(f"the debugger does not start, console: {page.complaints}")


def open_panel(page: Page) -> None:
    if not page.locator(SIDEBAR).is_visible():  # JupyterLab may have opened it
        page.locator('.jp-SideBar [data-id="jp-debugger-sidebar"]').click()


def run(page: Page) -> None:
    """Run the first cell."""
    page.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.press("Control+Enter")


def press(page: Page, command: str) -> None:
    page.locator(f'[data-command="debugger:{command}"]:visible').first.click()


@pytest.mark.slow
def test_a_breakpoint_is_clicked_and_a_local_changed(page, lab, shots):
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(lab.page("debugger.ipynb"))
    debug(page)
    page.wait_for_timeout(1_000)
    page.locator(GUTTER).nth(7).click()  # the line half = …; the gutter's first element is its spacer
    page.wait_for_timeout(1_000)
    page.screenshot(path=shots / "debugger-breakpoint.png")
    expect(page.locator(".cm-breakpoint-icon").nth(1)).to_be_visible(timeout=10_000)
    open_panel(page)
    run(page)
    wait_for_frames(page, "the cell")
    wait_for_variable(page, "i 1 (int)")
    page.screenshot(path=shots / "debugger.png")
    press(page, "next")
    wait_for_variable(page, "half 0.5 (double)")
    press(page, "stepIn")
    wait_for_frames(page, "square", "the cell")
    press(page, "evaluate")
    prompt = page.locator(".jp-DebugConsole .jp-CodeConsole-promptCell .cm-content")
    prompt.wait_for(timeout=10_000)
    prompt.click()
    page.keyboard.type("n = 10")
    page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(3_000)
    page.screenshot(path=shots / "debugger-eval.png")
    wait_for_variable(page, "n 10 (int)")
    page.screenshot(path=shots / "debugger-changed.png")
    page.locator(GUTTER).nth(7).click()  # no more breakpoint
    page.wait_for_timeout(500)
    press(page, "continue")
    expect(page.get_by_text("sum 113")).to_be_visible(timeout=20_000)
    page.screenshot(path=shots / "debugger-end.png")
    assert complaints(page) == []


@pytest.mark.slow
def test_an_uncaught_exception_is_held_where_it_is_thrown(page, lab, shots):
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(lab.page("thrown.ipynb"))
    debug(page)
    open_panel(page)
    page.locator(f"{SIDEBAR} .jp-PauseOnExceptions[aria-disabled=false]").click()  # once the kernel has said its filters
    page.screenshot(path=shots / "debugger-filters.png")
    page.locator(".jp-PauseOnExceptions-menu").get_by_text("uncaught", exact=True).click()
    expect(page.locator(f"{SIDEBAR} .jp-PauseOnExceptions[aria-pressed=true]")).to_be_visible(timeout=10_000)
    run(page)
    wait_for_frames(page, "rootOf", "the cell")
    wait_for_variable(page, "square 5 (int)")
    wait_for_variable(page, "root 4 (int)")
    assert any(row.startswith("(thrown)") and "Index 4 out of bounds" in row for row in page.evaluate(VARIABLES))
    expect(page.locator(".jp-Cell .jp-DebuggerEditor-highlight")).to_have_text("    while (squares[root] != square) {")
    expect(page.get_by_text("first 2")).to_be_visible()
    page.screenshot(path=shots / "debugger-thrown.png")
    press(page, "continue")
    expect(page.locator(".jp-OutputArea").get_by_text("ArrayIndexOutOfBoundsException").first).to_be_visible()
    wait_for_frames(page)
    page.screenshot(path=shots / "debugger-thrown-end.png")
    assert complaints(page) == []
