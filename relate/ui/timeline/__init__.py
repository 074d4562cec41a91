"""What passed between people: theirs and mine on two indents, a silence drawn as the gap that it is."""
