"""What the commands of `parley` share: options, and what a person sees in the terminal."""
