"""Executes one notebook. Runs in the environment that has nbclient, started by notebooks.py.

usage: python -m tools.execute NOTEBOOK RESULT --folder DIR --scale S --lib-version V [--leave-out TAG]
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

import tools.lighter  # noqa: F401  before nbformat is imported
from tools.codehash import code_hash

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def main() -> int:
    arguments = _arguments()
    notebook = nbformat.read(arguments.notebook, as_version=4)
    whole = code_hash(notebook)
    if arguments.leave_out:
        notebook.cells = [cell for cell in notebook.cells if arguments.leave_out not in cell.metadata.get("tags", [])]
    client = NotebookClient(
        notebook,
        kernel_name="java",
        timeout=None,
        startup_timeout=120,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",  # the stock kernel takes seconds to end by itself
        resources={"metadata": {"path": str(arguments.folder)}},
    )
    failure = _execute(client)
    _settle(notebook, whole, arguments)
    arguments.result.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, arguments.result)
    if failure:
        print(f"{arguments.notebook.name}, {failure}", file=sys.stderr)
    return 1 if failure else 0


def _execute(client: NotebookClient) -> str | None:
    """Run all cells; what went wrong, if anything did. What the kernel itself says matters only if it dies."""
    with tempfile.TemporaryFile() as log:
        try:
            client.execute(stdout=log, stderr=log)
        except CellExecutionError:
            return _failed_cell(client.nb)
        except (DeadKernelError, RuntimeError, TimeoutError) as error:
            log.seek(0)
            last = log.read().decode(errors="replace").splitlines()[-20:]
            return "\n".join([f"{error or 'the kernel died'}:", *last])
    return None


def _settle(notebook: nbformat.NotebookNode, hash: str, arguments: argparse.Namespace) -> None:
    """Leave out what differs from run to run, and say what this run was made from."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    notebook.metadata["flowlab"] = {
        "code_hash": hash,
        "lib_version": arguments.lib_version,
        "scale": arguments.scale,
    }


def _failed_cell(notebook: nbformat.NotebookNode) -> str:
    """The cell that stopped the run: its number as the reader sees it, its source and its error."""
    for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors and "raises-exception" not in cell.metadata.get("tags", []):
            trace = "\n".join(errors[-1].traceback) or f"{errors[-1].ename}: {errors[-1].evalue}"
            source = "\n".join("    " + line for line in cell.source.splitlines())
            return f"code cell {number} failed:\n\n{source}\n\n{ANSI.sub('', trace)}"
    return "a cell failed"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--scale", required=True)
    parser.add_argument("--lib-version", required=True)
    parser.add_argument("--leave-out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
