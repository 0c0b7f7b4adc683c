"""Work is done again when, and only when, what it was made from changed or what it made is gone."""

import os

from tools import stamps


def test_fresh_until_the_content_changes(house, tmp_path):
    source = tmp_path / "src" / "A.java"
    source.parent.mkdir()
    source.write_text("class A {}")
    product = tmp_path / "a.jar"
    product.touch()
    before = stamps.digest(source.parent)
    assert not stamps.fresh("jars", before, [product])
    stamps.stamp("jars", before)
    assert stamps.fresh("jars", stamps.digest(source.parent), [product])

    os.utime(source, (1, 1))  # another time, the same content
    assert stamps.fresh("jars", stamps.digest(source.parent), [product])

    source.write_text("class A { }")
    assert not stamps.fresh("jars", stamps.digest(source.parent), [product])


def test_stale_when_the_product_is_gone(house, tmp_path):
    stamps.stamp("jars", "hash")
    assert not stamps.fresh("jars", "hash", [tmp_path / "gone.jar"])


def test_a_renamed_file_is_a_change(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "A").write_text("same")
    before = stamps.digest(tmp_path / "src")
    (tmp_path / "src" / "A").rename(tmp_path / "src" / "B")
    assert stamps.digest(tmp_path / "src") != before


def test_a_damaged_stamp_file_means_nothing_is_fresh(house):
    stamps.stamp("jars", "hash")
    (house / "stamps.json").write_text("{")
    assert not stamps.fresh("jars", "hash")
    stamps.stamp("jars", "hash")
    assert stamps.fresh("jars", "hash")


def test_forgetting_by_the_beginning_of_the_name(house):
    for name in ("environment a", "environment a: lab.txt", "environment b", "jars"):
        stamps.stamp(name, "hash")
    stamps.forget("environment a")
    kept = [
        name
        for name in ("environment a", "environment a: lab.txt", "environment b", "jars")
        if stamps.fresh(name, "hash")
    ]
    assert kept == ["environment b", "jars"]
