"""The default parameter set from the evidence, reproducibly.

``priors`` says which parameters are estimated and what is held about them before; ``misfit`` how far the model lies from the
fitted experiments; ``fitting`` moves the parameters; ``reporting`` says what came out, how sure, and what informs what.
"""

from letdown.calibrate.fitting import Fit as Fit
from letdown.calibrate.fitting import calibrate as calibrate
from letdown.calibrate.priors import PRIORS as PRIORS
from letdown.calibrate.priors import Prior as Prior
from letdown.calibrate.reporting import shipped_report as shipped_report
