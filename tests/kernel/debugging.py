"""A front end's side of the debugger: requests on control, events on iopub."""

from __future__ import annotations

import time
from queue import Empty

from support import TIMEOUT, Kernel


class Debugger:
    """Speaks the Debug Adapter Protocol as JupyterLab does."""

    def __init__(self, kernel: Kernel):
        self.kernel = kernel
        self.client = kernel.client
        self.read = kernel.client.get_iopub_msg
        self.seq = 0
        self.events: list[dict] = []
        self.heard: list[dict] = []  # all else that was published

    def ask(self, command: str, **arguments) -> dict:
        """The response to a request, refused or not."""
        self.seq += 1
        content = {"type": "request", "seq": self.seq, "command": command, "arguments": arguments}
        message = self.client.session.msg("debug_request", content)
        self.client.control_channel.send(message)
        while True:
            reply = self.client.get_control_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                assert reply["msg_type"] == "debug_reply"
                return reply["content"]

    def body(self, command: str, **arguments) -> dict:
        response = self.ask(command, **arguments)
        assert response["success"] and response["command"] == command, response
        return response["body"]

    def refused(self, command: str, **arguments) -> str:
        response = self.ask(command, **arguments)
        assert not response["success"], response
        return response["message"]

    def start(self) -> Debugger:
        self.body("initialize", clientID="test", linesStartAt1=True)
        self.body("attach")
        return self

    def breakpoints(self, code: str, *lines: int, condition: str = "") -> list[int]:
        """Sets them in a cell; the lines that they are at."""
        path = self.body("dumpCell", code=code)["sourcePath"]
        wanted = [{"line": line, **({"condition": condition} if condition else {})} for line in lines]
        found = self.body("setBreakpoints", source={"path": path}, breakpoints=wanted, sourceModified=False)
        self.body("configurationDone")
        return [each["line"] for each in found["breakpoints"]]

    def event(self, name: str, timeout: float = TIMEOUT) -> dict:
        """The body of the next event of this name."""
        end = time.monotonic() + timeout
        while True:
            for event in self.events:
                if event["event"] == name:
                    self.events.remove(event)
                    return event["body"]
            try:
                self.hear(max(0, end - time.monotonic()))
            except Empty:
                raise AssertionError(f"no event {name}") from None

    def hear(self, timeout: float = TIMEOUT):
        """Keeps the next message that is published."""
        message = self.read(timeout=timeout)
        if message["msg_type"] == "debug_event":
            self.events.append(message["content"])
        else:
            self.heard.append(message)

    def is_over(self, message_id: str) -> bool:
        return any(is_idle(message, message_id) for message in self.heard)

    def held(self) -> tuple[int, list[dict]]:
        """Waits until a thread is held: its number and its frames."""
        thread = self.event("stopped")["threadId"]
        return thread, self.body("stackTrace", threadId=thread)["stackFrames"]

    def stops(self, code: str, *lines: int) -> list[tuple[str, int]]:
        """Where a cell with these breakpoints is held, time after time, until it ends."""
        self.breakpoints(code, *lines)
        running = self.kernel.send(code)
        seen = []
        while not self.is_over(running):
            self.hear()
            for event in [each for each in self.events if each["event"] == "stopped"]:
                self.events.remove(event)
                thread = event["body"]["threadId"]
                frame = self.body("stackTrace", threadId=thread)["stackFrames"][0]
                seen.append((frame["name"], frame["line"]))
                self.body("continue", threadId=thread)
        self.finish(running)
        return seen

    def lines(self) -> list[tuple[str, int]]:
        """Where the held thread stands: names of its frames and their lines."""
        return [(frame["name"], frame["line"]) for frame in self.held()[1]]

    def scope(self, frame: dict, name: str = "Locals") -> dict[str, dict]:
        scopes = self.body("scopes", frameId=frame["id"])["scopes"]
        reference = next(scope["variablesReference"] for scope in scopes if scope["name"] == name)
        return self.unfold(reference)

    def unfold(self, reference: int, **page) -> dict[str, dict]:
        return {each["name"]: each for each in self.body("variables", variablesReference=reference, **page)["variables"]}

    def locals(self, frame: dict) -> dict[str, str]:
        return {name: each["value"] for name, each in self.scope(frame).items()}

    def let_go(self, thread: int, message_id: str) -> None:
        """A held thread goes on, and its cell ends well."""
        self.body("continue", threadId=thread)
        assert self.finish(message_id)[0]["status"] == "ok"

    def finish(self, message_id: str, timeout: float = TIMEOUT) -> tuple[dict, str]:
        """The reply of a cell, and what was printed until it was idle."""
        reply = self.kernel.reply(message_id, timeout)["content"]
        while not self.is_over(message_id):
            self.hear(timeout)
        mine = [message for message in self.heard if message["parent_header"].get("msg_id") == message_id]
        printed = "".join(message["content"]["text"] for message in mine if message["msg_type"] == "stream")
        self.heard.clear()
        self.events.clear()
        return reply, printed


def is_idle(message: dict, message_id: str) -> bool:
    return (
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == message_id
    )
