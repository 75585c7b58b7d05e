"""Follow-ups: questions that lean on the ones before them, made to stand alone."""

from assistant.followup.rewriter import Rewriter, Rewriting, RuleRewriter, standing

__all__ = ["Rewriter", "Rewriting", "RuleRewriter", "standing"]
