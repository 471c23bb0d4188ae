"""Pure geometry over the model: where things stand and how flows run."""
