"""The only code that accesses the dex's collections."""
