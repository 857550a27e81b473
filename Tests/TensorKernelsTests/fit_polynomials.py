"""Derives the coefficients of the polynomials in `Sources/TensorKernels/Row+Functions.swift`.

    python3 Tests/TensorKernelsTests/fit_polynomials.py

Each polynomial is a smooth function's Chebyshev interpolation of degree 80 on an interval, cut off
after the degree that Float32 needs: nearly the best polynomial of that degree there is. Prints the
coefficients, the highest power first as the code uses them, and the largest error before and after
they are rounded to Float32; and asserts that they are those in the code. Needs numpy alone.
"""

import math
import re
from pathlib import Path

import numpy
from numpy.polynomial import chebyshev, polynomial

CODE = Path(__file__).resolve().parents[2] / "Sources/TensorKernels/Row+Functions.swift"
IN_CODE = [
    float(number.replace("_", ""))
    for number in re.findall(r"-?\d[\d_]*\.[\d_]+(?:e-?\d+)?", CODE.read_text())
]


def erf_over_x(s):
    """erf(√s) / √s, by its power series Σ (−s)ⁿ / (n! (2n + 1)) · 2/√π, at s from 0 to 1."""
    terms = [(-s) ** n / (math.factorial(n) * (2 * n + 1)) for n in range(25)]
    return 2 / math.sqrt(math.pi) * math.fsum(terms)


def log_erfc(x):
    return math.log(math.erfc(x))


def tanh_beyond_x(s):
    """(tanh(√s) / √s − 1) / s, whose value at 0 is −1/3."""
    if s < 0.01:  # Taylor's series: the difference would lose digits here.
        taylor = [-1 / 3, 2 / 15, -17 / 315, 62 / 2835, -1382 / 155925, 21844 / 6081075]
        return sum(c * s**n for n, c in enumerate(taylor))
    x = math.sqrt(s)
    return (math.tanh(x) / x - 1) / s


def fit(function, low, high, degree):
    """The polynomial in plain powers of x, the constant first."""
    def on_unit(u):
        return [function(low + (high - low) * (v + 1) / 2) for v in u]

    series = chebyshev.chebinterpolate(on_unit, 80)[: degree + 1]
    powers_of_u = chebyshev.cheb2poly(series)
    # u = (2x − low − high) / (high − low)
    u = [-(low + high) / (high - low), 2 / (high - low)]
    powers = numpy.zeros(1)
    for coefficient in reversed(powers_of_u):
        powers = polynomial.polyadd(polynomial.polymul(powers, u), [coefficient])
    return powers


def report(name, function, low, high, degree):
    coefficients = fit(function, low, high, degree)
    rounded = coefficients.astype(numpy.float32)
    points = numpy.linspace(low, high, 20_001)
    exact = numpy.array([function(x) for x in points])

    def error(c):
        return numpy.abs(polynomial.polyval(points, c.astype(numpy.float64)) - exact).max()

    print(f"{name}, from {low} to {high}, degree {degree}")
    for power, coefficient in reversed(list(enumerate(rounded))):
        print(f"  x^{power}  {coefficient:.8e}")
        assert any(math.isclose(coefficient, c, rel_tol=2e-6) for c in IN_CODE), "not in the code"
    print(f"  largest error {error(coefficients):.1e}, with Float32 coefficients {error(rounded):.1e}")


report("erf(√x) / √x", erf_over_x, 0.0, 1.0, 6)
report("ln erfc(x)", log_erfc, 1.0, 4.0, 8)
report("(tanh(√x) / √x − 1) / x", tanh_beyond_x, 0.0, 0.4225, 5)
