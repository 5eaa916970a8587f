//! The rules: conflicts in, findings out. One rule is one file.
