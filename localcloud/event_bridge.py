"""Pub/Sub push → CloudEvent: the stand-in for Eventarc between Cloud Storage and a function.

    python -m localcloud.event_bridge PORT TARGET_URL SERVICE_ACCOUNT

The function's status is returned to Pub/Sub, which redelivers everything not answered with 2xx.
"""

import argparse
import base64
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from localcloud.tokens import authorization

TIMEOUT_SECONDS = 120
FINALIZED = "google.cloud.storage.object.v1.finalized"


def cloud_event(message: dict[str, Any]) -> tuple[dict[str, str], bytes]:
    """Return the headers and body of Eventarc's CloudEvent (binary mode) for a storage notification."""
    attributes = message["attributes"]
    bucket, name = attributes["bucketId"], attributes["objectId"]
    headers = {
        "ce-specversion": "1.0",
        "ce-id": str(message["messageId"]),
        "ce-type": FINALIZED,
        "ce-source": f"//storage.googleapis.com/projects/_/buckets/{bucket}",
        "ce-subject": f"objects/{name}",
        "ce-time": message["publishTime"],
        "ce-bucket": bucket,
        "Content-Type": "application/json",
    }
    return headers, base64.b64decode(message["data"])


class Bridge(ThreadingHTTPServer):
    """A server that forwards pushes to one function, as a service account."""

    daemon_threads = True

    def __init__(self, port: int, target: str, account: str) -> None:
        super().__init__(("127.0.0.1", port), _Push)
        self.target = target
        self.account = account


class _Push(BaseHTTPRequestHandler):
    server: Bridge

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers, data = cloud_event(json.loads(body)["message"])
        headers |= authorization(self.server.account, self.server.target)
        try:
            status = requests.post(self.server.target, data=data, headers=headers, timeout=TIMEOUT_SECONDS).status_code
        except requests.RequestException:
            status = 503
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        print(format % args, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("target")
    parser.add_argument("account")
    options = parser.parse_args()
    Bridge(options.port, options.target, options.account).serve_forever()


if __name__ == "__main__":
    main()
