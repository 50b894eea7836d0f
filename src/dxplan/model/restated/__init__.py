"""Targets of plans restated to another day: what a place has inherited."""
