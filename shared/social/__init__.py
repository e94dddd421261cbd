"""People together: friendships, blocks, and who may see whose things."""
