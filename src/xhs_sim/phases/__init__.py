"""The phases of a day: each reads the world and says what happens; the world applies it."""
