"""Pure rules of communication: the twenty-two guideline rules, the numbers they go by, and how handles are compared."""
