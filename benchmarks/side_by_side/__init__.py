"""What `benchmarks/speed.py` measures side by side: the texts, the words, the peers, ours, the rounds, the chart."""
