"""Search: plan queries from intent, find notes by word, show results, count what follows."""
