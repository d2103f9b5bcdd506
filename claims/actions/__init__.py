"""What people do with the record: each checks permission, changes, and is in the ledger, or none of it happens."""
