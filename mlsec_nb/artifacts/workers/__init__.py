"""Programs that read with native libraries in a process of their own, where a crash or a hang costs nothing.

They are run as scripts and import nothing of the project.
"""
