"""The command line: one command a file, each thin; nothing heavy is imported before a command runs."""

from detente.cli._app import main

__all__ = ["main"]
