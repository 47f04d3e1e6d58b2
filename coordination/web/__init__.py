"""Room: web. The door for people: sign-in, forms and pages (Flask)."""
