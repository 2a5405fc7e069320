"""Watch a small market in the browser."""
