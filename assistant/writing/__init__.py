"""Writing: answers by a chat model, each sentence with the words that it cites."""
