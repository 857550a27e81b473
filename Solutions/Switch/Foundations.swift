@_exported import FoundationsSolution
