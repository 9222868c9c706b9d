"""What the screens share: base templates, the reason card, design tokens, static modules."""
