"""Models of how actors settle: bargaining, and later conflict graphs and crisis games."""
