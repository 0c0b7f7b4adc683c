"""What the pages are made from: a chapter's outputs, lighter, and on paper without motion."""

import base64
import io
import json

from conftest import ROOT
from PIL import Image

from tools import pages, strips


def gif(frames: int, side: int = 20) -> bytes:
    """A square that goes from black to white."""
    shades = [Image.new("L", (side, side), 255 * k // (frames - 1)) for k in range(frames)]
    out = io.BytesIO()
    shades[0].save(out, "GIF", save_all=True, append_images=shades[1:], duration=50)
    return out.getvalue()


def html_of(picture: bytes) -> str:
    return f'<img src="data:image/gif;base64,{base64.b64encode(picture).decode()}" width="20" alt="a square">'


def cell(html: str) -> dict:
    data = {"text/html": html, "text/plain": "a square", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    output = {"output_type": "execute_result", "data": data, "metadata": {}}
    return {"cell_type": "code", "metadata": {}, "source": "square", "outputs": [output]}


def test_a_picture_lies_beside_its_page_and_widgets_are_left_out():
    picture = gif(3)
    notebook = {"cells": [cell(html_of(picture))], "metadata": {"widgets": {}}}
    light, found = pages.lighter(notebook)
    ((name, content),) = found.items()
    assert content == picture
    assert light["cells"][0]["outputs"][0]["data"] == {
        "text/html": f'<img loading="lazy" src="_static/pictures/{name}" width="20" alt="a square">'
    }
    assert "widgets" not in light["metadata"] and "widgets" in notebook["metadata"]


def test_a_player_keeps_the_picture_that_its_script_reads():
    player = f"<div>{html_of(gif(3))}<script>1</script></div>"
    light, found = pages.lighter({"cells": [cell(player)], "metadata": {}})
    assert found == {} and light["cells"][0]["outputs"][0]["data"] == {"text/html": player}


def test_formulas_in_a_hint_are_markdown_and_a_file_is_named():
    hint = "<details><summary>Hint</summary>What is $x_t$?</details>"
    assert "</summary>\n\nWhat is $x_t$?\n\n</details>" in pages.prose(hint)
    assert pages.prose("[the data](data/README.md)") == "the data"
    assert pages.prose("[01](01-a-flow-by-hand.ipynb)") == "[01](01-a-flow-by-hand.ipynb)"


def test_a_download_has_all_cells_and_no_outputs():
    chapter = ROOT / "notebooks" / "00-start-here.ipynb"
    run, unrun = (json.loads(text) for text in (chapter.read_text(encoding="utf-8"), pages.unrun(chapter)))
    assert [c["source"] for c in unrun["cells"]] == [c["source"] for c in run["cells"]]
    assert not any(c.get("outputs") for c in unrun["cells"])


def test_on_paper_what_moves_is_a_strip_of_frames(tmp_path):
    strip = Image.open(io.BytesIO(strips.strip(gif(9))))
    assert strip.size == (5 * 20, 20)
    shades = [strip.getpixel((20 * k + 10, 10))[0] for k in range(5)]
    assert shades[0] == 0 and shades[-1] == 255 and shades == sorted(set(shades))
    (tmp_path / "beside.gif").write_bytes(gif(9))
    beside = '<img loading="lazy" src="_static/pictures/beside.gif" alt="a square">'
    page = strips.still(f"<div>{html_of(gif(9))}<script>1</script></div>{beside}", tmp_path)
    assert page.count("data:image/png;base64,") == 2 and page.count('alt="a square"') == 2
    assert "script" not in page and "gif" not in page and "lazy" not in page
