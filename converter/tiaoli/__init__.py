"""tiaoli (条理): Chinese reports to structured data."""
