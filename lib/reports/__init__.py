"""Documents of one publication: memo, slides, web page and pdf, all with the same numbers.

`content.py` says what stands in all of them and in which order; a format only sets it.
"""
