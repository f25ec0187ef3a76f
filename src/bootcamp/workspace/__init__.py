"""The learner's folder: their package, their attempts, and the importer that fills blanks."""
