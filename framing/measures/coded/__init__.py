"""What units coded by hand say: agreement of coders, errors of what was found, corrected estimates, how many."""
