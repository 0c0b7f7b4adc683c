"""Imported before Jupyter's own modules, this takes about two seconds off their start.

jsonschema imports rfc3987_syntax where it can, to check strings that claim to be IRIs. That module builds a
parser for the whole grammar as it is imported, half of JupyterLab's start, and nothing here has an IRI to
check. A None in its place makes the import fail, which jsonschema expects and copes with.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
