"""The key of an encrypted file: wrapped by a passphrase and by a recovery key, never kept open on disk."""
