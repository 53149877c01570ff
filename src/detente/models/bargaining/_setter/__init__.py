"""Engine of the setter model: win-sets on a line and in space."""
