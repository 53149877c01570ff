"""Backtests: what was forecast, by rules fixed before, beside what came."""
