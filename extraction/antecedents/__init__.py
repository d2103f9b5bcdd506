"""Who a pronoun means: figures of the text, traits of pronoun and figure, a trained scorer, and one scene of all."""

from extraction.antecedents.figures import PRONOUNS, Figure
from extraction.antecedents.scene import FAR, LIKELY, NOBODY, Finding, Scene, is_stranger, pointed_at

__all__ = ["FAR", "LIKELY", "NOBODY", "PRONOUNS", "Figure", "Finding", "Scene", "is_stranger", "pointed_at"]
