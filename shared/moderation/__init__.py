"""Reports of inappropriate content, and moderators' decisions."""
