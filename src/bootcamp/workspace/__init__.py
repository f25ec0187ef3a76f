"""The learner's folder: their own package, their attempts, and the importer that fills its blanks."""
