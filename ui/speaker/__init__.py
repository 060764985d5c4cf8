"""The tab Speaker: how somebody of the Cast sounds, what is known of them, and what they have cost."""
