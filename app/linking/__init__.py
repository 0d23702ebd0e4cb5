"""Two files, no workspace: who of the one is in the other?"""
