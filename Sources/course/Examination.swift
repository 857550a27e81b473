import Catalogue
import Console
import CourseKit
import Foundation

/// The result of one check.
struct ExaminationFinding: Equatable {
  let subject: String
  var value: String
  /// One sentence on what is wrong and what to do; nil if nothing is wrong.
  var problem: String?
}

/// Checks the toolchain, the machine and the folder, in that order.
struct Examination {
  let project: Project?
  let language: Language

  func findings() -> [ExaminationFinding] {
    var findings = [
      Examination.toolchain(saying: programOutput(of: ["swift", "--version"]), language),
      processor, memory,
    ]
    if let project {
      findings += [disk(project), buildFolder(project)]
    } else {
      findings.append(
        ExaminationFinding(
          subject: language.text("course folder", "pasta do curso"), value: "–",
          problem: language.text(
            "This is not the course's folder: go to the one that has Package.swift and Solutions.",
            "Esta não é a pasta do curso: vá para a que tem Package.swift e Solutions.")))
    }
    return findings + [track, spokenLanguage]
  }

  // MARK: The toolchain

  /// Requires Swift 6.3, which introduced module selectors and the event stream's format.
  static func toolchain(saying output: String?, _ language: Language) -> ExaminationFinding {
    let subject = "Swift"
    guard let output, let match = output.firstMatch(of: /Swift version ([0-9]+)\.([0-9]+)[^ \n]*/),
      let major = Int(match.1), let minor = Int(match.2)
    else {
      return ExaminationFinding(
        subject: subject, value: "–",
        problem: language.text(
          "The command swift is not found or does not run: install Swift 6.3 from swift.org/install "
            + "and open a new terminal.",
          "O comando swift não foi encontrado ou não roda: instale o Swift 6.3 (swift.org/install) e "
            + "abra um novo terminal."))
    }
    let version = String(match.output.0.dropFirst("Swift version ".count))
    guard (major, minor) >= (6, 3) else {
      return ExaminationFinding(
        subject: subject, value: version,
        problem: language.text(
          "The course needs Swift 6.3 or later: install it from swift.org/install.",
          "O curso precisa do Swift 6.3 ou mais novo: baixe-o em swift.org/install."))
    }
    return ExaminationFinding(subject: subject, value: version)
  }

  // MARK: The machine

  private var processor: ExaminationFinding {
    let processor = Hardware.processor()
    var value = processor.name + ", "
    value += language.text("\(Hardware.cores) cores", "\(Hardware.cores) núcleos")
    if !processor.vectors.isEmpty { value += ", " + processor.vectors.joined(separator: ", ") }
    var finding = ExaminationFinding(
      subject: language.text("processor", "processador"), value: value)
    if Hardware.isX86, !processor.vectors.contains(where: { $0.hasPrefix("AVX2") }) {
      finding.problem = language.text(
        "Without AVX2 the main job takes several times as long: take a newer machine for it, or "
          + "gpt --quick; the exercises are not slower.",
        "Sem AVX2 o trabalho principal leva várias vezes mais tempo: use para ele uma máquina mais nova ou "
          + "gpt --quick; os exercícios não ficam mais lentos.")
    }
    return finding
  }

  private var memory: ExaminationFinding {
    let gigabytes = Double(ProcessInfo.processInfo.physicalMemory) / 1e9
    var finding = ExaminationFinding(
      subject: language.text("memory", "memória"), value: Examination.gigabytes(gigabytes, language)
    )
    if gigabytes < 3.5 {
      finding.problem = language.text(
        "Building takes up to 4 GB: close other programs, or build with swift build -j 1.",
        "Compilar ocupa até 4 GB: feche outros programas ou compile com swift build -j 1.")
    }
    return finding
  }

  private func disk(_ project: Project) -> ExaminationFinding {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: project.path)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.doubleValue ?? 0
    return Examination.disk(freeGigabytes: free / 1e9, language)
  }

  static func disk(freeGigabytes: Double, _ language: Language) -> ExaminationFinding {
    var finding = ExaminationFinding(
      subject: language.text("disk", "disco"),
      value: gigabytes(freeGigabytes, language) + language.text(" free", " livres"))
    if freeGigabytes < 3 {
      finding.problem = language.text(
        "Both builds take about 3 GB: make room, or remove the old build with rm -rf .build.",
        "As duas compilações ocupam cerca de 3 GB: libere espaço ou apague a anterior com rm -rf .build."
      )
    }
    return finding
  }

  private static func gigabytes(_ number: Double, _ language: Language) -> String {
    decimal(number, 1, language) + " GB"
  }

  // MARK: The course

  /// A build folder copied from elsewhere contains absolute paths of the original location.
  func buildFolder(_ project: Project) -> ExaminationFinding {
    let folder = project.path + "/.build"
    var finding = ExaminationFinding(
      subject: language.text("build folder", "pasta de compilação"), value: ".build")
    guard FileManager.default.fileExists(atPath: folder) else {
      finding.value = language.text("none yet", "ainda não há")
      return finding
    }
    guard FileManager.default.isWritableFile(atPath: folder),
      FileManager.default.isWritableFile(atPath: project.path + "/Exercises")
    else {
      finding.problem = language.text(
        "The course's folder may not be written: copy it to a place of your own.",
        "Não é permitido escrever na pasta do curso: copie-a para um lugar seu.")
      return finding
    }
    if let plan = FileManager.default.contents(atPath: folder + "/debug.yaml"),
      plan.range(of: Data("\(folder)/".utf8)) == nil
    {
      finding.problem = language.text(
        "It was made in another place and does not fit this one: remove it with rm -rf .build; the next "
          + "build makes it anew.",
        "Ela foi feita em outro lugar e não serve para este: apague-a com rm -rf .build; a próxima "
          + "compilação cria outra.")
    }
    return finding
  }

  private var track: ExaminationFinding {
    let subject = language.text("chapters", "capítulos")
    do {
      return ExaminationFinding(
        subject: subject, value: try ChosenTrack.current().sentence(language))
    } catch {
      return ExaminationFinding(
        subject: subject, value: ProcessInfo.processInfo.environment["SOLUTIONS"] ?? "",
        problem: "\(error)")
    }
  }

  private var spokenLanguage: ExaminationFinding {
    ExaminationFinding(
      subject: language.text("language", "idioma"),
      value: language.text(
        "English (COURSE_LANGUAGE=pt-BR for Portuguese)",
        "português (COURSE_LANGUAGE=en para inglês)"))
  }
}
