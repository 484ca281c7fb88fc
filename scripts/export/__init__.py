"""Take-away files: what they hold, an Excel workbook, CSV files."""
