"""The local cloud: the whole product on loopback, for development and tests: `python -m localcloud`."""
