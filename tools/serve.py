"""Starts JupyterLab. Runs in the environment that has it, started by lab.py."""

import sys

from jupyterlab.labapp import main

import tools.lighter  # noqa: F401  before JupyterLab is imported

if __name__ == "__main__":
    sys.exit(main())
