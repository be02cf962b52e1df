"""Reading what is due, held and disposed of."""
