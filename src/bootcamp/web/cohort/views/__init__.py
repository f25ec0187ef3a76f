"""Pages. A view fetches what its person may see, calls one verb, renders."""
