"""The only room that meets a user's file formats, and the one writer that leaves a thing whole or not at all."""
