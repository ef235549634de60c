"""The figures of ARCHITECTURE.md, measured side by side: `make bench`."""
