"""Six social networks simulated over real HTTP; shares nothing with the rest of aromatiza."""
