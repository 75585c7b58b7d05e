"""Language: sentences, numbers, times and words, by one grammar for articles and questions."""
