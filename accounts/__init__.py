"""Who works here, what each may do, and the ledger of what people did."""
