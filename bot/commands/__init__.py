"""Commands of `howareyou`, one file a family, loaded only when called."""
