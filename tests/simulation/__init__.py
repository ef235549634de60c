"""Proof by simulation that a save is never lost, doubled, mixed with another or misplaced."""
