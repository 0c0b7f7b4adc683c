"""A home folder that can be written: the reader's, or where it cannot be, one of the house's own."""

import os
from collections.abc import MutableMapping
from pathlib import Path

from . import paths
from .say import say

OWN = paths.HOUSE / "home"


def ensure(variables: MutableMapping[str, str]) -> None:
    """Tell what is started to keep its things below `.flowlab`, as pip, Maven and Jupyter have some."""
    home = Path.home()
    if home == OWN or os.access(home, os.W_OK):
        return
    say(f"{home} cannot be written; {paths.shown(OWN)} stands in for it")
    OWN.mkdir(parents=True, exist_ok=True)
    variables["USERPROFILE" if paths.WINDOWS else "HOME"] = os.fspath(OWN)


def repository() -> list[str]:
    """Maven's options: Java asks the account for the home folder and not these variables."""
    return [f"-Dmaven.repo.local={OWN / '.m2' / 'repository'}"] if Path.home() == OWN else []
