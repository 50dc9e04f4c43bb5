"""Social posts as code: a post is a YAML file, a pull request its review, a merge its publication."""

__version__ = "0.1.0"
