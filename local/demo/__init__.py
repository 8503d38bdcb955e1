"""The main job, played through: production on the embedded AWS, from synth to a resolved page."""
