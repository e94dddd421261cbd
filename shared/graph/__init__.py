"""The evolutionary tree: what a viewer may see of everybody's animals, in its place in the tree of life."""
