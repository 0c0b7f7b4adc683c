"""Starts the real kernel, from the kernelspec that Maven has built, on every JDK there is.

FLOWLAB_TEST_JDKS names the java executables, separated as in PATH; without it they are looked for.
"""

from __future__ import annotations

import pytest
from support import Kernel, install_kernelspecs, java_executables

JDKS = java_executables()
SPECS = install_kernelspecs(JDKS)  # name of the kernelspec by version of Java


def pytest_configure(config):
    config.addinivalue_line("markers", "fast: part of the quick run")


def pytest_report_header(config):
    found = ", ".join(f"{version} ({java})" for version, java in JDKS.items())
    return f"kernel on Java: {found or 'none found'}"


def pytest_generate_tests(metafunc):
    if "spec" in metafunc.fixturenames:
        metafunc.parametrize("spec", list(SPECS.values()), scope="module")


@pytest.fixture(scope="module")
def kernel(spec):
    """A kernel that the tests of one file share."""
    with Kernel(spec) as kernel:
        yield kernel


@pytest.fixture
def fresh(spec):
    """A kernel of one's own."""
    with Kernel(spec) as kernel:
        yield kernel


@pytest.fixture(autouse=True)
def no_display(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
