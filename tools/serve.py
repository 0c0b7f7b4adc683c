"""Starts JupyterLab. Runs in the environment that has it, started by lab.py."""

import sys

import tools.lighter  # noqa: F401  before JupyterLab is imported

from jupyterlab.labapp import main

if __name__ == "__main__":
    sys.exit(main())
