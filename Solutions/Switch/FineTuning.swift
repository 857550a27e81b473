@_exported import FineTuningSolution
