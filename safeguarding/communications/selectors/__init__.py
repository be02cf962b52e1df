"""Named reads over accounts and contacts. Each starts from what the user may see."""
