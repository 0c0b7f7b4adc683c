"""`./flowlab train`: what is typed reaches the training, and Ctrl-C is left to it."""

import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT

RUN = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tools import jdk, maven, train

class Java:
    java = {java!r}
    def environment(self):
        return dict(PATH="/usr/bin:/bin")

jdk.ensure = lambda yes: Java()
maven.jars = lambda java: None
sys.exit(train.train("dtm", "2h", True, None, False))
"""

JAVA = """#!/bin/sh
echo "$@" > {folder}/words
trap 'sleep 1; echo yes > {folder}/saved; exit 130' INT
touch {folder}/ready
while true; do sleep 0.1; done
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for Java")
def test_ctrl_c_waits_for_the_training_to_save_itself(tmp_path):
    java = tmp_path / "java"
    java.write_text(JAVA.format(folder=tmp_path))
    java.chmod(0o755)
    code = RUN.format(root=str(ROOT), java=str(java))
    process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    end = time.monotonic() + 60
    while not (tmp_path / "ready").exists() and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(60) == 130
    assert (tmp_path / "saved").read_text() == "yes\n"
    assert (tmp_path / "words").read_text().endswith("flowlab.course.Train dtm --budget 2h --resume\n")
