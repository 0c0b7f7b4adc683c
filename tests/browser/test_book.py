"""The course as pages: served from a folder of a server, in a browser that reaches nothing else."""

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlparse

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / ".flowlab" / "book" / "site"
UNDER = "/a/school/flowlab"  # pages are published in a folder as often as at the top
CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))

# How far the formulas of a page reach out of their column, on its left and on its right.
OUT = """() => [...document.querySelectorAll('div.math')].map(box => {
    const [inner, outer] = [box.querySelector('mjx-math').getBoundingClientRect(), box.getBoundingClientRect()]
    return Math.max(outer.left - inner.left, inner.right - outer.right)
}).filter(by => by > 1)"""
UNTYPESET = r"/[^`]\$[^\s$][^$]*\$|\\frac/"

pytestmark = pytest.mark.slow


class Quiet(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(UNDER)
        return super().translate_path(inside if inside != path else "/there-is-nothing-here")

    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def site():
    """The pages, built as a reader builds them and served on loopback under a sub-path; their address."""
    built = subprocess.run(
        [sys.executable, ROOT / "flowlab", "book", "--repository", "https://github.com/someone/flowlab",
         "--hub", "https://hub.school.example"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=os.fspath(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{UNDER}"
    server.shutdown()


@pytest.fixture
def reader(chromium, site):
    """Opens pages in a colour scheme and gathers what went wrong: requests elsewhere, failures, the console's words."""
    contexts = []

    def open_in(scheme: str = "light"):
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.received = [], {}
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(site) else refuse(route))

        def refuse(route):
            page.complaints.append(f"asked for {route.request.url}")
            route.abort()

        page.on("requestfailed", lambda request: page.complaints.append(f"failed: {request.url}"))
        page.on("response", received)
        page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    def received(response):
        page = response.frame.page
        if response.status >= 400:
            page.complaints.append(f"{response.status}: {response.url}")
        page.received[response.url] = response

    yield open_in
    for context in contexts:
        context.close()


def settled(page, address: str) -> None:
    """Open a page and wait until its formulas are typeset."""
    page.goto(address, wait_until="load")
    page.evaluate("() => window.MathJax?.startup?.promise")


def violations(page, part: str = "html") -> list[str]:
    """What axe-core finds serious or worse. It is not to fetch style sheets by itself: the page has them."""
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    options = {"preload": False, "resultTypes": ["violations"]}
    found = page.evaluate("([part, how]) => axe.run({include: [part]}, how)", [part, options])
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_ask_nobody_else_and_can_be_read_by_everyone(reader, site, scheme, shots):
    """Whole pages, and of a long chapter its results: axe needs a minute for all of its formulas."""
    page = reader(scheme)
    for name, part in {"index": "html", CHAPTERS[0]: "html", CHAPTERS[1]: ".cell_output", "teachers": "html"}.items():
        settled(page, f"{site}/{name}.html")
        assert page.locator("html").get_attribute("data-theme") == scheme
        page.screenshot(path=shots / f"book-{name}-{scheme}.png")
        assert violations(page, part) == [], name
        assert page.complaints == [], name


def test_icons_that_are_used_are_there(reader, site):
    page = reader()
    settled(page, f"{site}/02-flow-matching.html")
    page.wait_for_selector("svg.svg-inline--fa", state="attached")
    assert page.locator("svg.svg-inline--fa").count() > 8
    assert page.locator("svg.svg-inline--fa[data-icon='circle-question'], i[class*='fa-']").count() == 0


def test_a_violation_would_be_seen(reader, site):
    page = reader()
    settled(page, f"{site}/running.html")
    page.evaluate("() => document.querySelector('article p').style.setProperty('color', '#ddd', 'important')")
    assert [found.split(":")[0] for found in violations(page)] == ["color-contrast"]


def test_formulas_scenes_players_and_pictures_are_alive(reader, site):
    """In every chapter: formulas typeset, none left as text; each picture there; scenes and players drawn by script."""
    page = reader()
    scenes = players = 0
    for chapter in CHAPTERS:
        settled(page, f"{site}/{chapter}.html")
        assert page.locator("mjx-container").count() > 3
        assert page.locator("mjx-merror").count() == 0, chapter
        assert page.evaluate(OUT) == [], chapter
        left = page.evaluate(f"() => document.querySelector('article').innerText.match({UNTYPESET})")
        assert left is None, f"{chapter}: {left}"
        page.evaluate("() => document.querySelectorAll('img').forEach(img => img.loading = 'eager')")
        page.wait_for_function("() => [...document.images].every(img => img.complete && img.naturalWidth > 0)")
        scenes += page.locator(".flowlab-scene[data-on] canvas").count()
        players += page.locator(".flowlab-player[data-on] canvas").count()
        saved = (ROOT / "notebooks" / f"{chapter}.ipynb").read_text(encoding="utf-8")
        for kind in ("scene", "player"):
            expected = saved.count(f'class=\\"flowlab-{kind}\\"')
            assert page.locator(f".flowlab-{kind} canvas").count() == expected, f"{chapter}: {kind}"
        assert page.complaints == [], chapter
    assert scenes and players


def test_a_scene_turns_and_a_player_plays(reader, site):
    page = reader()
    settled(page, f"{site}/01-a-flow-by-hand.html")
    for kind, moving in ((".flowlab-scene", "pause"), (".flowlab-player", "play")):
        box = page.locator(kind).first
        box.scroll_into_view_if_needed()
        button = box.locator("button")
        if moving == "play":
            button.click()
        canvas = box.locator("canvas")
        before = canvas.evaluate("canvas => canvas.toDataURL()")
        page.wait_for_timeout(800)
        assert canvas.evaluate("canvas => canvas.toDataURL()") != before, kind
    assert page.complaints == []


def test_search_finds_score(reader, site):
    page = reader()
    page.goto(f"{site}/search.html?q=score")
    page.wait_for_selector("#search-results li a")
    found = page.locator("#search-results li a").evaluate_all("links => links.map(link => link.href)")
    assert any("05-scores-odes-and-sdes" in address for address in found)
    assert page.complaints == []


def test_buttons_run_the_chapter_elsewhere_or_give_it_to_take_away(reader, site):
    page = reader()
    settled(page, f"{site}/02-flow-matching.html")
    links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    chapter = "notebooks/02-flow-matching.ipynb"
    assert f"https://mybinder.org/v2/gh/someone/flowlab/main?urlpath=lab/tree/{chapter}" in links
    assert any(link.startswith("https://hub.school.example/hub/user-redirect/git-pull?") for link in links)
    download = json.loads((SITE / "_sources" / "02-flow-matching.ipynb").read_text(encoding="utf-8"))
    assert f"{site}/_sources/02-flow-matching.ipynb" in links
    assert [cell["source"] for cell in download["cells"]] == [
        cell["source"] for cell in json.loads((ROOT / chapter).read_text(encoding="utf-8"))["cells"]
    ]
    assert not any(cell.get("outputs") for cell in download["cells"])


def test_the_first_page_and_the_whole_are_small(reader, site):
    page = reader()
    page.goto(f"{site}/index.html", wait_until="networkidle")
    first = sum(len(response.body()) for response in page.received.values())
    whole = sum(file.stat().st_size for file in SITE.rglob("*") if file.is_file())
    assert first < 3_000_000, {url.rsplit("/", 1)[1]: len(got.body()) for url, got in page.received.items()}
    assert whole < 25_000_000


class Links(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.found: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.found |= {attributes[name] for name in ("href", "src") if attributes.get(name)}
        self.anchors |= {attributes["id"]} if attributes.get("id") else set()


def test_every_link_inside_leads_somewhere(site):
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in SITE.glob("*.html")}
    broken = []
    for path, links in pages.items():
        for link in links.found:
            if urlparse(link).scheme:
                continue
            file, anchor = urldefrag(urljoin(path.name, unquote(link).split("?")[0]))
            target = SITE / (file or path.name)
            if not target.is_file() or (anchor and target in pages and anchor not in pages[target].anchors):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_types_of_the_library_lead_to_their_javadoc(site):
    text = (SITE / "03-solving-the-flow.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'<a class="api" href="api/([^"]+)"><(?:code|span)', text))
    assert {"flowlab/solve/OdeSolver.html", "flowlab/Interpolant.html"} <= linked


def test_solutions_are_not_given_away(site):
    """The pages are made of the chapters; what the folder of solutions says stands nowhere."""
    for solution in (ROOT / "notebooks" / "solutions").glob("*.ipynb"):
        for cell in json.loads(solution.read_text(encoding="utf-8"))["cells"]:
            if "solution" in cell["metadata"].get("tags", []):
                line = max("".join(cell["source"]).splitlines(), key=len).strip()
                for page in SITE.glob("*.html"):
                    assert line not in page.read_text(encoding="utf-8"), f"{page.name}: {line}"
