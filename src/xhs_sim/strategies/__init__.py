"""What brands and creators may do. Strategies see what a brand sees, never the world."""
