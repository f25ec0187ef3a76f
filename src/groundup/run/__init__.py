"""End-to-end programs, one readable file each: `python -m groundup.run.NAME --tiny`."""
