"""What the record says: retrieval, evidence, and answers made of cited quotations."""
