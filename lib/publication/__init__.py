"""Publications: what the committee reads, frozen on a reporting date.

`draft` counts and protects, `publication` freezes and reads back, `difference` compares two of
them, `sentences` drafts the words of a topic.
"""
