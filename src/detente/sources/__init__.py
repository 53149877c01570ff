"""What comes in from outside: articles, event data and feeds, tables, a language model's client. Bounded, and never trusted."""

from detente.sources.opening import Opened, Stated, open_articles

__all__ = ["Opened", "Stated", "open_articles"]
