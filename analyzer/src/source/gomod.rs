//! What of go.mod and go.work matters here.

/// What a go.mod or a go.work says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GoMod {
    /// The module path; empty in a go.work.
    pub(super) module: String,
    /// The `go` directive.
    pub(super) go: Option<(u32, u32)>,
    /// The paths of required modules.
    pub(super) requires: Vec<String>,
    /// Replaced module paths with the folder that stands in, as written.
    pub(super) replaces: Vec<(String, String)>,
    /// The folders of a go.work's modules, as written.
    pub(super) uses: Vec<String>,
    /// The folders that packages are not to be looked for in, as written.
    pub(super) ignores: Vec<String>,
}

impl GoMod {
    /// Reads a go.mod.
    pub(super) fn module(text: &str) -> Result<Self, String> {
        let file = Self::parse(text)?;
        if file.module.is_empty() { Err("there is no module line".to_owned()) } else { Ok(file) }
    }

    /// Reads a go.work, or a go.mod without asking for its module line. Directives that are not known are passed over:
    /// newer Go releases add some.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut file = Self::default();
        // The directive of the block that is open, and the line on which it began.
        let mut block: Option<(String, usize)> = None;
        for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
            let at = index + 1;
            let words =
                words(line).ok_or_else(|| format!("line {at}: a quotation mark is missing"))?;
            let Some(first) = words.first() else { continue };
            match &block {
                Some(_) if first == ")" => block = None,
                Some((directive, _)) => file.directive(directive, &words, at)?,
                None if words.len() == 2 && words[1] == "(" => block = Some((first.clone(), at)),
                None if words.len() == 3 && words[1] == "(" && words[2] == ")" => {}
                None => file.directive(first, &words[1..], at)?,
            }
        }
        match block {
            Some((directive, at)) => Err(format!("line {at}: `{directive} (` is not closed")),
            None => Ok(file),
        }
    }

    fn directive(&mut self, name: &str, words: &[String], at: usize) -> Result<(), String> {
        let malformed = || format!("line {at}: the {name} line is malformed");
        match (name, words) {
            ("module", [path]) if self.module.is_empty() => self.module.clone_from(path),
            ("go", [version]) => self.go = Some(release(version).ok_or_else(malformed)?),
            ("require", [path, _version]) => self.requires.push(path.clone()),
            ("use", [folder]) => self.uses.push(folder.clone()),
            ("ignore", [folder]) => self.ignores.push(folder.clone()),
            ("replace", words) => match words.iter().position(|word| word == "=>") {
                Some(1 | 2) if matches!(words.len(), 3..=5) => {
                    let target = words.last().cloned().unwrap_or_default();
                    if target.starts_with("./")
                        || target.starts_with("../")
                        || target == "."
                        || target == ".."
                        || std::path::Path::new(&target).is_absolute()
                    {
                        self.replaces.push((words[0].clone(), target));
                    }
                }
                _ => return Err(malformed()),
            },
            ("module" | "go" | "require" | "use", _) => return Err(malformed()),
            _ => {}
        }
        Ok(())
    }
}

/// `1.21`, `1.21.3` and `1.22rc1` as (major, minor).
fn release(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.split_once('.')?;
    let digits = minor.find(|c: char| !c.is_ascii_digit()).unwrap_or(minor.len());
    Some((major.parse().ok()?, minor[..digits].parse().ok()?))
}

/// The words of a line without its comment; `None` if a string does not end.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            break;
        }
        if let '"' | '`' = first {
            let (word, after) = rest[1..].split_once(first)?;
            words.push(word.to_owned());
            rest = after.trim_start();
            continue;
        }
        if let '(' | ')' = first {
            words.push(first.to_string());
            rest = rest[1..].trim_start();
            continue;
        }
        let end =
            rest.find(|c: char| c.is_whitespace() || c == '(' || c == ')').unwrap_or(rest.len());
        // `//` ends a word too: `v1.2.3//indirect`.
        let end = rest[..end].find("//").unwrap_or(end);
        words.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    Some(words)
}
