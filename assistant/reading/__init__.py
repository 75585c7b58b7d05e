"""The reader: a small trained model that finds, judges and completes what is asked."""
