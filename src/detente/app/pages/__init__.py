"""Pages of a case: each file is one page under the name `PAGE`, and the menu follows by listing."""
