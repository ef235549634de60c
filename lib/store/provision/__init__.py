"""Making the Google spreadsheets right: what stands, what should, and the requests between.

Nothing is ever deleted here, and no cell below a header is written.
"""
