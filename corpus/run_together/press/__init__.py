"""A press archive glued together: where its articles begin, their titles and kinds."""
