"""Writes types.safetensors with the reference implementation of the format.

    pip install numpy ml_dtypes safetensors
    python make_fixtures.py

The values are simple formulas, which the tests compute again in Swift.
"""

from pathlib import Path

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

index = np.arange(12, dtype=np.float64)
tensors = {
    "single": ((index - 5) / 7).astype("<f4").reshape(3, 4),
    "half": np.array(
        [0, -0.0, 1, -2, 65504, 2**-14, 2**-24, -(2**-15), 0.1, np.inf, -np.inf, np.nan], "<f2"
    ).reshape(2, 6),
    "brain": np.array([0, 1, -1.5, 3.140625, 1e38, 1e-40, np.inf], ml_dtypes.bfloat16),
    "long": np.array([0, -1, 2**63 - 1, -(2**63)], "<i8"),
    "int": np.array([[5, -6], [2**31 - 1, -(2**31)]], "<i4"),
    "byte": np.array([0, 127, 128, 255], "u1"),
    "scalar": np.array(2.5, "<f4"),
    "nothing": np.zeros((0, 3), "<f4"),
}
save_file(
    tensors,
    Path(__file__).with_name("types.safetensors"),
    {"format": "np", "greeting": 'olá, "mundo"\n'},
)
