"""Pictures of pages as they are served: drawn where no file can do harm, and kept on the disk."""
