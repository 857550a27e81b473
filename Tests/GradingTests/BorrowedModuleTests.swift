import Testing

@testable import Grading

@Suite struct BorrowedModuleTests {
  @Test(arguments: [
    "import AttentionSolution", "  import  AttentionSolution // only to look",
    "@testable import AttentionSolution",
    "@_exported import AttentionSolution", "private import AttentionSolution",
    "import func AttentionSolution.softmax",
    "@_spi(x) public import struct AttentionSolution.CausalMask",
    "import Tensors; import AttentionSolution",
  ])
  func `an import of the reference is seen, however it is written`(line: String) {
    let found = BorrowedModule.first(in: "import Tensors\n\n\(line)\nlet x = 1\n")
    #expect(found?.line == 3 && found?.module == "AttentionSolution")
  }

  @Test(arguments: [
    "import Attention", "// import AttentionSolution", "/// As in `import AttentionSolution`.",
    "let importAttentionSolution = 1", "import SolutionOfMine",
  ])
  func `other lines are not`(line: String) {
    #expect(BorrowedModule.first(in: "import Tensors\n\(line)\n") == nil)
  }
}
