"""Firebase Auth: identities, accounts and passwords."""
