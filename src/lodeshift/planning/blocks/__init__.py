"""One physical or economic law per file. Blocks meet only in the balance and in the accounts."""
