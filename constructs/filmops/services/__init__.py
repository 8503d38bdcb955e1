"""What is watched, one module a service: its objectives, its outage, its symptoms."""
