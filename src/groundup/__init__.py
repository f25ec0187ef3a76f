"""The research stack that the course builds, part by part. Each part can be read alone."""
