"""Calibration: from data to a posterior over parameters, whether it can be trusted, and an ensemble for studies."""
