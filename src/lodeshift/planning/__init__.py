"""Which capacity to build where and when, with what power. One law per file in `blocks/`."""
