"""Moving pictures as paper has them: a strip of frames. Runs in the environment that has Pillow, started by book.py.

usage: python -m tools.strips FOLDER    (the sources of the pages, which are rewritten)
"""

import base64
import io
import json
import re
import sys
from pathlib import Path

from PIL import Image

FRAMES = 5
WIDTH = 300  # of a frame, at most
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
INSIDE = re.compile(r'<img src="data:image/gif;base64,([^"]+)"[^>]*?alt="([^"]*)"[^>]*>')
BESIDE = re.compile(r'<img [^>]*src="_static/pictures/([^"]+\.gif)"[^>]*?alt="([^"]*)"[^>]*>')


def main() -> int:
    folder = Path(sys.argv[1])
    pictures = folder / "static" / "pictures"
    for file in folder.glob("*.ipynb"):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                if page := output.get("data", {}).get("text/html"):
                    output["data"]["text/html"] = still("".join(page), pictures)
        file.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    opening = folder / "index.md"
    (folder / "flow.png").write_bytes(strip((folder / "flow.gif").read_bytes()))
    opening.write_text(
        opening.read_text(encoding="utf-8").replace("(flow.gif){width=340px}", "(flow.png)"), encoding="utf-8"
    )
    return 0


def still(page: str, pictures: Path) -> str:
    """HTML without scripts, every GIF in it as its strip, and nothing that waits to come into view."""
    page = INSIDE.sub(lambda gif: _img(strip(base64.b64decode(gif[1])), gif[2]), SCRIPT.sub("", page))
    page = BESIDE.sub(lambda gif: _img(strip((pictures / gif[1]).read_bytes()), gif[2]), page)
    return page.replace('loading="lazy" ', "")


def strip(gif: bytes) -> bytes:
    """Frames of a GIF side by side, the first and the last among them, as a PNG."""
    moving = Image.open(io.BytesIO(gif))
    last = getattr(moving, "n_frames", 1) - 1
    scale = min(1, WIDTH / moving.width)
    size = round(moving.width * scale), round(moving.height * scale)
    chosen = sorted({round(last * i / (FRAMES - 1)) for i in range(FRAMES)})
    paper = Image.new("RGB", (size[0] * len(chosen), size[1]), "white")
    for place, number in enumerate(chosen):
        moving.seek(number)
        paper.paste(moving.convert("RGB").resize(size, Image.Resampling.LANCZOS), (place * size[0], 0))
    out = io.BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()


def _img(png: bytes, alt: str) -> str:
    return f'<img src="data:image/png;base64,{base64.b64encode(png).decode()}" alt="{alt}" style="max-width:100%">'


if __name__ == "__main__":
    sys.exit(main())
