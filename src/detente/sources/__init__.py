"""What comes in from outside: articles as documents, and the client of a language model. Bounded, and never trusted."""

from detente.sources.opening import Opened, Stated, open_articles

__all__ = ["Opened", "Stated", "open_articles"]
