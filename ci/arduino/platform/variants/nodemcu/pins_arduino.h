// No pins: nothing here runs on a chip.
