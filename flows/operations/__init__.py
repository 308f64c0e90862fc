"""Runs of the flows: what is scheduled and watched, which runs are alive, where their tasks run and what they show.

Nothing outside of this folder and `flows.pipeline` imports Prefect.
"""
