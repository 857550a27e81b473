// The grader of chapter 6 goes here.
