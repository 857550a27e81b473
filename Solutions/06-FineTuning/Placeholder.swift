// Chapter 6 goes here.
