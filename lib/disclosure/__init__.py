"""What may leave the team, in numbers: which counts are shown, and what a reader makes of them."""
