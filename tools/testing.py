"""`./flowlab test`: every test there is, one kind after the other, and what they came to."""

import os
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import browser, environment, jdk, kernelspec, maven, paths, results, stamps
from .jdk import Jdk
from .results import Result
from .say import Problem, say

TESTS = paths.ROOT / "tests"
REPORTS = paths.HOUSE / "reports"


DAILY = ("java", "tools", "kernel", "notebooks", "browser", "deploy", "parity")
# Hours: published numbers reproduced, the results kept in notebooks/data/published.json; every mistake planted; a bare
# system made, and all of this run in it; a class of twenty, and what their kernels cost at rest.
BY_NAME = ("parity-long", "notebooks-long", "tools-long", "deploy-long")


def test(fast: bool, yes: bool, chosen: list[str]) -> int:
    """Run every test, or the kinds that are named. A kind that fails does not keep the next from running."""
    unknown = [kind for kind in chosen if kind not in DAILY + BY_NAME]
    if unknown:
        raise Problem(f"there are no tests called {', '.join(unknown)}; there are: {', '.join(DAILY + BY_NAME)}")
    in_ci = os.environ.get("CI", "").lower() in ("1", "true")
    yes = yes or in_ci
    java = jdk.ensure(yes)
    python = environment.tests()
    runs: dict[str, Callable[[], Result]] = {"java": lambda: _java(java, fast)}
    for name in ("tools", "kernel", "notebooks", "browser", "deploy", "notebooks-long", "tools-long", "deploy-long"):
        runs[name] = partial(_python, name, python, java, fast, yes, in_ci)
    for name in ("parity", "parity-long"):
        runs[name] = partial(_parity, name, java)
    outcomes: dict[str, tuple[Result, float]] = {}
    for name in chosen or [name for name in DAILY if not (fast and name == "parity")]:
        run = runs[name]
        say(f"--- {name} tests ---")
        start = time.monotonic()
        outcomes[name] = run(), time.monotonic() - start
    return _summary(outcomes)


def _java(java: Jdk, fast: bool) -> Result:
    """Build, run JUnit and check the format. This leaves the jars that the other tests use."""
    for old in _surefire():
        old.unlink()
    hash = maven.sources()
    # A failing test of lib must not keep kernel's from running.
    arguments = ["verify", "-Dchecked", "--fail-at-end", *(["-DexcludedGroups=slow"] if fast else [])]
    try:
        maven.maven(java, *arguments, failure="the Java build or its tests failed")
    except Problem as problem:
        say(str(problem))
        return _at_least_one_failure(results.read(_surefire()))
    stamps.stamp("jars", hash)
    return results.read(_surefire())


def _surefire() -> list[Path]:
    return [
        report
        for module in ("lib", "kernel")
        for report in paths.ROOT.glob(f"{module}/target/surefire-reports/TEST-*.xml")
    ]


def _python(name: str, python: Path, java: Jdk, fast: bool, yes: bool, in_ci: bool) -> Result:
    folder = TESTS / name.removesuffix("-long")
    if not any(folder.glob("test_*.py")):
        say(f"there are no {name} tests yet")
        return Result()
    try:
        variables = _variables(name, python, java, fast, yes, in_ci)
    except Problem as problem:
        say(str(problem))
        return Result(failed=1)
    return _pytest(name, python, variables, _chosen(name, fast), folder)


def _parity(name: str, java: Jdk) -> Result:
    """The field's own tools, in an environment of their own that is made when it is first needed."""
    try:
        python = environment.parity()
    except Problem as problem:
        say(f"{problem}; {name} is skipped: its 6 GB may not fit where the rest does")
        return Result(skipped=1)
    maven.jars(java)
    variables = environment.variables(java.environment(), paths.PARITY)
    chosen = ["-m", "long"] if name == "parity-long" else ["-m", "not long"]
    return _pytest(name, python, variables, chosen, TESTS / "parity")


def _pytest(name: str, python: Path, variables: dict[str, str], chosen: list[str], folder: Path) -> Result:
    report = REPORTS / f"{name}.xml"
    REPORTS.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    options = ["-q", "-rs", "--tb=short", f"--junitxml={report}", *chosen]
    code = subprocess.run([python, "-m", "pytest", *options, folder], env=variables, cwd=paths.ROOT).returncode
    result = results.read([report]) if report.exists() else Result()
    return result if code in (0, 5) else _at_least_one_failure(result)


def _chosen(name: str, fast: bool) -> list[str]:
    """Long ones by name only. Of the kernel's `--fast` runs those marked fast, elsewhere those not marked slow."""
    if name.endswith("-long"):
        return ["-m", "long"]
    quick = ["fast and not slow" if name == "kernel" else "not slow"] if fast else []
    return ["-m", " and ".join(["not long", *quick])]


def _variables(name: str, python: Path, java: Jdk, fast: bool, yes: bool, in_ci: bool) -> dict[str, str]:
    """What the tests of one kind are started with, after making ready what they need."""
    variables = environment.variables(java.environment(), paths.VENV)
    if name.startswith("tools"):
        return variables
    maven.jars(java)
    kernelspec.ensure(java, paths.VENV)
    if name == "kernel" and fast:
        variables["FLOWLAB_TEST_JDKS"] = os.fspath(java.java)  # one JDK; otherwise every one there is
    if name == "notebooks" and not fast:
        environment.jjava()
    if name == "browser":
        found = browser.ensure(yes)
        browser.ensure_driver(python, yes)
        if found:
            variables["FLOWLAB_BROWSER"] = os.fspath(found)
        elif in_ci:
            raise Problem("in CI a missing browser is a failure")
    return variables


def _at_least_one_failure(result: Result) -> Result:
    """A run that failed before or beside its tests (a formatter, a collection error) failed all the same."""
    return result if result.failed else result + Result(failed=1)


def _summary(outcomes: dict[str, tuple[Result, float]]) -> int:
    print()
    for name, (result, seconds) in outcomes.items():
        print(f"{name:11} {seconds:5.0f} s   {result}")
    skipped = "browser" in outcomes and outcomes["browser"][0].skipped
    if skipped and not os.environ.get("FLOWLAB_BROWSER") and browser.find() is None:
        print("The browser tests were skipped: this machine has no Chromium.")
    total = sum((result for result, _ in outcomes.values()), Result())
    print(f"\n{total}", flush=True)
    return 1 if total.failed else 0
