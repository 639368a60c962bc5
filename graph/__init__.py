"""Roles, moves, transition paths, skill gaps, and the NetworkX view."""
