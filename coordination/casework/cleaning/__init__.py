"""Room: casework. A file from outside is cleaned here before it is kept, in a process of its own without any key."""
