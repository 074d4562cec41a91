"""What the exports of Facebook, Instagram and Threads have in common: formats/social.md 3 to 5."""
