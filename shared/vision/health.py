"""The health check of the model's server, for functions that have neither its key nor its file."""

import requests

from shared.settings import Provider, settings

OPENAI_URL = "https://api.openai.com/v1"


def ping(timeout: float) -> object:
    """Check that the model's server responds; without a key, 401 counts. The local model has no server.

    Raises:
        OSError: it does not respond.

    """
    if settings().vision_provider is Provider.LOCAL:
        return None
    base = str(settings().openai_base_url or OPENAI_URL).rstrip("/")
    answer = requests.get(f"{base}/models", timeout=timeout)
    if answer.status_code >= requests.codes.server_error:
        raise requests.HTTPError(f"status {answer.status_code}")
    return answer
