"""Labels that contradict the features: probabilities that never saw the row, and a model of the noise."""
