@_exported import AttentionSolution
