"""Strength, mobility and jumping work: who may do which exercise, how much, and what makes up today's session."""
