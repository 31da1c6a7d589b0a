"""Coding by hand: codebooks, samples of mentions to code, sheets out and in, the codes of people."""
