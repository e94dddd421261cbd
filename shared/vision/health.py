"""Whether the model's server answers, for functions that have neither its key nor its file."""

import requests

from shared.settings import Provider, settings

OPENAI_URL = "https://api.openai.com/v1"


def ping(timeout: float) -> object:
    """Ask the model's server for a sign of life: without a key, so 401 is one. The local model has no server.

    Raises:
        OSError: there is none.

    """
    if settings().vision_provider is Provider.LOCAL:
        return None
    base = str(settings().openai_base_url or OPENAI_URL).rstrip("/")
    answer = requests.get(f"{base}/models", timeout=timeout)
    if answer.status_code >= requests.codes.server_error:
        raise requests.HTTPError(f"status {answer.status_code}")
    return answer
