@_exported import ExtensionsSolution
