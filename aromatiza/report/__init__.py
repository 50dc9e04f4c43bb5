"""Problems as people and machines read them: a terminal, GitHub, code scanning. Values in, text out."""
