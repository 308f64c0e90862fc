"""The floor: who holds it from sentence to sentence, what is nobody's speech, and how sure that is."""
