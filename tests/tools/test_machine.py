"""Memory: what a machine or its container has, and how a kernel shares it."""

import pytest

from tools import machine
from tools.say import Problem

GB = 1 << 30
MB = 1 << 20


@pytest.mark.parametrize(
    "total, heap",
    [(1 * GB, 512 * MB), (2 * GB, 512 * MB), (8 * GB, 2 * GB), (24 * GB, 6 * GB), (256 * GB, 8 * GB)],
)
def test_a_kernel_gets_a_quarter_within_limits(total, heap):
    share = machine.share(total)
    assert share.heap == share.arrays == heap
    assert share.process >= share.heap + share.arrays


def test_the_options_agree_with_the_share():
    assert machine.share(8 * GB).options() == [
        "-Xmx2048m",
        "-Dorg.bytedeco.javacpp.maxbytes=2048m",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=4608m",
    ]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_container_limit_of_version_2_is_respected(tmp_path):
    write(tmp_path / "cgroup", "0::/kubepods/pod1/notebook\n")
    write(tmp_path / "fs/memory.max", "max\n")
    write(tmp_path / "fs/kubepods/pod1/memory.max", f"{3 * GB}\n")
    write(tmp_path / "fs/kubepods/pod1/notebook/memory.max", f"{2 * GB}\n")
    assert min(machine.cgroup_limits(tmp_path / "fs", tmp_path / "cgroup")) == 2 * GB


def test_a_container_limit_of_version_1_is_respected(tmp_path):
    write(tmp_path / "cgroup", "5:memory:/docker/abc\n4:cpu:/docker/abc\n")
    write(tmp_path / "fs/memory/docker/abc/memory.limit_in_bytes", f"{1 * GB}\n")
    assert machine.cgroup_limits(tmp_path / "fs", tmp_path / "cgroup") == [1 * GB]


def test_no_limit_is_no_limit(tmp_path):
    write(tmp_path / "fs/memory.max", "max\n")
    assert machine.cgroup_limits(tmp_path / "fs", tmp_path / "none") == []


def test_this_machine_has_memory():
    assert machine.memory() > 256 * MB


@pytest.mark.parametrize(("text", "bytes"), [("2g", 2 * GB), ("1500m", 1500 * MB), ("3G", 3 * GB)])
def test_a_size_as_java_writes_it(text, bytes):
    assert machine.size(text) == bytes


@pytest.mark.parametrize("text", ["", "2", "2 g", "0g", "-1g", "2gb", "g"])
def test_what_is_no_size_is_said(text):
    with pytest.raises(Problem, match="no size of memory; 2g and 1500m are"):
        machine.size(text)
