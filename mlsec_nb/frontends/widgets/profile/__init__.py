"""What the views of datasets and of models have in common."""
