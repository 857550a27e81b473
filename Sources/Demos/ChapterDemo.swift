/// The demo of one chapter, where this folder is compiled for that chapter alone.
package enum ChapterDemo {
  package static var demo: any Demo {
    #if CHAPTER_0
      StepZeroDemo()
    #elseif CHAPTER_1
      NextTokenDemo()
    #elseif CHAPTER_2
      TextToNumbersDemo()
    #elseif CHAPTER_3
      AttentionDemo()
    #elseif CHAPTER_4
      GPTDemo()
    #elseif CHAPTER_5
      PretrainingDemo()
    #elseif CHAPTER_6
      FineTuningDemo()
    #elseif CHAPTER_7
      InstructionTuningDemo()
    #else
      ExtensionsDemo()
    #endif
  }
}
