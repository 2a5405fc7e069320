"""What a brand may do with live sessions."""
