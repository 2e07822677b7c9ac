"""Job tickets: what a print room must know of one job, on paper, as JSON and as JDF."""
