"""Cloud Scheduler's part: calls housekeeping at its times, as long as `make run` runs."""

import time
from collections.abc import Callable

import requests

from localcloud.tokens import authorization

TIMEOUT_SECONDS = 120
EVERY_SECONDS = {"/requests": 10, "/": 3600}  # in the cloud, /requests is called every five minutes


class Scheduler:
    """Calls each path of a function when it is due, as a service account."""

    def __init__(self, url: str, account: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._account = account
        self._clock = clock
        now = clock()
        self._due = {path: now + seconds for path, seconds in EVERY_SECONDS.items()}

    def call_what_is_due(self) -> None:
        """Call what is due; what fails is in the function's log, and is called again when it is due again."""
        now = self._clock()
        for path in (path for path, due in self._due.items() if due <= now):
            self._due[path] = now + EVERY_SECONDS[path]
            try:
                headers = authorization(self._account, self._url)
                requests.post(self._url + path, headers=headers, timeout=TIMEOUT_SECONDS)
            except requests.RequestException as error:
                print(f"Housekeeping did not answer: {error}", flush=True)
