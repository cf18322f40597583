"""Files at the desk: handed in, looked at before anything is written, taken over."""
