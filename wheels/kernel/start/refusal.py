"""Where there is no kernel to start, the reason: in the server's log, and in answer to each cell."""

from tools.say import say


def serve(sentence: str, connection_file: str) -> None:
    """Say it until Jupyter ends this process. Without ipykernel, which most front ends bring, it is only logged."""
    say(sentence)
    try:
        from ipykernel.kernelapp import IPKernelApp
        from ipykernel.kernelbase import Kernel
    except ImportError:
        return

    class Refusal(Kernel):
        implementation = "flowlab-kernel"
        implementation_version = "0"
        banner = sentence
        language_info = {"name": "java", "mimetype": "text/x-java-source", "file_extension": ".java"}

        def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **_):
            error = {"ename": "NoJdk", "evalue": sentence, "traceback": [sentence]}
            self.send_response(self.iopub_socket, "error", error)
            return {"status": "error", "execution_count": self.execution_count, **error}

    IPKernelApp.launch_instance(kernel_class=Refusal, argv=["-f", connection_file])
