"""durchstarten: counts a funded programme's deliveries and writes the official statement."""

__version__ = "0.1.0"
