"""The models that name animals, behind one interface."""

import requests

from shared.settings import Provider as Name
from shared.settings import settings
from shared.vision.providers.base import Provider

OPENAI_URL = "https://api.openai.com/v1"


def provider() -> Provider:
    """Return the model that the settings name."""
    if settings().provider is Name.OPENAI:
        from shared.vision.providers.openai import OpenAIProvider

        return OpenAIProvider()
    from shared.vision.providers.local import LocalProvider

    return LocalProvider()


def ping(timeout: float) -> object:
    """Ask the model's server for a sign of life: without a key, so 401 is one. The local model's file must be there.

    Raises:
        OSError: there is none.

    """
    if settings().provider is Name.LOCAL:
        return settings().local_model_path.stat()
    base = str(settings().openai_base_url or OPENAI_URL).rstrip("/")
    answer = requests.get(f"{base}/models", timeout=timeout)
    if answer.status_code >= requests.codes.server_error:
        raise requests.HTTPError(f"status {answer.status_code}")
    return answer
