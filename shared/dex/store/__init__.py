"""The only code that touches the dex's collections."""
