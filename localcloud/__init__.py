"""The whole cloud on one machine, on loopback, for development and tests: `python -m localcloud`."""
