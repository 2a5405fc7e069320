"""What a comparison may be told to have found: typed judgements over numbers, and no words."""
