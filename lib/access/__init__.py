"""Who asks, and what may they see and do: pure, one policy for pages, reads and writes."""
