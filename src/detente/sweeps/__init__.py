"""Many runs of one case: what varies, the design, the engines that run it, the folder that holds it, what it shows."""
