"""The door to content files: YAML and JSON Schema in, posts and problems with positions out."""
