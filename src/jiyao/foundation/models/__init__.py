"""What the foundation keeps."""
