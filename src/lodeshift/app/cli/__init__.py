"""The command line. Each module registers its commands; heavy imports happen inside the commands."""
