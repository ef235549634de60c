"""The only part of lib that draws."""
