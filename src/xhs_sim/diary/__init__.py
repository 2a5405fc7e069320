"""The diary: what happened on a day as rows of the data dictionary, by subject.

Who acts says what happened; the functions here turn it into rows. Nothing here decides or changes anything.
"""
