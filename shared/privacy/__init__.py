"""Everything that is held about a person: handing it out, and deleting it."""
