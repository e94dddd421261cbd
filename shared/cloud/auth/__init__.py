"""Firebase Auth: who asks, the accounts, the passwords."""
