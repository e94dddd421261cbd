"""Queries through the gcloud command."""

import json
import subprocess
from typing import Any

from shared.settings import settings


class GcloudError(Exception):
    """gcloud is missing or failed; the message is its own."""


def ask(*words: str) -> Any:
    """Run `gcloud` for the project and return its answer.

    Raises:
        GcloudError: gcloud is not installed, or the command failed.

    """
    command = ["gcloud", *words, f"--project={settings().google_cloud_project}", "--format=json", "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except FileNotFoundError:
        raise GcloudError("gcloud is not installed") from None
    except subprocess.CalledProcessError as error:
        said, *_ = error.stderr.strip().splitlines() or [f"it ended with status {error.returncode}"]
        raise GcloudError(f"gcloud {' '.join(words[:3])}: {said}") from None
    return json.loads(done.stdout or "null")


def is_used() -> bool:
    """Return whether this is the cloud; gcloud knows nothing of a local cloud."""
    return settings().cloud_tasks_emulator_host is None
