"""The only code that talks to Sheets."""
