@_exported import NextTokenSolution
