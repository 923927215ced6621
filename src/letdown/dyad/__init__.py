"""Mother and infant as one system: their records, the wiring of the stages, and a mother with her parameters.

``records`` holds parameters, inputs, state and signals; ``wiring`` is the one file that knows the order of the stages;
``mother`` reads and changes parameters by name.
"""

from letdown.dyad.mother import Mother as Mother
from letdown.dyad.mother import changes_between as changes_between
from letdown.dyad.mother import parameter_fields as parameter_fields
from letdown.dyad.mother import parameter_value as parameter_value
from letdown.dyad.mother import paths_of as paths_of
from letdown.dyad.mother import with_parameters as with_parameters
from letdown.dyad.records import DEFAULTS as DEFAULTS
from letdown.dyad.records import ENGINES as ENGINES
from letdown.dyad.records import Parameters as Parameters
