"""`./flowlab book`: the course as pages, made from what the chapters were committed with. No cell is run."""

import http.server
import os
import re
import shutil
import sys
import tarfile
import threading
import time
from functools import partial
from pathlib import Path

from . import browser, environment, jdk, maven, pages, paths, process, stamps
from .jdk import Jdk
from .say import Problem, say

WORDS = paths.ROOT / "book"
HOUSE = paths.HOUSE / "book"
SITE = HOUSE / "site"
SOURCE = HOUSE / "source"
API = HOUSE / "api"
ICONS = SITE / "_static" / "scripts" / "fontawesome.js"
MATHJAX = "mathjax@3.2.2"  # Apache-2.0
OLDEST = (3, 11)

# An icon as Font Awesome's script has it, with its names: "house":[512,512,["home"],"f015","M…"],
ICON = re.compile(r'("?[a-z0-9-]+"?:\[\d+,\d+,\[[^\]]*\]),"[0-9a-f]+",(?:"[^"]*"|\["[^"]*","[^"]*"\])\],?')
WORD = re.compile(r"[a-z][a-z0-9-]*|\d[a-z0-9-]*[a-z-][a-z0-9-]*")
NAMED = re.compile(r"\bfa-([a-z0-9-]+)")


def book(serve: bool, port: int | None, pdf: bool, run_it: dict[str, str | None], yes: bool) -> int:
    """Build the pages; with `serve`, show them and build again whenever something of theirs is written."""
    if sys.version_info < OLDEST:
        raise Problem("the tools that make the pages need Python 3.11 or newer; start this with a newer python3")
    java = jdk.ensure(yes)
    python = environment.book()
    _mathjax()
    build(java, python, run_it)
    say(f"the pages are in {paths.shown(SITE)}; they work from any folder of any server")
    if pdf:
        _print(python, run_it, yes)
    if serve:
        _serve(port, lambda: build(java, python, run_it))
    return 0


