"""Hours to weeks: what refills the breast, and what its milk is made of. So far, the fat of a feed."""
