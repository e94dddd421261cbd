"""The local cloud's stack: emulators, functions and Hosting."""

import json
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import Self

from localcloud import prerequisites
from localcloud.emulators import Emulators
from localcloud.prerequisites import ROOT
from localcloud.processes import Processes, answers, free_port, in_use, listens

FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/main.py"))
CLOUD_EVENT_FUNCTIONS = {"convert_image"}


class PortInUseError(Exception):
    """The web port is already in use."""


class Stack:
    """A context manager that starts the local cloud and leaves nothing running."""

    def __init__(self, work: Path, *, web_port: int | None = None, data: Path | None = None) -> None:
        if web_port and in_use(web_port):
            raise PortInUseError(f"Port {web_port} is in use: stop what listens there, or choose another with PORT=….")
        for folder in (work, data):
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
        self.web_port = web_port or free_port()
        self.emulators = Emulators(data.resolve() if data else None, work)
        self.processes = Processes(work / "logs")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @cached_property
    def function_urls(self) -> dict[str, str]:
        return {name: f"http://127.0.0.1:{free_port()}" for name in FUNCTIONS}

    @cached_property
    def environment(self) -> dict[str, str]:
        """The settings of every function."""
        urls = {
            "CONVERT_URL": "convert_image",
            "IDENTIFY_URL": "identify_animal",
            "HOUSEKEEPING_URL": "housekeeping",
        }
        keyed = "OPENAI_API_KEY" in os.environ
        model = {"VISION_PROVIDER": os.environ.get("VISION_PROVIDER", "openai")} if keyed else {}
        addresses = {name: self.function_urls[function] for name, function in urls.items()}
        return {**model, **self.emulators.environment, **addresses}

    def __enter__(self) -> Self:
        try:
            self.emulators.start(self.processes, self.function_urls["convert_image"])
            for name in FUNCTIONS:
                self.start_function(name)
            self._start_hosting()
            self.emulators.wait(self.processes)
            for name in FUNCTIONS:
                self.wait_for_function(name)
            self.processes.wait_until("Hosting", answers(self.url))
        except BaseException:
            self.processes.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.emulators.save()
        finally:
            self.processes.stop()

    def start_function(self, name: str) -> None:
        """Start a function under functions-framework, as Cloud Run does."""
        environment = {**self.environment, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.processes.start(name, self.serving(name, f"functions/{name}/main.py"), environment, ROOT)

    def serving(self, name: str, source: str) -> list[str]:
        """Return the command that serves a function's source at its address."""
        kind = "cloudevent" if name in CLOUD_EVENT_FUNCTIONS else "http"
        return [
            *(sys.executable, "-m", "functions_framework", "--target", "main"),
            *("--source", source, "--signature-type", kind),
            *("--host", "127.0.0.1", "--port", self.function_urls[name].rpartition(":")[2]),
        ]

    def wait_for_function(self, name: str) -> None:
        self.processes.wait_until(name, listens(int(self.function_urls[name].rpartition(":")[2])))

    def _start_hosting(self) -> None:
        command = [
            *(prerequisites.node(), "localcloud/hosting.js", "firebase.json"),
            *(str(self.web_port), json.dumps(self.function_urls)),
        ]
        self.processes.start("hosting", command, self.emulators.environment, ROOT)
