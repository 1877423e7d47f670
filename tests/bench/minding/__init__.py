"""Measuring what operators are told."""
