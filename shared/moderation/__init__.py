"""Reports of what should not be there, and what moderators decide of it."""
