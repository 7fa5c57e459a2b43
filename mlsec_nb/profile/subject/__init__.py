"""A model as the questions see it: any library's, asked in one way, never changed."""
