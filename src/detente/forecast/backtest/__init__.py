"""Backtests: what was forecast or raised as an alarm, by rules fixed before, beside what came."""
