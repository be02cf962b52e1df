"""Pages of retention, holds and disposals."""
