"""What Google's own command knows of the project."""

import json
import subprocess
from typing import Any

from shared.settings import settings


class GcloudError(Exception):
    """The command is not there, or refuses; the message says what it says."""


def ask(*words: str) -> Any:
    """Run `gcloud` about the project; return its answer.

    Raises:
        GcloudError: it is not installed, or it refuses.

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
    """Tell whether this is the cloud; on one machine there is nothing that gcloud knows."""
    return settings().cloud_tasks_emulator_host is None
