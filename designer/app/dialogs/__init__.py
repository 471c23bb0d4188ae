"""Dialogs, where a bar or a panel would not do."""
