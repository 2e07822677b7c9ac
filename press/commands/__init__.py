"""Commands: one module each, which reads like the steps of the trade."""
