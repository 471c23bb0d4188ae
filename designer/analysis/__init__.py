"""What a run says: figures, bottlenecks, comparisons."""
