/// What every chapter imports: ``todo(_:file:line:)``, texts in two languages, errors and numbers in words, and
/// with them all of Modeling.
@_exported import Modeling
