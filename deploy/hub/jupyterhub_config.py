"""The course for the accounts of one server: `.flowlab/hub/bin/jupyterhub -f deploy/hub/jupyterhub_config.py`.

Run it as root in a folder of its own, where it keeps its state. What each setting is for stands in deploy/README.md.
"""

import grp
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PREFIX = Path(sys.prefix)  # what setup.sh has made
HOUR = 3600

c = get_config()  # noqa: F821  JupyterHub defines it

# To this machine only. A web server in front of it brings HTTPS; or give ssl_cert and ssl_key and listen to all.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.ConfigurableHTTPProxy.command = [os.fspath(PREFIX / "node_modules" / ".bin" / "configurable-http-proxy")]
c.JupyterHub.template_vars = {"announcement_login": "Your account on this server. Your copy of the course is in it."}

# Who may come in: the accounts of this machine that are in one of these groups, with their own passwords.
c.JupyterHub.authenticator_class = "pam"
groups = {"students", "teachers"} & {group.gr_name for group in grp.getgrall()}  # PAM fails on one that is not there
if "students" not in groups:
    sys.exit("There is no group `students` on this machine: groupadd students, and usermod -aG students NAME for each.")
c.PAMAuthenticator.allowed_groups = groups
c.PAMAuthenticator.admin_groups = groups - {"students"}

# Each has a server that runs as their own user, on their own copy of the chapters.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [sys.executable, os.fspath(HERE / "student.py")]
c.Spawner.default_url = "/lab/tree/00-start-here.ipynb"
c.Spawner.environment = {"JUPYTER_PATH": os.fspath(PREFIX / "share" / "jupyter")}
c.Spawner.start_timeout = c.Spawner.http_timeout = 300  # when all come in at once, the last waits for the first
c.Spawner.args = [
    # Sockets of a kernel are open to every user of the machine: without the key nothing is heard on them.
    "--KernelManager.transport_encryption=required",
    # A kernel that computes is never ended, nor one whose page is open. A server ends when it has none left.
    f"--MappingKernelManager.cull_idle_timeout={2 * HOUR}",
    "--MappingKernelManager.cull_interval=300",
    "--MappingKernelManager.cull_busy=False",
    "--MappingKernelManager.cull_connected=False",
    f"--ServerApp.shutdown_no_activity_timeout={HOUR}",
]
