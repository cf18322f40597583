"""The pages of the chapter `voice`, by family."""
