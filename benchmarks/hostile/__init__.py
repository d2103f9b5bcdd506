"""Hostile files of every kind, made when they are asked for, and what becomes of each."""
