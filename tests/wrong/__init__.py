"""One wrong post, brand or tree for every code of the catalogue, each with its golden message."""
