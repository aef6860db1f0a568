"""What is thrown at every address of the bot, and what must not come back."""
