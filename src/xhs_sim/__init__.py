"""Agent-based simulation of a content platform for trying strategies before spending money."""

__version__ = "0.1.0"
