"""Mentions to scored mentions: stance by word lists that name their words, or by models that one can defend.

Nothing is imported here: the lexicon scorer must not wait for the libraries that models need.
"""
