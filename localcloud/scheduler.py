"""The stand-in for Cloud Scheduler: calls housekeeping on schedule while `make run` is running."""

import time
from collections.abc import Callable

import requests

from localcloud.tokens import authorization

TIMEOUT_SECONDS = 120
EVERY_SECONDS = {"/requests": 10, "/": 3600}  # in the cloud, /requests is called every five minutes


class Scheduler:
    """A scheduler that calls each path of a function when it is due, as a service account."""

    def __init__(self, url: str, account: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._account = account
        self._clock = clock
        now = clock()
        self._due = {path: now + seconds for path, seconds in EVERY_SECONDS.items()}

    def call_what_is_due(self) -> None:
        """Call the paths that are due; failures are in the function's log, and the next call is the retry."""
        now = self._clock()
        for path in (path for path, due in self._due.items() if due <= now):
            self._due[path] = now + EVERY_SECONDS[path]
            try:
                headers = authorization(self._account, self._url)
                requests.post(self._url + path, headers=headers, timeout=TIMEOUT_SECONDS)
            except requests.RequestException as error:
                print(f"Housekeeping did not respond: {error}", flush=True)
