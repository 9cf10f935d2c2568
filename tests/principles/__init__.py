"""The domain: its declarations as a whole, and the gates of each register."""
