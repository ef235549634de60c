"""The figures of ARCHITECTURE.md, measured side by side: `make bench`."""

import logging

# Streamlit speaks up when its screens run without a server, which is the point here.
logging.disable(logging.WARNING)
