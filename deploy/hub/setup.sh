#!/bin/bash
# Makes the hub under .flowlab/hub of this checkout: its Python, its proxy, the library, the kernel. Once, and after
# every update of the checkout. Needs Python 3.10+ with venv (PYTHON=… names it), a JDK 17+, and npm.
# `setup.sh 4g`: the memory that a student's kernel counts on, a quarter for Java's heap, a quarter for arrays.
set -euo pipefail
cd "$(dirname "$0")/../.."
umask 022
"${PYTHON:-python3}" -m venv --clear .flowlab/hub
.flowlab/hub/bin/python -m pip install --quiet --disable-pip-version-check -r deploy/hub/requirements.txt
if [ "$(id -u)" = 0 ] && ! runuser -u nobody -- .flowlab/hub/bin/python -c ''; then
    echo "Students cannot run $(readlink -f .flowlab/hub/bin/python) here: a folder above it, or above this" \
        "checkout, is closed to them. Put the checkout into /opt, and name a Python of the system's: PYTHON=/usr/bin/python3" >&2
    exit 1
fi
npm install --silent --no-fund --no-audit --prefix .flowlab/hub configurable-http-proxy@5.3.0
.flowlab/hub/bin/python flowlab kernel install --yes --sys-prefix --memory "${1:-4g}"
