"""Finding a browser for the tests: any Chromium will do, where its maker puts it."""

import os
import shutil
from pathlib import Path

from . import packages, paths, process
from .say import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
MAC_APPS = ("Chromium", "Google Chrome", "Microsoft Edge")
WINDOWS_APPS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")


def find() -> Path | None:
    on_path = (shutil.which(name) for name in NAMES)
    elsewhere = [Path(f"/Applications/{app}.app/Contents/MacOS/{app}") for app in MAC_APPS] if paths.MAC else []
    if paths.WINDOWS:
        programs = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")]
        elsewhere = [Path(folder) / app for folder in programs if folder for app in WINDOWS_APPS]
    found = [Path(path) for path in on_path if path] + [path for path in elsewhere if path.is_file()]
    return found[0] if found else None


def ensure(yes: bool) -> Path | None:
    """A browser, brought where that is allowed; None where there is none."""
    browser = find()
    if browser is None and packages.install("browser", "a browser for the tests", yes):
        browser = find()
    if browser is None:
        say(f"there is no Chromium; bring one with `{packages.command('browser')}`")
    return browser


def ensure_driver(python: Path, yes: bool) -> None:
    """Bring what the driver of browsers lacks, where that is allowed: it comes with a program that may not start."""
    starts = [python, "-m", "playwright", "--version"]
    if process.output(starts) is not None:
        return
    brought = packages.install("driver", "what the browser's driver needs", yes)
    if not brought or process.output(starts) is None:
        say(f"the browser's driver does not start; `{packages.command('driver')}` may bring what it lacks")
