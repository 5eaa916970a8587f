//! Go source text as a program, for unit tests.

use crate::program::{Bodies, FileIdx, InputFile, Program, STUBS, link};
use crate::read::StubFacts;
use crate::syntax::FileParser;

/// Links Go source text. Several files are told apart by lines `-- folder/file.go --`; the folder is the import
/// path. What comes before the first such line, if anything does, is the file `m/m.go`.
pub(crate) fn program(text: &str) -> Program {
    let mut files: Vec<(&str, String)> = vec![("m/m.go", String::new())];
    for line in text.lines() {
        match line.strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            Some(name) => files.push((name, String::new())),
            None => {
                if let Some((_, body)) = files.last_mut() {
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
    }
    files.retain(|(_, body)| !body.trim().is_empty());
    let mut parser = FileParser::new();
    let inputs = files.iter().zip(0..).map(|((name, body), source)| {
        let facts = parser.read(body.as_bytes());
        assert!(facts.errors.is_empty(), "{name} does not parse: {:?}", facts.errors);
        InputFile {
            facts,
            source,
            module: 0,
            import_path: name.rsplit_once('/').map_or("m", |(folder, _)| folder).to_owned(),
            reported: true,
            test: false,
            shares_loop_vars: false,
        }
    });
    let inputs = inputs.collect();
    let stubs = (STUBS.iter().enumerate())
        .map(|(number, (_, text))| StubFacts { number, facts: parser.read(text.as_bytes()) })
        .collect();
    link(inputs, stubs, &|module, path| vec![(module, path.to_owned())])
}

/// Resolves all bodies of a program.
pub(crate) fn bodies(program: &Program) -> Vec<Bodies<'_>> {
    let code = program.files.iter().map(|file| file.facts.code.clone());
    code.zip(0..).map(|(code, file)| Bodies::of(program, code, FileIdx::new(file))).collect()
}
