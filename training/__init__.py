"""How every file that the engine ships was made: one command each, from data to file. The app never imports it."""
