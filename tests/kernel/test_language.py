"""Constructs of the Java Language Specification, chapter by chapter, each as a cell with its value."""

from __future__ import annotations

import pytest
from language import constructs, wrong

pytestmark = pytest.mark.fast


def test_there_are_many():
    assert len(constructs()) >= 150


def test_every_construct_has_its_value(kernel, spec):
    different = wrong(kernel, int(spec.rpartition("-")[2]))
    assert not different, "\n\n".join(different.values())
