"""What was published: articles read, cleaned and cut into sentences."""
