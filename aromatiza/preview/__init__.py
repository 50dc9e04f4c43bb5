"""Previews: what each delivery would look like, as plain text or Markdown, before anything is published."""
