"""A front end's side of subshells: requests on control, and cells that are sent to one shell or the other."""

from __future__ import annotations

import time
from queue import Empty

from support import TIMEOUT, Kernel, Result


class Shells:
    """The main shell of a kernel, which is None, and the subshells beside it."""

    def __init__(self, kernel: Kernel):
        self.kernel = kernel
        self.client = kernel.client
        self.published: dict[str, list[dict]] = {}  # by the request that they came of
        self.replies: dict[str, dict] = {}

    def control(self, kind: str, content: dict | None = None, subshell: str | None = None) -> dict:
        """The whole answer to a request."""
        message = self.client.session.msg(kind, content or {})
        message["header"]["subshell_id"] = subshell
        self.client.control_channel.send(message)
        while True:
            reply = self.client.get_control_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                assert reply["msg_type"] == kind.replace("_request", "_reply")
                return reply

    def create(self) -> str:
        reply = self.control("create_subshell_request")["content"]
        assert reply["status"] == "ok"
        return reply["subshell_id"]

    def delete(self, subshell: str) -> dict:
        return self.control("delete_subshell_request", {"subshell_id": subshell})["content"]

    def all(self) -> list[str]:
        reply = self.control("list_subshell_request")["content"]
        assert reply["status"] == "ok"
        return reply["subshell_id"]

    def interrupt(self, subshell: str | None = None) -> dict:
        return self.control("interrupt_request", subshell=subshell)["content"]

    def post(self, kind: str, content: dict, subshell: str | None = None) -> str:
        message = self.client.session.msg(kind, content)
        message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def send(self, code: str, subshell: str | None = None, **options) -> str:
        return self.post("execute_request", {"code": code, **options}, subshell)

    def next(self, timeout: float = TIMEOUT) -> dict:
        """The next message that is published; it is kept for whoever gathers what came of its request."""
        message = self.client.get_iopub_msg(timeout=timeout)
        parent = message["parent_header"].get("msg_id")
        self.published.setdefault(parent, []).append(message)
        return message

    def quiet(self, seconds: float) -> list[dict]:
        """What is published meanwhile."""
        messages, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                messages.append(self.next(left))
            except Empty:
                break
        return messages

    def is_idle(self, sent: str) -> bool:
        messages = self.published.get(sent, [])
        return any(m["content"].get("execution_state") == "idle" for m in messages)

    def gather(self, *sent: str, timeout: float = TIMEOUT) -> list[Result]:
        """What came of these requests, however mixed."""
        while not all(self.is_idle(each) for each in sent):
            self.next(timeout)
        while not all(each in self.replies for each in sent):
            reply = self.client.get_shell_msg(timeout=timeout)
            self.replies[reply["parent_header"]["msg_id"]] = reply
        return [Result(self.replies[each], self.published[each]) for each in sent]

    def run(self, code: str, subshell: str | None = None, **options) -> Result:
        return self.gather(self.send(code, subshell, **options))[0]

    def ok(self, code: str, subshell: str | None = None, **options) -> Result:
        result = self.run(code, subshell, **options)
        assert result.status == "ok", result.error
        return result

    def until(self, condition: str, subshell: str | None = None):
        """Waits until something holds in the kernel."""
        self.ok(f"while (!({condition})) Thread.sleep(2);", subshell)
