"""What readings come to together: statements, copies and relays, agreement of readers, linked data."""
