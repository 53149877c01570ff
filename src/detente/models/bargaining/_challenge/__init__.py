"""Engine of the challenge (expected utility) model: rules, compiled kernel, numpy reference, account in words."""
