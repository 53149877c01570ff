"""Engine of the spatial model of politics: rules, compiled kernel, numpy reference, account in words."""
