"""Users, roles, consent, and sharing between runner and clinician."""