def build(java: Jdk, python: Path, run_it: dict[str, str | None]) -> Path:
    """Sources, then Javadoc, then the site; what has not changed since the last time is kept."""
    _javadoc(java)
    shutil.copytree(WORDS, SOURCE, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    pages.write(SOURCE)
    ICONS.unlink(missing_ok=True)  # with all there are again, for another choice
    _sphinx(python, "html", SOURCE, SITE, run_it)
    _complete()
    return SITE


def _sphinx(python: Path, builder: str, source: Path, target: Path, run_it: dict[str, str | None]) -> None:
    variables = {**os.environ, "FLOWLAB_BOOK_API": os.fspath(API), "FLOWLAB_BOOK_MATHJAX": os.fspath(HOUSE / "static")}
    variables |= {f"FLOWLAB_BOOK_{name.upper()}": value for name, value in run_it.items() if value}
    known = HOUSE / "doctrees" / builder
    sphinx = [python, "-m", "sphinx", "-b", builder, "-q", "-W", "--keep-going", "-d", known, source, target]
    process.run(sphinx, env=variables, failure="the pages were not made")


def _print(python: Path, run_it: dict[str, str | None], yes: bool) -> None:
    """All of it as one file: one long page, its moving pictures as strips of frames, printed by a browser."""
    found = browser.ensure(yes)
    if found is None:
        raise Problem("a PDF is printed by Chromium, and there is none")
    paper, printed = HOUSE / "paper", HOUSE / "flowlab.pdf"
    shutil.rmtree(paper, ignore_errors=True)
    shutil.copytree(SOURCE, paper)
    strips = [python, "-m", "tools.strips", paper]
    process.run(strips, failure="the moving pictures did not become strips of frames")
    _sphinx(python, "singlehtml", paper, paper / "made", run_it)
    server = _server(paper / "made", 0)
    command = [found, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--virtual-time-budget=120000"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # in a container
    address = f"http://127.0.0.1:{server.server_address[1]}/index.html"
    if process.output([*command, f"--print-to-pdf={printed}", address], timeout=600) is None or not printed.exists():
        raise Problem(f"{found.name} did not print the pages")
    say(f"{paths.shown(printed)}: {printed.stat().st_size / 1e6:.0f} MB")


def _complete() -> None:
    """What Sphinx does not put there, Javadoc and the notebooks to download, as a class gets them: not yet run."""
    shutil.copytree(API, SITE / "api", dirs_exist_ok=True)
    for notebook in SOURCE.glob("*.ipynb"):
        (SITE / "_sources" / notebook.name).write_text(pages.unrun(paths.NOTEBOOKS / notebook.name), encoding="utf-8")
    _lean()
    (SITE / ".nojekyll").touch()  # a host of pages that leaves out folders with an underscore must not


def _lean() -> None:
    """The theme brings 2,000 icons, half of a first page's weight, and maps for its developers. Some icons are used."""
    for debugging in (SITE / "_static").rglob("*.map"):
        debugging.unlink()
    pages_and_scripts = [*SITE.glob("*.html"), *(set(ICONS.parent.glob("*.js")) - {ICONS})]
    used = {name for file in pages_and_scripts for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    script = ICONS.read_text(encoding="utf-8")
    kept = ICON.sub(lambda icon: icon[0] if used & set(WORD.findall(icon[1])) else "", script)
    ICONS.write_text(kept, encoding="utf-8")


def _javadoc(java: Jdk) -> None:
    """Lib's Javadoc, but for the part that only another kernel calls."""
    maven.jars(java)
    sources = paths.ROOT / "lib" / "src" / "main" / "java"
    hash = stamps.digest(sources, java.version)
    if stamps.fresh("javadoc", hash, [API / "index.html"]):
        return
    say("making the Javadoc of lib")
    made = paths.LIB_JAR.parent / "reports" / "apidocs"
    for old in (API, made):  # the Javadoc of a release stays where this one is made, and has more pages
        shutil.rmtree(old, ignore_errors=True)
    how = ["-Ddoclint=none", "-Duse=false", "-Dnotimestamp", "-Dnohelp", "-Dwindowtitle=flowlab-lib"]
    what = ["--projects", "lib", "-DexcludePackageNames=flowlab.jjava"]
    maven.maven(java, "--quiet", *what, *how, "javadoc:javadoc-no-fork", failure="the Javadoc was not made")
    shutil.copytree(made, API)
    stamps.stamp("javadoc", hash)


def _mathjax() -> None:
    """What typesets the formulas, brought by npm, from which the pages take the program and its fonts."""
    target = HOUSE / "static" / "mathjax"
    if stamps.fresh("mathjax", MATHJAX, [target]):
        return
    say(f"bringing {MATHJAX} by npm")
    HOUSE.mkdir(parents=True, exist_ok=True)
    npm = [paths.program(paths.BOOK, "npm"), "pack", "--silent", "--pack-destination", HOUSE, MATHJAX]
    process.run(npm, failure=f"npm could not bring {MATHJAX}")
    archive = HOUSE / f"{MATHJAX.replace('@', '-')}.tgz"
    shutil.rmtree(target, ignore_errors=True)
    root, kept = "package/es5/", ("tex-chtml.js", "output/chtml/fonts/woff-v2/")
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            inside = member.name.removeprefix(root)
            if member.isfile() and inside.startswith(kept):
                file = target / inside
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(_content(packed, member))
        (target / "LICENSE").write_bytes(_content(packed, packed.getmember("package/LICENSE")))
    archive.unlink()
    stamps.stamp("mathjax", MATHJAX)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _serve(port: int | None, again) -> None:
    """Show the site to this machine only, and keep it up to date with what is written."""
    try:
        server = _server(SITE, port or 8000)
    except OSError as error:
        raise Problem(f"port {port or 8000} cannot be listened on ({error.strerror}); choose one with --port") from None
    say(f"http://127.0.0.1:{server.server_address[1]}/ shows the pages; reload after writing, Ctrl-C ends")
    seen = _written()
    while True:
        time.sleep(1)
        now = _written()
        if now != seen:
            seen = now
            try:
                again()
                say("made again")
            except Problem as problem:
                say(str(problem))


def _server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server of a folder that listens to this machine only; port 0 is any that is free."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=os.fspath(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word a request."""

    def log_message(self, *_) -> None:
        pass


def _written() -> dict[Path, int]:
    """When each thing that the pages are made from was last written."""
    sources = [*paths.NOTEBOOKS.glob("*.ipynb"), paths.ROOT / "README.md", *WORDS.rglob("*")]
    sources += (paths.ROOT / "lib" / "src" / "main" / "java").rglob("*.java")
    return {file: file.stat().st_mtime_ns for file in sources if file.is_file()}
