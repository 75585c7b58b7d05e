"""Language: sentences, numbers, times and words, parsed alike in articles and questions."""
