"""What a run leaves on disk: the data dictionary and its store."""
