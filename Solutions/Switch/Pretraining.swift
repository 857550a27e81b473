@_exported import PretrainingSolution
