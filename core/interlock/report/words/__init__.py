"""The words for faults and findings, a file a stage; nowhere below this folder is anything said to the user."""
