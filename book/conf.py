"""How Sphinx makes the pages. `./flowlab book` starts it; what differs from site to site comes in variables."""

import json
import os
import re
from pathlib import Path

API = Path(os.environ["FLOWLAB_BOOK_API"])

project = "Flowlab"
author = "the Flowlab authors"
copyright = "the Flowlab authors. Code: Apache-2.0; the chapters' prose: CC BY 4.0"
extensions = ["myst_nb", "sphinx.ext.mathjax", "sphinx_copybutton", "sphinx_design"]
suppress_warnings = ["misc.highlighting_failure", "myst.header"]  # a cell's magics are not Java; a hint has a heading

nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence", "attrs_inline"]
myst_dmath_double_inline = True
myst_heading_anchors = 3

html_theme = "sphinx_book_theme"
html_title = "Flowlab"
html_static_path = ["static", os.environ["FLOWLAB_BOOK_MATHJAX"]]
html_css_files = ["flowlab.css"]
html_js_files = ["flowlab.js"]
html_context = {"default_mode": "auto"}
html_favicon = "static/flow.svg"
html_logo = "static/flow.svg"
html_last_updated_fmt = None
html_show_sphinx = False
html_sourcelink_suffix = ""
html_theme_options = {
    "path_to_docs": "notebooks",
    "repository_branch": os.environ.get("FLOWLAB_BOOK_BRANCH", "main"),
    "logo": {"text": "Flowlab"},
    "show_toc_level": 2,
    "navbar_persistent": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "launch_buttons": {"notebook_interface": "jupyterlab"},
}
if repository := os.environ.get("FLOWLAB_BOOK_REPOSITORY"):
    html_theme_options |= {"repository_url": repository, "use_repository_button": True}
    html_theme_options["launch_buttons"]["binderhub_url"] = os.environ["FLOWLAB_BOOK_BINDER"]
    if hub := os.environ.get("FLOWLAB_BOOK_HUB"):
        html_theme_options["launch_buttons"]["jupyterhub_url"] = hub

mathjax_path = "mathjax/tex-chtml.js"
mathjax3_config = {
    "options": {"enableMenu": False},  # its menu would load what is not here
    "chtml": {"matchFontHeight": False, "scale": 1.05},  # by the font's height formulas grow too wide for the page
}

copybutton_selector = "div.cell_input div.highlight pre, div:not(.cell_output) > div.highlight-console pre"


def addresses(index: Path) -> dict[str, str]:
    """Where each public type of lib is described, by its name, from the index that Javadoc made for its own search."""
    entries = json.loads(re.search(r"\[.*\]", index.read_text(encoding="utf-8"))[0])
    types = [(entry["p"], entry["l"]) for entry in entries if "p" in entry]
    return {name: f"api/{package.replace('.', '/')}/{name}.html" for package, name in types}


TYPES = addresses(API / "type-search-index.js")
LITERAL = '<code class="docutils literal notranslate"><span class="pre">'
IN_PROSE = re.compile(LITERAL + r"([A-Z]\w*)(?=[.(&<])[^<]*</span></code>")
IN_CELL = re.compile(r'<span class="n">([A-Z]\w*)</span>')


def link_types(app, page, template, context, doctree) -> None:
    """A type of lib that is named in a sentence or a cell leads to its Javadoc."""

    def linked(found: re.Match) -> str:
        address = TYPES.get(found[1])
        return f'<a class="api" href="{address}">{found[0]}</a>' if address else found[0]

    if body := context.get("body"):
        in_prose = IN_PROSE.sub(linked, body)
        context["body"] = IN_CELL.sub(linked, in_prose)


def setup(app) -> None:
    app.connect("html-page-context", link_types)
