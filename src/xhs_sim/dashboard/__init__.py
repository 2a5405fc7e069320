"""The dashboard: look around in finished and running studies, change a lever, take pictures to the review.

From a folder of results to a page: ``shelf`` finds studies, ``frames`` reads their tables and keeps what it read,
``charts`` turns frames into pictures for the browser, ``views`` puts a study on the page, ``what_if`` asks a small
simulation anew. It reads what commands wrote, and writes only into a folder of its own.
"""
