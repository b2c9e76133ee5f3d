"""The invented province in arrays: each block of people follows from the seed and the block's number alone."""
