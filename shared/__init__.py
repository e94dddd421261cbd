"""What every function is deployed with: the domain, and the cloud and HTTP layers below it."""

import gc
import os

# Else pydantic looks through every installed package for plugins at its first model: 0.02 s of each cold start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Little of what an import makes is garbage; looking for it after every 2,000 objects is 4 % of a cold start.
gc.set_threshold(50_000)
