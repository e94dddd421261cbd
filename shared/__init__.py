"""What every function is deployed with: the domain, and the cloud and HTTP layers below it."""

import os

# Else pydantic looks through every installed package for plugins at its first model: 0.02 s of each cold start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
