@_exported import TransformerSolution
