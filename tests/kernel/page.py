"""The part of a front end that knows widgets: it speaks with a kernel as JupyterLab's page does."""

from __future__ import annotations

import time

from support import Kernel

IMPORTS = "import flowlab.widget.*; import static flowlab.widget.Widgets.*;"
VIEW = "application/vnd.jupyter.widget-view+json"


class Page:
    """The part of a front end that knows widgets."""

    def __init__(self, kernel: Kernel):
        kernel.ok(IMPORTS)
        self.kernel = kernel
        self.states = {}
        self.subshell = None  # where messages of widgets go
        self.read = kernel.client.get_iopub_msg

    def ok(self, code):
        result = self.kernel.ok(code)
        self.learn(result.outputs)
        return result

    def show(self, code):
        """Runs a cell that ends with a widget; its id."""
        (message,) = self.ok(code).of("execute_result")
        return message["content"]["data"][VIEW]["model_id"]

    def learn(self, messages):
        for message in messages:
            content = message["content"]
            if message["msg_type"] == "comm_open":
                self.states[content["comm_id"]] = dict(content["data"]["state"])
            elif message["msg_type"] == "comm_msg" and content["data"]["method"] == "update":
                self.states.setdefault(content["comm_id"], {}).update(content["data"]["state"])

    def send(self, kind, content):
        message = self.kernel.client.session.msg(kind, content)
        message["header"]["subshell_id"] = self.subshell
        self.kernel.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def post(self, comm, **data):
        return self.send("comm_msg", {"comm_id": comm, "data": data})

    def move(self, comm, **state):
        """Changes a state in the page and waits until the kernel has done what follows."""
        sent = self.post(comm, method="update", state=state, buffer_paths=[])
        return self.until_idle(sent)

    def click(self, comm):
        return self.until_idle(self.post(comm, method="custom", content={"event": "click"}))

    def until_idle(self, sent):
        """All messages, whatever their parent, until the kernel is done with one."""
        messages = []
        while True:
            message = self.read(timeout=30)
            if message["msg_type"] != "status":
                messages.append(message)
            elif message["parent_header"].get("msg_id") == sent and message["content"]["execution_state"] == "idle":
                self.learn(messages)
                return messages

    def part(self, comm, name):
        """A widget that a widget refers to."""
        return self.states[comm][name].removeprefix("IPY_MODEL_")

    def children(self, comm):
        return [child.removeprefix("IPY_MODEL_") for child in self.states[comm]["children"]]

    def request(self, kind, content):
        return self.kernel.request(self.send(kind, content))


SCATTER = """
java.awt.image.BufferedImage scatter(double a) {
  var image = new java.awt.image.BufferedImage(600, 400, 1);
  var pen = image.createGraphics();
  pen.setRenderingHint(java.awt.RenderingHints.KEY_ANTIALIASING, java.awt.RenderingHints.VALUE_ANTIALIAS_ON);
  var random = new Random(1);
  for (int i = 0; i < 2000; i++) {
    pen.fill(new java.awt.geom.Ellipse2D.Double(300 + 60 * random.nextGaussian() * a, 200 + 60 * random.nextGaussian(), 4, 4));
  }
  return image;
}
"""


def redraw_rate(page: Page, moves: int = 100) -> float:
    """How many times a second a slider redraws 2,000 points, once the virtual machine has compiled the drawing."""
    page.ok(SCATTER)
    box = page.show("interact(new FloatSlider(0, 2, 1), a -> scatter(a))")
    slider, output = page.children(box)
    for i in range(80):
        page.move(slider, value=i / 100)
    start = time.monotonic()
    pictures = 0
    for i in range(moves):
        messages = page.move(slider, value=1 + i / 1000)
        pictures += sum(m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == output for m in messages)
    assert pictures == moves, f"{pictures} pictures for {moves} moves"
    return moves / (time.monotonic() - start)
