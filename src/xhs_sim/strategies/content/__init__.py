"""Content of one's own: when notes appear, and what they are about."""
