"""A user's own files: read, checked row by row, with errors that say where."""
