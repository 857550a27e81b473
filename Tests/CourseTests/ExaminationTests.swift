import CourseKit
import Testing

@testable import course

struct ExaminationTests {
  @Test(arguments: [
    ("Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget: x86_64-unknown-linux-gnu", true),
    ("Apple Swift version 6.4-dev (LLVM 1)", true), ("Swift version 7.0 (x)", true),
    ("Swift version 6.2.4 (x)", false), ("command not found", false), (nil, false),
  ])
  func `the toolchain must be 6.3 or later`(output: String?, isFine: Bool) {
    let finding = Examination.toolchain(saying: output, .english)
    #expect((finding.problem == nil) == isFine)
  }

  @Test func `little room on the disk is a problem`() {
    #expect(Examination.disk(freeGigabytes: 50, .english).problem == nil)
    let finding = Examination.disk(freeGigabytes: 1.25, .portuguese)
    #expect(finding.value == "1,2 GB livres")
    #expect(finding.problem?.contains("rm -rf .build") == true)
  }

  @Test func `the processor is read from what Linux says`() {
    let text = "processor\t: 0\nmodel name\t: A Processor\nflags\t\t: fpu sse2 avx2 fma avx512f\n"
    let processor = Hardware.processor(inLinux: text)
    #expect(processor.name == "A Processor")
    #expect(processor.vectors == ["AVX2", "FMA", "AVX-512"])
    #expect(Hardware.processor(inLinux: "Features : fp asimd").vectors == ["NEON"])
  }
}
