"""The models that name animals, behind one interface."""

from shared.settings import Provider as Name
from shared.settings import settings
from shared.vision.providers.base import Provider


def provider() -> Provider:
    """Return the provider chosen in the settings."""
    if settings().vision_provider is Name.OPENAI:
        from shared.vision.providers.openai import OpenAIProvider

        return OpenAIProvider()
    from shared.vision.providers.local import LocalProvider

    return LocalProvider()
