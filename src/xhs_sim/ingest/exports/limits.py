"""What a file may be at most, so that none takes the machine down: told before anything is read."""

from typing import Final

MEGABYTE: Final = 1 << 20
MOST_BYTES: Final = 2048 * MEGABYTE  # of a file of text
MOST_UNPACKED: Final = 256 * MEGABYTE  # of a workbook's parts together
MOST_SHARED_TEXT: Final = 96 * MEGABYTE  # of a workbook's shared strings, which are all held at once
MOST_JSON: Final = 64 * MEGABYTE  # of one JSON document; JSONL is read line by line
MOST_RECORDS: Final = 2_000_000  # in one JSON document, whatever is in them
LONGEST_LINE: Final = 4 * MEGABYTE  # the first rows of a table of text
MOST_ROWS: Final = 20_000_000
MOST_CELLS: Final = 27_000_000  # that are read of a table: each takes some 40 bytes on its way
