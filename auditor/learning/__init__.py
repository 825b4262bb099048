"""Trained classifiers: features, prediction, training, evaluation."""
