"""The judge: a warm process that forks for each run, and what it says."""
