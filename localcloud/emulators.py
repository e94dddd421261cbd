"""The emulators: how each is started, and the environment variables by which clients find it."""

import json
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from localcloud import prerequisites
from localcloud.prerequisites import ROOT
from localcloud.processes import Processes, answers, free_port, listens

PROJECT = "demo-biologidex"
REGION = "us-central1"
QUEUE = "background"
UPLOADS = "demo-biologidex-uploads"
MEDIA = "demo-biologidex-media"
TOPIC = "storage"
TASKS_ACCOUNT = f"tasks@{PROJECT}.iam.gserviceaccount.com"
TRIGGER_ACCOUNT = f"trigger@{PROJECT}.iam.gserviceaccount.com"
SCHEDULER_ACCOUNT = f"scheduler@{PROJECT}.iam.gserviceaccount.com"
TASKS_MAX_ATTEMPTS = 8


@dataclass(frozen=True)
class Emulators:
    """The ports of the emulators, and the folder that keeps their data between runs, if any."""

    data: Path | None
    work: Path

    @cached_property
    def ports(self) -> dict[str, int]:
        return {name: free_port() for name in ("firestore", "auth", "pubsub", "storage", "tasks", "bridge")}

    def address(self, name: str) -> str:
        return f"127.0.0.1:{self.ports[name]}"

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment variables by which official clients and the settings find the emulators."""
        return {
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "GOOGLE_APPLICATION_CREDENTIALS": str(_signing_key(self.work)),
            "FIRESTORE_EMULATOR_HOST": self.address("firestore"),
            "FIREBASE_AUTH_EMULATOR_HOST": self.address("auth"),
            "STORAGE_EMULATOR_HOST": f"http://{self.address('storage')}",
            "CLOUD_TASKS_EMULATOR_HOST": self.address("tasks"),
            "REGION": REGION,
            "TASKS_QUEUE": QUEUE,
            "UPLOADS_BUCKET": UPLOADS,
            "MEDIA_BUCKET": MEDIA,
            "FIREBASE_API_KEY": "local",
            "HASH_SECRET": "nothing-is-secret-here",
            "TASKS_SERVICE_ACCOUNT": TASKS_ACCOUNT,
            "TRIGGER_SERVICE_ACCOUNT": TRIGGER_ACCOUNT,
            "SCHEDULER_SERVICE_ACCOUNT": SCHEDULER_ACCOUNT,
            "TASKS_MAX_ATTEMPTS": str(TASKS_MAX_ATTEMPTS),
        }

    def start(self, processes: Processes, convert_url: str) -> None:
        """Start all emulators without waiting for them."""
        java, node = prerequisites.java(), prerequisites.node()
        commands: dict[str, list[str]] = {
            "auth": [node, "localcloud/auth_emulator.js", str(self.ports["auth"]), PROJECT],
            "firestore": [
                *(java, "-cp", str(prerequisites.firestore_jar()), prerequisites.firestore_main()),
                *(
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(self.ports["firestore"]),
                    "--rules",
                    str(ROOT / "firestore.rules"),
                ),
                *self._firestore_import(),
            ],
            "pubsub": [
                *(java, "-jar", str(prerequisites.pubsub_jar())),
                *("--host=127.0.0.1", f"--port={self.ports['pubsub']}"),
            ],
            "bridge": [
                *(sys.executable, "-m", "localcloud.event_bridge"),
                *(str(self.ports["bridge"]), convert_url, TRIGGER_ACCOUNT),
            ],
            "tasks": [sys.executable, "-m", "localcloud.tasks", str(self.ports["tasks"]), *self._tasks_data()],
        }
        for name, command in commands.items():
            processes.start(name, command, {}, ROOT)

    def wait(self, processes: Processes) -> None:
        """Wait until they respond, and create the resources that the functions expect."""
        processes.wait_until("The Pub/Sub emulator", answers(f"http://{self.address('pubsub')}"))
        self._subscribe()
        self._start_storage(processes)
        for name in ("tasks", "bridge"):
            processes.wait_until(name, listens(self.ports[name]))
        for name in ("storage", "firestore", "auth"):
            processes.wait_until(f"The {name} emulator", answers(f"http://{self.address(name)}/"))
        self._create_buckets()
        self._create_queue()
        if self.data:
            self._load_accounts(self.data)

    def _start_storage(self, processes: Processes) -> None:
        """Start Cloud Storage: after Pub/Sub, since it publishes to a topic that must exist."""
        record = ["filesystem", "-filesystem-root", str(self.data / "storage")] if self.data else ["memory"]
        address = self.address("storage")
        command = [
            *(str(prerequisites.storage_binary()), "-scheme", "http", "-host", "127.0.0.1"),
            *("-port", str(self.ports["storage"]), "-public-host", address, "-backend", *record),
            *("-event.pubsub-project-id", PROJECT, "-event.pubsub-topic", TOPIC),
            *("-event.bucket", UPLOADS, "-event.list", "finalize"),
            *("-cors-headers", "x-goog-content-length-range,x-goog-if-generation-match"),
        ]
        processes.start("storage", command, {"PUBSUB_EMULATOR_HOST": self.address("pubsub")}, ROOT)

    def _subscribe(self) -> None:
        base = f"http://{self.address('pubsub')}/v1/projects/{PROJECT}"
        topic = f"projects/{PROJECT}/topics/{TOPIC}"
        subscription = {
            "topic": topic,
            "pushConfig": {"pushEndpoint": f"http://{self.address('bridge')}/"},
            "ackDeadlineSeconds": 120,
            "retryPolicy": {"minimumBackoff": "1s", "maximumBackoff": "60s"},
        }
        for path, body in ((f"topics/{TOPIC}", {}), ("subscriptions/convert-image", subscription)):
            requests.put(f"{base}/{path}", json=body, timeout=30).raise_for_status()

    def _create_buckets(self) -> None:
        for bucket in (UPLOADS, MEDIA):
            url = f"http://{self.address('storage')}/storage/v1/b?project={PROJECT}"
            answer = requests.post(url, json={"name": bucket}, timeout=30)
            if answer.status_code != requests.codes.conflict:
                answer.raise_for_status()

    def _create_queue(self) -> None:
        import grpc
        from google.api_core.exceptions import AlreadyExists
        from google.cloud import tasks_v2
        from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport
        from google.protobuf.duration_pb2 import Duration

        channel = grpc.insecure_channel(self.address("tasks"))
        client = tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))
        parent = f"projects/{PROJECT}/locations/{REGION}"
        retry = tasks_v2.RetryConfig(
            max_attempts=TASKS_MAX_ATTEMPTS, min_backoff=Duration(seconds=1), max_backoff=Duration(seconds=60)
        )
        try:
            client.create_queue(parent=parent, queue={"name": f"{parent}/queues/{QUEUE}", "retry_config": retry})
        except AlreadyExists:  # kept from an earlier run
            return

    # Data kept between runs

    def _firestore_import(self) -> list[str]:
        exports = sorted(self.data.glob("firestore/*.overall_export_metadata")) if self.data else []
        return ["--import-data", str(exports[-1])] if exports else []

    def _tasks_data(self) -> list[str]:
        return ["--data", str(self.data / "tasks.json")] if self.data else []

    def save(self) -> None:
        """Write the emulators' in-memory data to the data folder."""
        if self.data is None:
            return
        self._save_firestore(self.data)
        url = f"http://{self.address('auth')}/identitytoolkit.googleapis.com/v1/projects/{PROJECT}/accounts:batchGet"
        accounts = requests.get(url, params={"maxResults": -1}, headers=_OWNER, timeout=60)
        accounts.raise_for_status()
        (self.data / "accounts.json").write_text(json.dumps(accounts.json().get("users", [])))

    def _save_firestore(self, data: Path) -> None:
        body = {
            "database": f"projects/{PROJECT}/databases/(default)",
            "export_directory": str(data),
            "export_name": "firestore",
        }
        url = f"http://{self.address('firestore')}/emulator/v1/projects/{PROJECT}:export"
        requests.post(url, json=body, timeout=60).raise_for_status()

    def _load_accounts(self, data: Path) -> None:
        record = data / "accounts.json"
        users: list[dict[str, Any]] = json.loads(record.read_text()) if record.exists() else []
        url = f"http://{self.address('auth')}/identitytoolkit.googleapis.com/v1/projects/{PROJECT}/accounts:batchCreate"
        if users:
            requests.post(url, json={"users": users}, headers=_OWNER, timeout=60).raise_for_status()


_OWNER = {"Authorization": "Bearer owner"}


def _signing_key(work: Path) -> Path:
    """Return a service account's key file with a newly generated key, which signs upload URLs."""
    path = work / "service-account.json"
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        account = {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key": pem.decode(),
            "client_email": f"functions@{PROJECT}.iam.gserviceaccount.com",
            "token_uri": "http://127.0.0.1/token",
        }
        path.write_text(json.dumps(account))
    return path
