"""A Chroma server of its own for tests, on this machine, in a folder of theirs."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

_PATIENCE = 90


class RunningChroma:
    """`chroma run` in a folder; it can be stopped, and started again under the same address."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._process = None

    def start(self):
        """Start the server, and wait until it answers."""
        program = Path(sys.executable).with_name("chroma")
        command = [program, "run", "--host", "127.0.0.1", "--port", str(self.port)]
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--path", self.folder / "data"],
                cwd=self.folder,
                env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None, (self.folder / "log.txt").read_text()
            assert time.monotonic() < deadline, "chroma does not start"
            time.sleep(0.05)
        return self

    def _answers(self):
        try:
            return httpx.get(f"{self.address}/api/v2/heartbeat", trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def stop(self):
        """Kill the server, as where its machine fails."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
