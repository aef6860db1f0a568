"""The part that talks with platforms."""
