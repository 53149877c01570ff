"""Backtests: what detectors and projections of event data are worth on data whose course is known."""
