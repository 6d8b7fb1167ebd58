"""Work that outlives a request: kept in the database until it is done."""
