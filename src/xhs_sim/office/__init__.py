"""Results for the tools of an office: one workbook, or a folder of CSV files."""

from .files import write_csv_files, write_workbook
from .tables import study_tables

__all__ = ["study_tables", "write_csv_files", "write_workbook"]
