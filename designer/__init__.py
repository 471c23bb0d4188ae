"""Process Designer: draw processes as nested workflows, simulate them, play them back."""
