"""Routes of retention, holds and disposals."""
